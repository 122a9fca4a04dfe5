import { LitElement, html, nothing } from 'lit'
import { Client } from '../api/client'
import { ContactCardDocument } from '../api/gen/documents'
import { ended, ImportsApi, type Run } from '../api/imports'
import { findPlace } from '../api/place'
import { asProblem, type Problem } from '../api/problem'
import { Session, type TokenSource } from '../api/session'
import { buttons } from '../elements/button'
import { define } from '../elements/define'
import { fields } from '../elements/field'
import { icons } from '../elements/icons'
import '../elements/picker'
import '../elements/progress'
import { base, theme } from '../elements/theme'
import type { ToastElement } from '../elements/toast'
import type { Card, ContactCard, Dial } from './contact-card'
import './contact-list'
import type { ContactList } from './contact-list'
import type { Row } from './contact-pages'
import { Desk, type Connection, type DeskState } from './desk'
import { FileDrop } from './file-drop'
import { callOf, emailOf, mailtoOf, telOf } from './reach'
import { stateStyles } from './states'
import { frame } from './styles'
import { body, head, strips, type View } from './views'
import { firstWords, loadWords, Speech, type Words } from './words/words'

/** Typing rests this long before it is searched for, in milliseconds. */
const rest = 130
/** From this width on, list and card stand side by side, in pixels. */
const wide = 600
/** The count of the list is read out at most this often, in milliseconds. */
const announceEvery = 6000

/**
 * `<crm-customers>`: the Customers tab of a telephony application. Drop it into a page and give it a height; it finds
 * its server from where this script came from.
 *
 * ```html
 * <script type="module" src="/widget/v1/crm-customers.js"></script>
 * <crm-customers></crm-customers>
 * ```
 *
 * @attr endpoint URL of `/graphql` · @attr hub URL of the hub · @attr list id of the list to begin with ·
 * @attr query text to search for · @attr contact-id contact to open · @attr lang `en`, `de`, … (default: the page's) ·
 * @attr theme `auto` (default) `light` `dark` · @attr no-import hides the upload · @attr no-call hides calling
 *
 * @prop tokenSource `({reason, signal}) => Promise<{token, expiresAt} | null>`; none or null: cookies of the same site
 * @prop strings words that the host says otherwise · @prop state · @prop connection (both read-only)
 *
 * @method openContact(id) · setList(id) · search(text) · refresh() · openUpload(file?) · focusSearch(): all promises
 *
 * @fires crm-ready {viewer} · crm-contact-open {id, contact} cancelable · crm-list-change {listId} ·
 * crm-call {number, contactId, displayName, contact} cancelable, default `tel:` ·
 * crm-email {email, contactId, displayName, contact} cancelable, default `mailto:` ·
 * crm-import-start {run} · crm-import-progress {run} · crm-import-done {run} ·
 * crm-auth-required {reason} cancelable, default: the signed-out page · crm-connection {connection} ·
 * crm-error {code, message, status}. All bubble and are composed.
 *
 * @slot header-end beside the upload button · card-actions at the top of the card · empty in an empty list · footer
 * @csspart header search list card
 * The public CSS variables are in `elements/theme.ts`.
 */
export class CrmCustomers extends LitElement {
  static override properties = {
    endpoint: {},
    hub: {},
    list: {},
    query: {},
    contactId: { attribute: 'contact-id' },
    lang: {},
    theme: { reflect: true },
    noImport: { type: Boolean, attribute: 'no-import' },
    noCall: { type: Boolean, attribute: 'no-call' },
    tokenSource: { attribute: false },
    strings: { attribute: false },
    text: { state: true },
    contact: { state: true },
    gone: { state: true },
    split: { state: true },
    dial: { state: true },
    uploading: { state: true },
    announced: { state: true },
  }
  declare endpoint: string | null
  declare hub: string | null
  declare list: string | null
  declare query: string | null
  declare contactId: string | null
  declare theme: 'auto' | 'light' | 'dark'
  declare noImport: boolean
  declare noCall: boolean
  declare tokenSource: TokenSource | null
  declare strings: Partial<Words> | null
  declare private text: string
  declare private contact: Row | Card | null
  declare private gone: boolean
  declare private split: boolean
  declare private dial: Dial | null
  /** The upload window: closed, open for a file, or open on a run. */
  declare private uploading: { file?: File; run?: Run } | null
  declare private announced: string

