import { concerns, type ContactsChange } from '../api/changes'
import { ListsDocument, OpenDocument, type ListEntryFragment, type OpenQuery } from '../api/gen/documents'
import type { HubCall } from '../api/hub'
import type { Run } from '../api/imports'
import type { Line, LineListener } from '../api/line'
import type { Connection } from '../api/live'
import { asProblem, Problem, wasAborted } from '../api/problem'
import { ContactPages, pageSize, type Scope } from './contact-pages'
import type { ImportRuns } from './import-runs'

/** The hub tells of counts a moment after the end of a run, in milliseconds; then the rows are read anew. */
const settle = 600

export type { Connection }
export type DeskState = 'loading' | 'ready' | 'no-rights' | 'signed-out' | 'failed'

export interface DeskEvents {
  /** Something that is shown has changed. */
  changed(): void
  state(state: DeskState, problem: Problem | null): void
  connection(connection: Connection): void
  run(run: Run, before: Run | undefined): void
  /** Contacts changed elsewhere. */
  contacts(change: ContactsChange): void
  call(call: HubCall): void
  /** Another agent has signed in: nothing of the one before may stay. */
  other(): void
}

/** What lies on an agent's desk: who they are, the lists with their counts, the rows, the imports. No pixel of it. */
export class Desk implements LineListener {
  state: DeskState = 'loading'
  problem: Problem | null = null
  viewer: OpenQuery['viewer'] | null = null
  lists: ListEntryFragment[] = []
  /** Set when contacts of the scope may have changed behind the rows that are shown. */
  stale = false
  /** The server has asked for a pause until then, in milliseconds; 0: it has not. */
  heldUntil = 0
  /** Signing in again after a refusal is under way. */
  resuming = false
  readonly pages: ContactPages
  runs: ImportRuns | null = null
  #total = 0
  #ended = false
  #opening = new AbortController()
  #settling: ReturnType<typeof setTimeout> | undefined
  #reading: Promise<void> | null = null
  #readAgain = false

  constructor(readonly line: Line, readonly events: DeskEvents) {
    this.pages = new ContactPages(line.client, () => this.events.changed())
    line.join(this)
  }

  /** The way to the server, for queries and mutations. */
  get client() {
    return this.line.client
  }

  get connection(): Connection {
    return this.line.live?.connection ?? 'connecting'
  }

  get canEdit() {
    return !!this.viewer?.permissions.some((permission) => permission !== 'CRM_VIEW')
  }

  /** How many contacts of a list (null: all) the viewer sees. */
  count(listId: string | null): number {
    const counts = this.line.live?.counts
    if (counts?.known) return counts.of(listId)
    return listId === null ? this.#total : (this.lists.find((one) => one.id === listId)?.contactCount ?? 0)
  }

