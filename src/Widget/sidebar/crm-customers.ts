import { LitElement, html, nothing } from 'lit'
import { Line } from '../api/line'
import { findPlace } from '../api/place'
import type { Problem } from '../api/problem'
import type { TokenSource } from '../api/session'
import { buttons } from '../elements/button'
import { define } from '../elements/define'
import { fields } from '../elements/field'
import { onceHanded } from '../elements/page-scripts'
import '../elements/picker'
import { base, theme } from '../elements/theme'
import type { Acts, CallLog, Inner, Outcome, PopOptions, Prefill } from './acts'
import './contact-list'
import type { ContactList, HostAction } from './contact-list'
import { Desk, type Connection, type DeskState } from './desk'
import { stateStyles } from './states'
import { frame } from './styles'
import { body, head, strips, type View } from './views'
import { firstWords, loadWords, Speech, type Words } from './words/words'

/** Typing rests this long before it is searched for, in milliseconds. */
const rest = 100
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
 * Elements with the same endpoint and the same token source (the same function) share one session: one token, one
 * connection, one store of counts.
 *
 * @attr endpoint URL of `/graphql` · @attr hub URL of the hub · @attr list id of the list to begin with ·
 * @attr query text to search for · @attr contact-id contact to open · @attr lang `en`, `de`, … (default: the page's) ·
 * @attr theme `auto` (default) `light` `dark` · @attr density `comfortable` (default) `compact` ·
 * @attr view `list` (default), or `card`: nothing but the card of `contact-id` ·
 * @attr no-import hides the upload · @attr no-create hides creating · @attr no-call hides calling. They hide; what is
 * allowed is decided by the server · @attr country ISO code of the country that a number without one belongs to
 * (default: the organization's)
 *
 * @prop tokenSource `({reason, signal}) => Promise<{token, expiresAt} | null>`; none or null: cookies of the same site
 * @prop strings words that the host says otherwise · @prop actions the host's own buttons on rows and card, see
 * {@link HostAction} · @prop state `loading` `ready` `no-rights` `signed-out` `failed` · @prop connection `connecting`
 * `live` `reconnecting` `offline` (both read-only)
 *
 * @method screenPop(number, {callId, direction, displayName, deferred}) → {matches, outcome, shown}: nobody → create,
 * one → card, several → a choice. Never takes the focus; while somebody types, or when `deferred`, a quiet banner offers it ·
 * logCall({callId, contactId, number, direction, at, durationSeconds, subject, body}) → {activityId, contactId} | null: a
 * call onto the timeline, once for each `callId`; without `contactId`, onto the contact of the screen pop or the only one with the number ·
 * openContact(id) · createContact(prefill) · setList(id) · search(text) · refresh() · openUpload(file?) · focusSearch().
 * All are promises.
 *
 * @fires crm-ready {viewer} · crm-contact-open {id, contact} **C** · crm-contact-saved {id, contact, created, deleted} · crm-list-change {listId} ·
 * crm-call {number, contactId, displayName, contact} **C**, default `tel:` ·
 * crm-email {email, contactId, displayName, contact} **C**, default `mailto:` ·
 * crm-message {number, channel, contactId, displayName, contact} **C**, default `sms:` ·
 * crm-screenpop {number, callId, direction, displayName, matches, outcome, shown} ·
 * crm-import-start {run} · crm-import-progress {run} · crm-import-done {run} ·
 * crm-auth-required {reason} **C**, default: the signed-out page; who prevents it signs in and calls refresh() · crm-connection {connection} ·
 * crm-error {code, message, status} · crm-resize {width, height, wide}. All bubble and are composed; **C**: cancelable.
 *
 * @slot header-end beside the upload button · card-actions at the top of the card · empty in an empty list · footer
 * @csspart header search list card strip banner
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
    density: { reflect: true },
    view: { reflect: true },
    country: {},
    noImport: { type: Boolean, attribute: 'no-import' },
    noCreate: { type: Boolean, attribute: 'no-create' },
    noCall: { type: Boolean, attribute: 'no-call' },
    tokenSource: { attribute: false },
    strings: { attribute: false },
    actions: { attribute: false },
    text: { state: true },
    split: { state: true },
    announced: { state: true },
  }
  declare endpoint: string | null
  declare hub: string | null
  declare list: string | null
  declare query: string | null
  declare contactId: string | null
  declare theme: 'auto' | 'light' | 'dark'
  declare density: 'comfortable' | 'compact'
  declare view: 'list' | 'card'
  declare country: string | null
  declare noImport: boolean
  declare noCreate: boolean
  declare noCall: boolean
  declare tokenSource: TokenSource | null
  declare strings: Partial<Words> | null
  declare actions: readonly HostAction[]
  declare private text: string
  declare private split: boolean
  declare private announced: string

  #desk: Desk | null = null
  #speech = new Speech(firstWords, 'en')
  #spoken = ''
  #typing: ReturnType<typeof setTimeout> | undefined
  #announceAt = 0
  /** Card, calls, dialogs: everything that nobody needs before the first rows are there. */
  #acts: Acts | null = null
  #coming: Promise<Acts> | null = null
  /** Verbs that wait until the desk has opened, or has not. */
  #waiting: (() => void)[] = []
  /** Nobody is signed in, and the page here says so: the host does not. */
  #shut = false
  readonly #size = new ResizeObserver(([entry]) => this.#sized(entry!.contentRect))

  constructor() {
    super()
    this.theme = 'auto'
    this.density = 'comfortable'
    this.view = 'list'
    this.noImport = this.noCreate = this.noCall = this.split = false
    this.tokenSource = this.strings = this.endpoint = this.hub = this.list = this.query = this.contactId = this.country = null
    this.actions = []
    this.text = this.announced = ''
  }

  get state(): DeskState {
    return this.#desk?.state ?? 'loading'
  }

  get connection(): Connection {
    return this.#desk?.connection ?? 'connecting'
  }

  // ——— what a host can ask for

  async screenPop(number: string, options?: PopOptions): Promise<Outcome> {
    return (await this.#ready()).screenPop(number, options)
  }

  async logCall(call: CallLog) {
    return (await this.#ready()).logCall(call)
  }

  async openContact(id: string) {
    return (await this.#ready()).openContact(id)
  }

  async createContact(prefill?: Prefill) {
    return (await this.#ready()).createContact(prefill)
  }

  async openUpload(file?: File) {
    return (await this.#ready()).openUpload(file)
  }

  async setList(id: string | null) {
    this.list = id || null
    this.#tell('crm-list-change', { listId: this.list })
    this.#acts?.leave()
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
    if (this.hasUpdated) this.#begin()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#size.disconnect()
    clearTimeout(this.#typing)
    this.#acts?.end()
    this.#desk?.end() // and kept: what is still on its way comes to an end with it
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    if (!this.hasUpdated) this.text = this.query ?? ''
    if (changed.has('lang') || changed.has('strings')) void this.#speak()
  }

  protected override updated(changed: Map<string, unknown>) {
    const was = (name: string) => changed.has(name) && changed.get(name) !== undefined
    if (!this.#desk || ['tokenSource', 'endpoint', 'hub'].some(was)) this.#begin()
    else if (was('query') && this.query !== null) void this.search(this.query)
    else if (was('list') && this.list !== this.#desk.pages.wanted.listId) void this.#desk.show({ listId: this.list, search: this.text })
    if (changed.has('contactId') && this.contactId !== (this.#acts?.shownId ?? null) && this.state === 'ready') this.#follow()
    this.#announce()
  }

  /** Opens or closes the card, as the attribute says. */
  #follow() {
    if (this.contactId) void this.openContact(this.contactId)
    else this.#acts?.leave()
  }

  /** A new session: at the start, and whenever the host hands over another token source. */
  #begin() {
    const before = this.#desk
    const desk: Desk = (this.#desk = new Desk(Line.to(findPlace(this.endpoint, this.hub), this.tokenSource), {
      changed: () => this.requestUpdate(),
      state: (state, problem) => desk === this.#desk && this.#stated(state, problem),
      connection: (connection) => (this.#acts?.connected(connection), this.#tell('crm-connection', { connection })),
      run: (run, before) => void this.#later().then((acts) => acts.ran(run, before)),
      contacts: (change) => this.#acts?.contactsChanged(change),
      call: (call) => void this.#later().then((acts) => acts.heardCall(call)),
      other: () => this.#begin(),
    }))
    before?.end()
    this.#acts?.reset()
    onceHanded(this.tokenSource, () => {
      if (desk === this.#desk && this.isConnected) void desk.open({ listId: this.list, search: this.text })
    })
  }

  #stated(state: DeskState, problem: Problem | null) {
    this.#shut = false
    if (state !== 'loading') {
      void this.#later()
      for (const go of this.#waiting.splice(0)) go()
    }
    if (state === 'ready') {
      this.#tell('crm-ready', { viewer: this.#desk!.viewer })
      if (this.contactId && this.contactId !== this.#acts?.shownId) this.#follow()
    }
    if (state === 'signed-out') {
      this.#offer('crm-auth-required', { reason: problem?.code }, () => {
        this.#shut = true
        this.requestUpdate()
      })
    } else if (problem) this.#tell('crm-error', { code: problem.code, message: problem.message, status: problem.status })
  }

  /** The part that is fetched after the first rows. */
  #later(): Promise<Acts> {
    return (this.#coming ??= import('./later').then(
      ({ Acts, laterStyles }) => {
        for (const style of laterStyles) (this.renderRoot as ShadowRoot).adoptedStyleSheets.push(style.styleSheet!)
        this.requestUpdate()
        return (this.#acts = new Acts(this, this.#inner))
      },
      (error) => {
        this.#coming = null // the next who wants it tries again
        throw error
      },
    ))
  }

  /** The same, once it is known whether contacts may be asked for: where they may not, what asks for them says so. */
  async #ready(): Promise<Acts> {
    if (this.state === 'loading') await new Promise<void>((go) => this.#waiting.push(go))
    return this.#later()
  }

  readonly #inner: Inner = ((self: CrmCustomers): Inner => ({
    get desk() {
      return self.#desk!
    },
    get speech() {
      return self.#speech
    },
    get split() {
      return self.split
    },
    get canUpload() {
      return self.#canUpload
    },
    tell: (name, detail) => self.#tell(name, detail),
    offer: (name, detail, proceed) => self.#offer(name, detail, proceed),
    find: (selector) => self.renderRoot.querySelector(selector),
    get list() {
      return self.#listElement
    },
  }))(this)

  #sized({ width, height }: DOMRectReadOnly) {
    this.split = width >= wide
    this.#tell('crm-resize', { width: Math.round(width), height: Math.round(height), wide: this.split })
  }

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
    const view = this.#view
    if (!view) return nothing
    const acts = this.#acts
    const over = acts?.over()
    const covered = this.#shut && !!view.desk.viewer
    const known = !!view.desk.viewer && this.state !== 'no-rights' && this.view !== 'card'
    const split = this.split && this.view !== 'card'
    return html`
      <div class=${split && over ? 'split' : 'shell'} @keydown=${this.#key}>
        <div class="inside" ?inert=${covered}>
          ${known ? head(view) : nothing} ${strips(view)} ${acts?.banner()}
          <div class="body">
            <div class="pane" ?inert=${!!over && !split}>${this.view === 'card' && this.state === 'ready' ? (over ? nothing : acts?.noCard()) : body(view)}</div>
            ${over}
          </div>
        </div>
        ${covered ? acts?.cover() : nothing}
        <slot name="footer"></slot>
        ${acts?.dropping()}
      </div>
      <div class="unseen" aria-live="polite">${this.announced}</div>
      ${acts?.dialogs()}
    `
  }

  get #view(): View | null {
    return (
      this.#desk && {
        desk: this.#desk,
        speech: this.#speech,
        list: this.list,
        text: this.text,
        chosen: this.contactId,
        canUpload: this.#canUpload,
        canCreate: !!this.#acts?.canCreate,
        canCall: !this.noCall,
        actions: this.actions,
        uploading: !!this.#acts?.uploading,
        shut: this.#shut,
        act: this.#act,
      }
    )
  }

  /** Something for which the later part is needed. */
  #do(what: (acts: Acts) => unknown) {
    void this.#later().then(what)
  }

  readonly #act: View['act'] = {
    setList: (id) => void this.setList(id),
    type: (text) => this.#type(text),
    searchKey: (event) => this.#searchKey(event),
    clear: () => this.#clear(),
    refresh: () => void this.refresh(),
    leaveList: () => void this.focusSearch(),
    upload: () => this.#do((acts) => acts.openUpload()),
    create: () => this.#do((acts) => acts.createContact({}, true)),
    letters: () => this.#do((acts) => acts.openLetters()),
    showRun: (run) => this.#do((acts) => acts.showRun(run)),
    copy: (problem) => this.#do((acts) => acts.copy(problem)),
    open: (row, edit) => this.#do((acts) => acts.openContact(row.id, { byHand: true, edit })),
    call: (dial) => this.#do((acts) => acts.call(dial)),
  }

  get #canUpload() {
    return !this.noImport && !!this.#desk?.canEdit
  }

  get #listElement() {
    return this.renderRoot.querySelector<ContactList>('.pane crm-contact-list')
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
    if (!event.defaultPrevented && !event.altKey && this.#acts?.key(event)) event.preventDefault()
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

  #tell(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
  }

  /**
   * Tells of what comes next, which a host may prevent. One that must ask elsewhere first prevents it, and carries it out
   * later by `event.proceed()`.
   */
  #offer<T>(name: string, detail: unknown, proceed: () => T) {
    const event = Object.assign(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }), { proceed })
    return this.dispatchEvent(event) ? proceed() : undefined
  }

  static override styles = [theme, base, buttons, fields, stateStyles, frame]
}

define('crm-customers', CrmCustomers)
