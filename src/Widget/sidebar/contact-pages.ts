import type { Client } from '../api/client'
import { ContactsDocument, type ContactRowFragment } from '../api/gen/documents'
import { asProblem, wasAborted, type Problem } from '../api/problem'

export type Row = ContactRowFragment

/** The number by which somebody is called. */
export const numberOf = (contact: Pick<Row, 'phone' | 'mobile'>) => contact.phone || contact.mobile

export const pageSize = 50

/** What is listed: a list (null: all contacts) and what the name begins with. */
export interface Scope {
  listId: string | null
  search: string
}

interface Page {
  pageInfo: { hasNextPage: boolean; endCursor: string | null; hasPreviousPage?: boolean; startCursor?: string | null }
  nodes: Row[] | null
}

/** What a page is asked by. */
type Part = { first: number; after?: string | null } | { last: number; before: string | null }

/** So many scopes are remembered for when the server is away. */
const remembered = 20

/**
 * The rows of one scope, page after page by cursor. Old rows stay while new ones load; a new scope aborts the
 * request of the one before, and an answer that comes too late is dropped. While the server is away, what had been
 * shown before is shown again.
 */
export class ContactPages {
  rows: Row[] = []
  /** What the rows belong to; lags behind {@link wanted} while a request is under way. */
  scope: Scope = { listId: null, search: '' }
  wanted: Scope = this.scope
  busy = false
  hasMore = false
  /** After a jump: rows stand before those that are here. */
  hasBefore = false
  problem: Problem | null = null
  /** The first rows of what has been shown, by scope; in memory, and nowhere else. */
  readonly memory = new Map<string, { scope: Scope; rows: Row[] }>()
  #cursor: string | null = null
  #start: string | null = null
  /** Where the first page begins: null at the top, else the letter that was jumped to. */
  #from: string | null = null
  #request: AbortController | null = null

  constructor(readonly client: Client, readonly changed: () => void) {}

  /** Takes the first page that came with the load. */
  begin(scope: Scope, page: Page | null) {
    this.#request?.abort()
    this.busy = false
    this.wanted = scope
    this.#fresh(scope, page, null)
  }

  /** Shows another scope, or the same one anew. */
  async show(scope: Scope) {
    this.wanted = scope
    // Anew, as many rows as were there, so that nothing jumps under the reader.
    const same = scope.listId === this.scope.listId && scope.search === this.scope.search
    const first = same ? Math.min(200, Math.max(pageSize, this.rows.length)) : pageSize
    const from = same ? this.#from : null
    const page = await this.#ask({ first, after: from }, scope)
    if (page) this.#fresh(scope, page, from)
    else if (this.problem?.away && !same) await this.#recall(scope)
    this.changed()
  }

  async next() {
    if (this.busy || !this.hasMore) return
    const page = await this.#ask({ first: pageSize, after: this.#cursor }, this.scope)
    if (!page) return
    this.#take(page)
    this.changed()
  }

  /** The page before, after a jump. */
  async previous() {
    if (this.busy || !this.hasBefore) return
    const page = await this.#ask({ last: pageSize, before: this.#start }, this.scope)
    if (!page) return
    const had = new Set(this.rows.map((row) => row.id))
    this.rows = [...(page.nodes ?? []).filter((row) => !had.has(row.id)), ...this.rows]
    this.#above(page)
    if (!this.hasBefore) this.#from = null
    this.changed()
  }

  /** Shows the rows from a cursor on, as a letter of the alphabet has it. True when they are there. */
  async jump(cursor: string): Promise<boolean> {
    const page = await this.#ask({ first: pageSize, after: cursor }, this.wanted)
    if (!page) return false
    this.#fresh(this.wanted, page, cursor)
    this.changed()
    return true
  }

  /** Puts what somebody has just saved into its row. */
  replace(row: Row) {
    this.rows = this.rows.map((one) => (one.id === row.id ? { ...one, ...row } : one))
    this.changed()
  }

  /** Takes out the row of somebody who has just been deleted. */
  remove(id: string) {
    this.rows = this.rows.filter((row) => row.id !== id)
    this.changed()
  }

  /** True when the store shows other rows than are shown here. Nothing moves, and a request that is under way goes first. */
  async outdated(): Promise<boolean> {
    const { scope, rows } = this
    if (this.busy) return false
    const first = Math.min(200, Math.max(pageSize, rows.length))
    try {
      const variables = { first, after: this.#from, listId: scope.listId, search: scope.search.trim() || null }
      const { contacts } = await this.client.query(ContactsDocument, variables)
      return rows === this.rows && JSON.stringify(contacts?.nodes ?? []) !== JSON.stringify(rows.slice(0, first))
    } catch {
      return false
    }
  }

  end() {
    this.#request?.abort()
  }

  #fresh(scope: Scope, page: Page | null, from: string | null) {
    this.scope = scope
    this.rows = []
    this.#from = from
    this.#take(page)
    this.#above(page)
    if (from) return
    const key = JSON.stringify(scope)
    this.memory.delete(key)
    this.memory.set(key, { scope, rows: this.rows })
    if (this.memory.size > remembered) this.memory.delete(this.memory.keys().next().value!)
  }

  async #recall(scope: Scope) {
    const { recall } = await import('./memory')
    const rows = recall(this.memory.values(), scope)
    if (!rows || scope !== this.wanted) return
    this.scope = scope
    this.rows = rows
    this.hasMore = this.hasBefore = false
    this.problem = null
  }

  #above(page: Page | null) {
    this.hasBefore = page?.pageInfo.hasPreviousPage ?? false
    this.#start = page?.pageInfo.startCursor ?? null
  }

  #take(page: Page | null) {
    const had = new Set(this.rows.map((row) => row.id))
    this.rows = [...this.rows, ...(page?.nodes ?? []).filter((row) => !had.has(row.id))]
    this.hasMore = page?.pageInfo.hasNextPage ?? false
    this.#cursor = page?.pageInfo.endCursor ?? null
  }

  async #ask(part: Part, scope: Scope): Promise<Page | null> {
    this.#request?.abort()
    const request = (this.#request = new AbortController())
    this.busy = true
    this.problem = null
    this.changed()
    try {
      const variables = { ...part, listId: scope.listId, search: scope.search.trim() || null }
      const { contacts } = await this.client.query(ContactsDocument, variables, request.signal)
      return request.signal.aborted ? null : (contacts ?? { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] })
    } catch (error) {
      if (!wasAborted(error) && !request.signal.aborted) this.problem = asProblem(error)
      return null
    } finally {
      if (this.#request === request) {
        this.busy = false
        this.changed()
      }
    }
  }
}
