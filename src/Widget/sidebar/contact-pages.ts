import type { Client } from '../api/client'
import { ContactsDocument, type ContactRowFragment } from '../api/gen/documents'
import { asProblem, wasAborted, type Problem } from '../api/problem'

export type Row = ContactRowFragment

export const pageSize = 50

/** What is listed: a list (null: all contacts) and what the name begins with. */
export interface Scope {
  listId: string | null
  search: string
}

interface Page {
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  nodes: Row[] | null
}

/**
 * The rows of one scope, page after page by cursor. Old rows stay while new ones load; a new scope aborts the
 * request of the one before, and an answer that comes too late is dropped.
 */
export class ContactPages {
  rows: Row[] = []
  /** What the rows belong to; lags behind {@link wanted} while a request is under way. */
  scope: Scope = { listId: null, search: '' }
  wanted: Scope = this.scope
  busy = false
  hasMore = false
  problem: Problem | null = null
  #cursor: string | null = null
  #request: AbortController | null = null

  constructor(readonly client: Client, readonly changed: () => void) {}

  /** Takes the first page that came with the load. */
  begin(scope: Scope, page: Page | null) {
    this.#request?.abort()
    this.busy = false
    this.scope = this.wanted = scope
    this.rows = []
    this.#take(page)
  }

  /** Shows another scope, or the same one anew. */
  async show(scope: Scope) {
    this.wanted = scope
    // Anew, as many rows as were there, so that nothing jumps under the reader.
    const same = scope.listId === this.scope.listId && scope.search === this.scope.search
    const first = same ? Math.min(200, Math.max(pageSize, this.rows.length)) : pageSize
    const page = await this.#ask({ first, after: null }, scope)
    if (!page) return
    this.scope = scope
    this.rows = []
    this.#take(page)
    this.changed()
  }

  async next() {
    if (this.busy || !this.hasMore) return
    const page = await this.#ask({ first: pageSize, after: this.#cursor }, this.scope)
    if (!page) return
    this.#take(page)
    this.changed()
  }

  /** True when the store shows other rows than are shown here. Nothing moves, and a request that is under way goes first. */
  async outdated(): Promise<boolean> {
    const { scope, rows } = this
    if (this.busy) return false
    const first = Math.min(200, Math.max(pageSize, rows.length))
    try {
      const variables = { first, after: null, listId: scope.listId, search: scope.search.trim() || null }
      const { contacts } = await this.client.query(ContactsDocument, variables)
      return rows === this.rows && JSON.stringify(contacts?.nodes ?? []) !== JSON.stringify(rows.slice(0, first))
    } catch {
      return false
    }
  }

  end() {
    this.#request?.abort()
  }

  #take(page: Page | null) {
    const had = new Set(this.rows.map((row) => row.id))
    this.rows = [...this.rows, ...(page?.nodes ?? []).filter((row) => !had.has(row.id))]
    this.hasMore = page?.pageInfo.hasNextPage ?? false
    this.#cursor = page?.pageInfo.endCursor ?? null
  }

  async #ask(part: { first: number; after: string | null }, scope: Scope): Promise<Page | null> {
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
