import type { Client } from '../../../api/client'
import {
  BulkAddTagsDocument, BulkAddToListDocument, BulkAssignDocument, BulkAssignToQueueDocument, BulkDeleteDocument, BulkRemoveFromListDocument,
  BulkRemoveTagsDocument, BulkRunOfDocument, BulkSetStatusDocument, BulkUndoDocument, type BulkStatus, type ContactSelectionInput, type ContactStatus,
} from '../../../api/gen/documents'

/** What is done to all that are chosen. */
export type BulkAction =
  | { kind: 'delete' }
  | { kind: 'add-tags' | 'remove-tags'; tags: string[] }
  | { kind: 'queue'; queueId: string; name: string }
  | { kind: 'assign'; agentId: string | null; name: string }
  | { kind: 'status'; status: ContactStatus }
  | { kind: 'add-list' | 'remove-list'; listId: string; name: string }

/** How an action, or its taking back, stands. */
export interface BulkWork {
  id: number
  action: BulkAction
  /** It takes the action back. */
  undoing: boolean
  status: BulkStatus
  total: number | null
  affected: number
  skipped: number
  /** Contacts that stay as they are because somebody has edited them since. */
  kept: number
  undoToken: string | null
  runId: string | null
  message: string | null
}

export const over = ({ status }: BulkWork) => status === 'COMPLETED' || status === 'FAILED'

/** After this long without a word about a run it is asked for: words may be lost. In milliseconds. */
const silence = 2500
const pause = 1000

interface Answer {
  affectedCount?: number | null
  skippedCount?: number | null
  undoToken?: string | null
  runId?: string | null
  keptIds?: readonly string[] | null
  errors?: readonly { message: string }[] | null
}

/** Bulk actions from the press of the button to the last word about them, and back. It shows nothing. */
export class BulkWorks {
  readonly #works = new Map<number, BulkWork>()
  readonly #heard = new Map<string, number>()
  #last = 0
  #timer: ReturnType<typeof setInterval> | undefined

  /** @param ended told once of each that is over */
  constructor(readonly client: Client, readonly changed: () => void, readonly ended: (work: BulkWork) => void) {}

  /** Those that go on. */
  get going(): BulkWork[] {
    return [...this.#works.values()].filter((work) => !over(work))
  }

  /** @throws Problem, or Error with words that may be shown: nothing was done */
  async start(action: BulkAction, selection: ContactSelectionInput, total: number | null) {
    await this.#take(action, false, total, await this.#send(action, selection))
  }

  /** Takes an action back; what somebody has edited since stays. */
  async undo({ action, undoToken, affected }: BulkWork) {
    if (!undoToken) return
    const { undoBulkAction } = await this.client.query(BulkUndoDocument, { undoToken })
    await this.#take(action, true, affected, undoBulkAction)
  }

  /** The hub's word about a run. */
  heard(raw: Record<string, unknown>) {
    const work = [...this.#works.values()].find(({ runId }) => runId === raw.id)
    if (work) this.#moved(work, raw)
  }

  end() {
    clearInterval(this.#timer)
  }

  async #send(action: BulkAction, selection: ContactSelectionInput): Promise<Answer> {
    const { client } = this
    switch (action.kind) {
      case 'delete':
        return (await client.query(BulkDeleteDocument, { selection })).done
      case 'add-tags':
        return (await client.query(BulkAddTagsDocument, { selection, tags: action.tags })).done
      case 'remove-tags':
        return (await client.query(BulkRemoveTagsDocument, { selection, tags: action.tags })).done
      case 'queue':
        return (await client.query(BulkAssignToQueueDocument, { selection, queueId: action.queueId })).done
      case 'assign':
        return (await client.query(BulkAssignDocument, { selection, agentId: action.agentId })).done
      case 'status':
        return (await client.query(BulkSetStatusDocument, { selection, status: action.status })).done
      case 'add-list':
        return (await client.query(BulkAddToListDocument, { selection, listId: action.listId })).done
      case 'remove-list':
        return (await client.query(BulkRemoveFromListDocument, { selection, listId: action.listId })).done
    }
  }

  async #take(action: BulkAction, undoing: boolean, total: number | null, answer: Answer) {
    if (answer.errors?.length) throw new Error(answer.errors[0]!.message)
    const work: BulkWork = {
      id: ++this.#last,
      action,
      undoing,
      status: answer.runId ? 'QUEUED' : 'COMPLETED',
      total,
      affected: answer.affectedCount ?? 0,
      skipped: answer.skippedCount ?? 0,
      kept: undoing ? (answer.skippedCount ?? 0) : 0,
      undoToken: answer.undoToken ?? null,
      runId: answer.runId ?? null,
      message: null,
    }
    this.#works.set(work.id, work)
    if (over(work)) return this.ended(work)
    this.#heard.set(work.runId!, Date.now())
    this.#timer ??= setInterval(() => void this.#ask(), pause)
    this.changed()
  }

  #moved(work: BulkWork, raw: Record<string, unknown>) {
    if (over(work)) return
    this.#heard.set(work.runId!, Date.now())
    work.status = raw.status as BulkStatus
    work.total = Number(raw.totalCount)
    // Words may come late: counts never go back.
    work.affected = Math.max(work.affected, Number(raw.affectedCount))
    work.skipped = Math.max(work.skipped, Number(raw.skippedCount))
    if (work.undoing) work.kept = work.skipped
    work.message = (raw.message as string | null) ?? null
    if (over(work)) this.#over(work)
    this.changed()
  }

  #over(work: BulkWork) {
    if (!this.going.length) {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
    this.ended(work)
  }

  async #ask() {
    for (const work of this.going) {
      if (Date.now() - this.#heard.get(work.runId!)! < silence) continue
      const { bulkRunById } = await this.client.query(BulkRunOfDocument, { id: work.runId! }).catch(() => ({ bulkRunById: null }))
      if (bulkRunById) this.#moved(work, bulkRunById)
    }
  }
}
