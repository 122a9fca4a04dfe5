import { concerns } from '../api/changes'
import type { Client } from '../api/client'
import { ListCounts } from '../api/counts'
import type { Hub } from '../api/hub'
import { ListsDocument, OpenDocument, type ListEntryFragment, type OpenQuery } from '../api/gen/documents'
import { ended, ImportsApi, type Run } from '../api/imports'
import { asProblem, Problem, wasAborted } from '../api/problem'
import { ContactPages, pageSize, type Scope } from './contact-pages'
import { ImportRuns } from './import-runs'

/** The hub tells of counts a moment after the end of a run, in milliseconds; then the rows are read anew. */
const settle = 600

export type DeskState = 'loading' | 'ready' | 'no-rights' | 'signed-out' | 'failed'
export type Connection = 'connecting' | 'live' | 'reconnecting' | 'offline'

export interface DeskEvents {
  /** Something that is shown has changed. */
  changed(): void
  state(state: DeskState, problem: Problem | null): void
  connection(connection: Connection): void
  run(run: Run, before: Run | undefined): void
}

/** What lies on an agent's desk: who they are, the lists with their counts, the rows, the imports. No pixel of it. */
export class Desk {
  state: DeskState = 'loading'
  problem: Problem | null = null
  viewer: OpenQuery['viewer'] | null = null
  lists: ListEntryFragment[] = []
  /** Set when contacts of the scope may have changed behind the rows that are shown. */
  stale = false
  connection: Connection = 'connecting'
  readonly pages: ContactPages
  readonly counts: ListCounts
  runs: ImportRuns | null = null
  #total = 0
  #hub: Hub | null = null
  #ended = false
  #opening = new AbortController()
  #settling: ReturnType<typeof setTimeout> | undefined
  #reading: Promise<void> | null = null
  #readAgain = false

  constructor(readonly client: Client, readonly events: DeskEvents) {
    this.pages = new ContactPages(client, () => this.events.changed())
    this.counts = new ListCounts(() => void this.#snapshot())
  }

  get canEdit() {
    return !!this.viewer?.permissions.some((permission) => permission !== 'CRM_VIEW')
  }

  /** How many contacts of a list (null: all) the viewer sees. */
  count(listId: string | null): number {
    if (this.counts.known) return this.counts.of(listId)
    return listId === null ? this.#total : (this.lists.find((one) => one.id === listId)?.contactCount ?? 0)
  }

  /** One operation for everything that the first paint needs; the hub connects after it. */
  async open(scope: Scope) {
    this.#opening.abort()
    const opening = (this.#opening = new AbortController())
    this.#set('loading', null)
    try {
      const variables = { first: pageSize, listId: scope.listId, search: scope.search.trim() || null }
      const data = await this.client.query(OpenDocument, variables, opening.signal)
      if (this.#ended || opening.signal.aborted) return
      this.viewer = data.viewer
      if (!data.viewer.permissions.length) return this.#set('no-rights', null)
      this.#takeLists(data)
      this.pages.begin(scope, data.contacts)
      this.runs ??= new ImportRuns(new ImportsApi(this.client, data.viewer.tenant.slug), (run, before) => this.#run(run, before))
      this.#set('ready', null)
      void this.#connect()
    } catch (error) {
      if (this.#ended || wasAborted(error)) return
      this.fail(error)
    }
  }

  /** Turns a failure into the state that it means. */
  fail(error: unknown) {
    const problem = asProblem(error)
    this.#set(problem.signedOut ? 'signed-out' : problem.forbidden ? 'no-rights' : 'failed', problem)
  }

  async show(scope: Scope) {
    this.stale = false
    await this.pages.show(scope)
    const { problem } = this.pages
    if (problem?.signedOut || problem?.forbidden) this.fail(problem)
  }

  async refresh() {
    if (this.state !== 'ready') return this.open(this.pages.wanted)
    await Promise.all([this.show(this.pages.wanted), this.#readLists()])
  }

  /** The browser says whether there is a network at all. */
  online(online: boolean) {
    if (!online) this.#connected('offline')
    else if (this.connection === 'offline') this.#connected(this.#hub ? 'reconnecting' : 'connecting')
  }

  end() {
    this.#ended = true
    clearTimeout(this.#settling)
    this.#opening.abort()
    this.pages.end()
    this.runs?.end()
    this.#hub?.stop()
    this.client.session.end()
  }

  #set(state: DeskState, problem: Problem | null) {
    this.state = state
    this.problem = problem
    if (state === 'signed-out' || state === 'no-rights') {
      this.#hub?.stop()
      this.#hub = null
    }
    this.events.state(state, problem)
    this.events.changed()
  }

  async #connect() {
    if (this.#hub) return
    const { connectHub } = await import('../api/hub')
    if (this.#ended || this.#hub) return
    this.#hub = connectHub(this.client.place, this.client.session, {
      counts: (message) => {
        const before = this.count(this.pages.wanted.listId)
        if (this.counts.change(message)) this.#counted(before)
      },
      lists: () => void this.#readLists(),
      contacts: (message) => {
        if (concerns(message, this.pages.rows)) this.#changedBehind()
      },
      run: (raw) => this.runs?.heard(raw),
      live: (again) => void this.#live(again),
      refused: () => this.fail(new Problem('AUTH_NOT_AUTHENTICATED', '', 401)),
      away: () => this.#connected(navigator.onLine === false ? 'offline' : 'reconnecting'),
    })
  }

  async #live(again: boolean) {
    this.#connected('live')
    await Promise.all([this.#snapshot(), this.#findImports(), again ? this.#catchUp() : null])
  }

  /** Nobody tells again of lists and contacts that changed while the connection was away: what is shown is looked at once more. */
  async #catchUp() {
    await this.#readLists()
    if (!this.#ended && (await this.pages.outdated())) this.#changedBehind()
  }

  async #snapshot() {
    const before = this.count(this.pages.wanted.listId)
    this.counts.asking()
    try {
      const counts = await this.#hub?.counts()
      if (!counts || this.#ended) return
      this.counts.snapshot(counts)
      this.#counted(before)
    } catch {
      // The connection went; the next one takes a snapshot.
    }
  }

  async #findImports() {
    if (!this.canEdit) return
    try {
      for (const raw of (await this.#hub?.imports()) ?? []) this.runs?.found(raw)
    } catch {
      // As above.
    }
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

  #counted(before: number) {
    if (this.count(this.pages.wanted.listId) !== before) this.#changedBehind()
    this.events.changed()
  }

  /** An empty list fills by itself; a list that somebody reads does not move under them, they are told instead. */
  #changedBehind() {
    if (this.state !== 'ready') return
    if (!this.pages.rows.length && !this.pages.busy) void this.show(this.pages.wanted)
    else this.stale = true
    this.events.changed()
  }

  #run(run: Run, before: Run | undefined) {
    if (ended(run) && before && !ended(before) && this.runs?.isOwn(run.id)) {
      this.#settling = setTimeout(() => void this.show(this.pages.wanted), settle)
    }
    this.events.run(run, before)
    this.events.changed()
  }

  #connected(connection: Connection) {
    if (this.runs) this.runs.live = connection === 'live'
    if (connection === this.connection) return
    this.connection = connection
    this.events.connection(connection)
    this.events.changed()
  }
}
