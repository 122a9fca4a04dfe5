import type { ContactsChange } from '../api/changes'
import type { HubCall } from '../api/hub'
import { ended, type Run } from '../api/imports'
import { ListsDocument, ManagerOpenDocument, type ListEntryFragment } from '../api/gen/documents'
import type { Line, LineListener } from '../api/line'
import type { Connection } from '../api/live'
import { asProblem, Problem, wasAborted } from '../api/problem'
import type { ImportRuns } from '../sidebar/import-runs'
import type { Heard, Viewer } from './pages'

export type DeskState = 'loading' | 'ready' | 'no-rights' | 'signed-out' | 'failed'
export type { Connection }

export interface DeskEvents {
  changed(): void
  state(state: DeskState, problem: Problem | null): void
  connection(connection: Connection): void
  run(run: Run, before: Run | undefined): void
  /** Somebody else has signed in. */
  other(): void
}

/** Who works here, what there is for them, and what the server tells: what all pages of the manager stand on. */
export class Desk implements LineListener {
  state: DeskState = 'loading'
  problem: Problem | null = null
  viewer: Viewer | null = null
  lists: ListEntryFragment[] = []
  runs: ImportRuns | null = null
  /** Until when requests wait because the server asked for it, in milliseconds. */
  heldUntil = 0
  resuming = false
  readonly heard = new Set<Heard>()
  #total = 0
  #ended = false
  #opening = new AbortController()
  #reading: Promise<void> | null = null
  #readAgain = false

  constructor(readonly line: Line, readonly events: DeskEvents) {
    line.join(this)
  }

  get client() {
    return this.line.client
  }

  get connection(): Connection {
    return this.line.live?.connection ?? 'connecting'
  }

  count(listId: string | null): number {
    const counts = this.line.live?.counts
    if (counts?.known) return counts.of(listId)
    return listId === null ? this.#total : (this.lists.find((one) => one.id === listId)?.contactCount ?? 0)
  }

  async open() {
    const again = this.state === 'signed-out' && this.viewer
    this.#opening.abort()
    const opening = (this.#opening = new AbortController())
    if (again) this.resuming = true
    else this.#set('loading', null)
    try {
      const data = await this.client.query(ManagerOpenDocument, {}, opening.signal)
      if (this.#ended || opening.signal.aborted) return
      if (again && (again.agent.id !== data.viewer.agent.id || again.tenant.slug !== data.viewer.tenant.slug)) return this.events.other()
      this.viewer = data.viewer
      if (!data.viewer.permissions.length) return this.#set('no-rights', null)
      this.#take(data)
      this.#set('ready', null)
      if (again) this.line.revived()
      void this.#connect()
    } catch (error) {
      if (!this.#ended && !wasAborted(error)) this.fail(error)
    } finally {
      this.resuming = false
      this.events.changed()
    }
  }

  /** Signs in again, with whatever token the host has now; what lies under the cover stays. */
  async resume() {
    this.client.session.renew()
    await this.open()
  }

  fail(error: unknown) {
    const problem = asProblem(error)
    if (problem.signedOut && this.state === 'signed-out' && !this.resuming) return
    this.#set(problem.signedOut ? 'signed-out' : problem.forbidden ? 'no-rights' : 'failed', problem)
  }

  end() {
    this.#ended = true
    this.#opening.abort()
    this.runs?.end()
    this.line.leave(this)
  }

  /** One request at a time; what is told meanwhile asks once more behind it. */
  readLists(): Promise<void> {
    this.#readAgain = this.#reading !== null
    this.#reading ??= this.#askForLists().finally(() => {
      this.#reading = null
      if (this.#readAgain && !this.#ended) void this.readLists()
    })
    return this.#reading
  }

  async #askForLists() {
    try {
      this.#take(await this.client.query(ListsDocument, {}))
      this.#changed()
    } catch {
      // The lists that are shown stay; the next change tries again.
    }
  }

  #take(data: { lists: ListEntryFragment[]; all: { totalCount: number } | null }) {
    this.lists = data.lists
    this.#total = data.all?.totalCount ?? 0
  }

  #set(state: DeskState, problem: Problem | null) {
    this.state = state
    this.problem = problem
    if (state === 'no-rights') this.line.hangUp()
    this.events.state(state, problem)
    this.events.changed()
  }

  async #connect() {
    try {
      const [{ ImportRuns }, { ImportsApi }] = await Promise.all([import('../sidebar/import-runs'), import('../api/imports')])
      if (this.#ended) return
      this.runs ??= new ImportRuns(new ImportsApi(this.client, this.viewer!.tenant.slug), (run, before) => (this.events.run(run, before), this.#changed()))
      await this.line.connect()
      this.runs.live = this.connection === 'live'
      this.#changed()
    } catch {
      // The scripts did not come: what is shown is right, only nothing moves by itself.
    }
  }

  #changed() {
    for (const one of [...this.heard]) one.changed?.()
    this.events.changed()
  }

  // ——— what the line tells

  shown() {
    return this.count(null)
  }

  counted() {
    this.#changed()
  }

  listsChanged() {
    void this.readLists()
  }

  contactsChanged(change: ContactsChange) {
    for (const one of [...this.heard]) one.contacts?.(change)
  }

  bulk(raw: Record<string, unknown>) {
    for (const one of [...this.heard]) one.bulk?.(raw)
  }

  run(raw: Record<string, unknown>, found: boolean) {
    if (!found) this.runs?.heard(raw)
    else if (this.viewer?.permissions.some((one) => one !== 'CRM_VIEW')) this.runs?.found(raw)
  }

  called(_: HubCall) {}

  connected(connection: Connection, again: boolean) {
    if (this.runs) this.runs.live = connection === 'live'
    this.events.connection(connection)
    if (again) {
      void this.readLists()
      for (const one of [...this.heard]) one.again?.()
    }
    this.#changed()
  }

  refused() {
    if (this.state !== 'signed-out') this.fail(new Problem('AUTH_NOT_AUTHENTICATED', '', 401))
  }

  revived() {
    if (this.state === 'signed-out' && !this.resuming) void this.open()
  }

  held(until: number) {
    this.heldUntil = until
    this.#changed()
  }

  /** The import that goes on and is one's own. */
  get running(): Run | null {
    const run = this.runs?.current
    return run && !ended(run) ? run : null
  }
}