  #desk: Desk | null = null
  #speech = new Speech(firstWords, 'en')
  #spoken = ''
  #typing: ReturnType<typeof setTimeout> | undefined
  #announceAt = 0
  #cardRequest: AbortController | null = null
  readonly #drop = new FileDrop(this, () => this.#canUpload && !this.uploading, (file) => void this.openUpload(file))
  readonly #size = new ResizeObserver(([entry]) => (this.split = (entry?.contentRect.width ?? 0) >= wide))

  constructor() {
    super()
    this.theme = 'auto'
    this.noImport = this.noCall = false
    this.tokenSource = this.strings = this.endpoint = this.hub = this.list = this.query = this.contactId = null
    this.text = ''
    this.contact = this.dial = this.uploading = null
    this.gone = this.split = false
    this.announced = ''
  }

  get state(): DeskState {
    return this.#desk?.state ?? 'loading'
  }

  get connection(): Connection {
    return this.#desk?.connection ?? 'connecting'
  }

  // ——— what a host can ask for

  async openContact(id: string) {
    const row = this.#desk?.pages.rows.find((one) => one.id === id)
    if (!this.#tell('crm-contact-open', { id, contact: row ?? null }, true)) return
    this.#cardRequest?.abort()
    const request = (this.#cardRequest = new AbortController())
    this.contactId = id
    this.contact = row ?? null
    this.gone = false
    void import('./later').then(() => this.updateComplete).then(() => this.#cardElement?.focusHeading())
    try {
      const data = await this.#desk!.client.query(ContactCardDocument, { id }, request.signal)
      if (request.signal.aborted) return
      this.contact = data.contactById
      this.gone = !data.contactById
    } catch (error) {
      if (!request.signal.aborted) this.#failed(asProblem(error))
    }
  }

  async setList(id: string | null) {
    this.list = id || null
    this.#tell('crm-list-change', { listId: this.list })
    this.#closeCard(false)
    this.#listElement?.scrollTo({ top: 0 })
    await this.#desk?.show({ listId: this.list, search: this.text })
  }

  async search(text: string) {
    clearTimeout(this.#typing)
    this.text = text
    this.#listElement?.scrollTo({ top: 0 })
    await this.#desk?.show({ listId: this.list, search: text })
  }

  async refresh() {
    await this.#desk?.refresh()
  }

  async openUpload(file?: File) {
    if (!this.#canUpload) return
    await import('./upload/upload')
    this.uploading = file ? { file } : {}
  }

  async focusSearch() {
    await this.updateComplete
    const field = this.renderRoot.querySelector<HTMLInputElement>('#search')
    field?.focus()
    field?.select()
  }

  // ——— life

  override connectedCallback() {
    super.connectedCallback()
    this.#size.observe(this)
    addEventListener('online', this.#online)
    addEventListener('offline', this.#online)
    if (this.hasUpdated) this.#begin()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#size.disconnect()
    removeEventListener('online', this.#online)
    removeEventListener('offline', this.#online)
    clearTimeout(this.#typing)
    this.#cardRequest?.abort()
    this.#desk?.end()
    this.#desk = null
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    if (!this.hasUpdated) this.text = this.query ?? ''
    if (changed.has('lang') || changed.has('strings')) void this.#speak()
  }

  protected override updated(changed: Map<string, unknown>) {
    if (!this.#desk || ['tokenSource', 'endpoint', 'hub'].some((name) => changed.has(name) && changed.get(name) !== undefined)) this.#begin()
    this.#announce()
  }

  /** A new session: at the start, and whenever the host hands over another token source. */
  #begin() {
    this.#desk?.end()
    const client = new Client(findPlace(this.endpoint, this.hub), new Session(this.tokenSource))
    const desk: Desk = (this.#desk = new Desk(client, {
      changed: () => this.requestUpdate(),
      state: (state, problem) => desk === this.#desk && this.#stated(state, problem),
      connection: (connection) => this.#tell('crm-connection', { connection }),
      run: (run, before) => this.#ran(run, before),
    }))
    this.contact = this.uploading = this.dial = null
    void desk.open({ listId: this.list, search: this.text })
  }

  #stated(state: DeskState, problem: Problem | null) {
    if (state !== 'loading') void import('./later')
    if (state === 'ready') {
      this.#tell('crm-ready', { viewer: this.#desk!.viewer })
      if (this.contactId) void this.openContact(this.contactId)
    }
    if (state === 'signed-out') this.#tell('crm-auth-required', { reason: problem?.code }, true)
    else if (problem) this.#tell('crm-error', { code: problem.code, message: problem.message, status: problem.status })
  }

  #ran(run: Run, before: Run | undefined) {
    if (!before) this.#tell('crm-import-start', { run })
    else if (!ended(run)) this.#tell('crm-import-progress', { run })
    if (!ended(run) || (before && ended(before))) return
    this.#tell('crm-import-done', { run })
    if (this.uploading?.run?.id === run.id || !this.#desk?.runs?.isOwn(run.id)) return
    const { words } = this.#speech
    const show = { text: words.show, run: () => void this.#showRun(run) }
    this.#toast?.show({ text: words[run.status as 'completed'] ?? run.status, bad: run.status === 'failed', action: show })
  }

  #online = () => this.#desk?.online(navigator.onLine)

  async #speak() {
    const lang = this.lang || document.documentElement.lang || navigator.language
    this.#spoken = lang
    const words = { ...(await loadWords(lang).catch(() => firstWords)), ...this.strings }
    if (this.#spoken !== lang) return
    this.#speech = new Speech(words, lang)
    this.requestUpdate()
  }

  // ——— what is seen

  protected override render() {
    const { words } = this.#speech
    const view = this.#view
    const known = !!view?.desk.viewer && !['no-rights', 'signed-out'].includes(this.state)
    return html`
      <div class=${this.split && this.#cardOpen ? 'split' : 'shell'} @keydown=${this.#key}>
        ${view && known ? head(view) : nothing} ${view ? strips(view) : nothing}
        <div class="body">
          <div class="pane" ?inert=${this.#cardOpen && !this.split}>${view ? body(view) : nothing}</div>
          ${this.#cardOpen
            ? html`<crm-contact-card
                part="card"
                .contact=${this.contact}
                .gone=${this.gone}
                .speech=${this.#speech}
                .canCall=${!this.noCall}
                @back=${() => this.#closeCard(true)}
                @call=${(event: CustomEvent<Dial>) => this.#call(event.detail)}
                @email=${(event: CustomEvent<Row>) => this.#email(event.detail)}
              ><slot name="card-actions" slot="card-actions"></slot></crm-contact-card>`
            : nothing}
        </div>
        <slot name="footer"></slot>
        ${this.#drop.over ? html`<div class="over">${icons.upload}${words.drop}</div>` : nothing}
      </div>
      <div class="unseen" aria-live="polite">${this.announced}</div>
      <crm-toast></crm-toast>
      ${this.#dialogs(words)}
    `
  }

  get #view(): View | null {
    return this.#desk && {
      desk: this.#desk,
      speech: this.#speech,
      list: this.list,
      text: this.text,
      chosen: this.#cardOpen ? this.contactId : null,
      canUpload: this.#canUpload,
      canCall: !this.noCall,
      uploading: !!this.uploading,
      act: this.#act,
    }
  }

  readonly #act: View['act'] = {
    setList: (id) => void this.setList(id),
    type: (text) => this.#type(text),
    searchKey: (event) => this.#searchKey(event),
    clear: () => this.#clear(),
    upload: () => void this.openUpload(),
    showRun: (run) => void this.#showRun(run),
    refresh: () => void this.refresh(),
    signIn: () => this.#begin(),
    copy: (problem) => void this.#copy(problem),
    open: (row) => void this.openContact(row.id),
    call: (dial) => this.#call(dial),
    leaveList: () => void this.focusSearch(),
  }

  #dialogs(words: Words) {
    const desk = this.#desk
    return html`
      ${this.dial
        ? html`<crm-dialog narrow heading=${words.dncTitle} @close=${() => (this.dial = null)}>
            <p>${words.dncText(this.dial.contact.fullName)}</p>
            <div slot="foot" class="foot">
              <button class="button" data-testid="dnc-cancel" @click=${() => (this.dial = null)}>${words.cancel}</button>
              <button class="button danger" data-testid="dnc-call" @click=${() => this.#call(this.dial!, true)}>${words.callAnyway}</button>
            </div>
          </crm-dialog>`
        : nothing}
      ${this.uploading && desk?.runs
        ? html`<crm-upload
            .api=${desk.runs.api as ImportsApi}
            .runs=${desk.runs}
            .run=${(this.uploading.run && desk.runs.get(this.uploading.run.id)) ?? null}
            .file=${this.uploading.file ?? null}
            .speech=${this.#speech}
            .lists=${desk.lists.filter((list) => list.kind === 'STATIC')}
            .listId=${this.list}
            @started=${(event: CustomEvent<Run>) => (this.uploading = { run: event.detail })}
            @again=${() => (this.uploading = {})}
            @close=${() => (this.uploading = null)}
          ></crm-upload>`
        : nothing}
    `
  }

  // ——— what an agent does

  get #cardOpen() {
    return !!this.contactId && this.state === 'ready'
  }

  get #canUpload() {
    return !this.noImport && !!this.#desk?.canEdit
  }

  get #cardElement() {
    return this.renderRoot.querySelector<ContactCard>('crm-contact-card')
  }

  get #listElement() {
    return this.renderRoot.querySelector<ContactList>('crm-contact-list')
  }

  get #toast() {
    return this.renderRoot.querySelector<ToastElement>('crm-toast')
  }

  #type(text: string) {
    this.text = text
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => void this.search(text), rest)
  }

  #clear() {
    void this.search('')
    void this.focusSearch()
  }

  #searchKey(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'Enter') this.#listElement?.focusRow()
    else if (event.key === 'Escape' && this.text) this.#clear()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #key(event: KeyboardEvent) {
    const typing = (event.composedPath()[0] as HTMLElement).matches?.('input, select, textarea')
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
      if (this.#cardOpen && !this.split) this.#closeCard(false)
      void this.focusSearch()
    } else if (event.key === 'Escape' && this.#cardOpen) this.#closeCard(true)
    else return
    event.preventDefault()
  }

  /** Back to the list: it lay under the card, so its place is as it was; focus returns to the row. */
  #closeCard(focus: boolean) {
    if (!this.contactId) return
    const id = this.contactId
    this.#cardRequest?.abort()
    this.contactId = this.contact = null
    if (focus) void this.updateComplete.then(() => this.#listElement?.focusRow(id))
  }

  #call(dial: Dial, asked = false) {
    if (dial.contact.status === 'DO_NOT_CONTACT' && !asked) {
      this.dial = dial
      return
    }
    this.dial = null
    const call = callOf(dial)
    if (this.#tell('crm-call', call, true)) location.assign(telOf(call.number))
  }

  #email(contact: Row) {
    const email = emailOf(contact)
    if (this.#tell('crm-email', email, true)) location.assign(mailtoOf(email.email))
  }

  async #showRun(run: Run) {
    await import('./upload/upload')
    this.uploading = { run }
  }

  async #copy(problem: Problem | null) {
    await navigator.clipboard?.writeText(problem?.details ?? '').catch(() => {})
    this.#toast?.show({ text: this.#speech.words.copied })
  }

  #failed(problem: Problem) {
    if (problem.signedOut || problem.forbidden) this.#desk?.fail(problem)
    else {
      this.#toast?.show({ text: problem.message, bad: true, action: { text: this.#speech.words.copyDetails, run: () => void this.#copy(problem) } })
      this.#tell('crm-error', { code: problem.code, message: problem.message, status: problem.status })
    }
  }

  /** Reads out the count of the list that is shown, seldom. */
  #announce() {
    const desk = this.#desk
    if (desk?.state !== 'ready' || Date.now() < this.#announceAt) return
    const { scope, rows, hasMore } = desk.pages
    const text = scope.search ? this.#speech.contacts(rows.length) + (hasMore ? '+' : '') : this.#speech.contacts(desk.count(scope.listId))
    if (text === this.announced) return
    this.announced = text
    this.#announceAt = Date.now() + announceEvery
  }

  /** False when a host has prevented the default. */
  #tell(name: string, detail: unknown, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }))
  }

  static override styles = [theme, base, buttons, fields, stateStyles, frame]
}

define('crm-customers', CrmCustomers)