  /** One operation for everything that the first paint needs; the hub connects after it. */
  async open(scope: Scope) {
    const again = this.state === 'signed-out' && this.viewer
    this.#opening.abort()
    const opening = (this.#opening = new AbortController())
    if (again) this.resuming = true
    else this.#set('loading', null)
    try {
      const variables = { first: pageSize, listId: scope.listId, search: scope.search.trim() || null }
      const data = await this.client.query(OpenDocument, variables, opening.signal)
      if (this.#ended || opening.signal.aborted) return
      if (again && (again.agent.id !== data.viewer.agent.id || again.tenant.slug !== data.viewer.tenant.slug)) return this.events.other()
      this.viewer = data.viewer
      if (!data.viewer.permissions.length) return this.#set('no-rights', null)
      this.#takeLists(data)
      this.pages.begin(scope, data.contacts)
      this.#set('ready', null)
      if (again) this.line.revived()
      void this.#connect()
    } catch (error) {
      if (this.#ended || wasAborted(error)) return
      this.fail(error)
    } finally {
      this.resuming = false
      this.events.changed()
    }
  }

  /** Signs in again, with whatever token the host has now. What lies on the desk stays on it. */
  async resume() {
    this.client.session.renew()
    await this.open(this.pages.wanted)
  }

  /** Turns a failure into the state that it means. */
  fail(error: unknown) {
    const problem = asProblem(error)
    if (problem.signedOut && this.state === 'signed-out' && !this.resuming) return // told already
    this.#set(problem.signedOut ? 'signed-out' : problem.forbidden ? 'no-rights' : 'failed', problem)
  }

  async show(scope: Scope) {
    if (this.#ended) return
    this.stale = false
    await this.pages.show(scope)
    const { problem } = this.pages
    if (problem?.signedOut || problem?.forbidden) this.fail(problem)
  }

  async refresh() {
    if (this.#ended) return
    if (this.state === 'signed-out') return this.resume()
    if (this.state !== 'ready') return this.open(this.pages.wanted)
    await Promise.all([this.show(this.pages.wanted), this.#readLists()])
  }

  /** Nothing is asked or told any more; what is still on its way finds an empty room. */
  end() {
    if (this.#ended) return
    this.#ended = true
    clearTimeout(this.#settling)
    this.#opening.abort()
    this.pages.end()
    this.runs?.end()
    this.line.leave(this)
  }

  #set(state: DeskState, problem: Problem | null) {
    if (this.#ended) return
    this.state = state
    this.problem = problem
    if (state === 'no-rights') this.line.hangUp()
    this.events.state(state, problem)
    this.events.changed()
  }

  /** What goes on while the page is open: the imports, and the line's live part. */
  async #connect() {
    try {
      const [{ ImportRuns }, { ImportsApi }] = await Promise.all([import('./import-runs'), import('../api/imports')])
      if (this.#ended) return
      this.runs ??= new ImportRuns(new ImportsApi(this.client, this.viewer!.tenant.slug), (run, before) => this.#ran(run, before))
      await this.line.connect()
      this.runs.live = this.connection === 'live'
      this.events.changed()
    } catch {
      // The scripts did not come: what is shown is right, only nothing moves by itself.
    }
  }

  // ——— what the line tells

  shown() {
    return this.count(this.pages.wanted.listId)
  }

  counted(before: number) {
    if (this.shown() !== before) this.#changedBehind()
    this.events.changed()
  }

  listsChanged() {
    void this.#readLists()
  }

  contactsChanged(change: ContactsChange) {
    if (concerns(change, this.pages.rows)) this.#changedBehind()
    this.events.contacts(change)
  }

  run(raw: Record<string, unknown>, found: boolean) {
    if (!found) this.runs?.heard(raw)
    else if (this.canEdit) this.runs?.found(raw)
  }

  called(call: HubCall) {
    if (this.state === 'ready') this.events.call(call)
  }

  connected(connection: Connection, again: boolean) {
    if (this.runs) this.runs.live = connection === 'live'
    this.events.connection(connection)
    this.events.changed()
    if (again) void this.#catchUp()
  }

  refused() {
    if (this.state !== 'signed-out') this.fail(new Problem('AUTH_NOT_AUTHENTICATED', '', 401))
  }

  revived() {
    if (this.state === 'signed-out' && !this.resuming) void this.open(this.pages.wanted)
  }

  held(until: number) {
    this.heldUntil = until
    this.events.changed()
  }

  /** Nobody tells again of lists and contacts that changed while the connection was away: what is shown is looked at once more. */
  async #catchUp() {
    await this.#readLists()
    if (!this.#ended && (await this.pages.outdated())) this.#changedBehind()
  }

  /** One request at a time; what is told meanwhile asks once more behind it. */
  #readLists(): Promise<void> {
    this.#readAgain = this.#reading !== null
    this.#reading ??= this.#askForLists().finally(() => {
      this.#reading = null
      if (this.#readAgain && !this.#ended) void this.#readLists()
    })
    return this.#reading
  }

  async #askForLists() {
    try {
      this.#takeLists(await this.client.query(ListsDocument, {}))
      this.events.changed()
    } catch {
      // The lists that are shown stay; the next change tries again.
    }
  }

  #takeLists(data: { lists: ListEntryFragment[]; all: { totalCount: number } | null }) {
    this.lists = data.lists
    this.#total = data.all?.totalCount ?? 0
  }

  /** An empty list fills by itself; a list that somebody reads does not move under them, they are told instead. */
  #changedBehind() {
    if (this.state !== 'ready') return
    if (!this.pages.rows.length && !this.pages.busy) void this.show(this.pages.wanted)
    else this.stale = true
    this.events.changed()
  }

  #ran(run: Run, before: Run | undefined) {
    const over = (one: Run) => !['queued', 'running'].includes(one.status)
    if (over(run) && before && !over(before) && this.runs?.isOwn(run.id)) {
      this.#settling = setTimeout(() => void this.show(this.pages.wanted), settle)
    }
    this.events.run(run, before)
    this.events.changed()
  }
}
