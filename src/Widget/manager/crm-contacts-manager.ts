import { LitElement, html, nothing } from 'lit'
import { Line } from '../api/line'
import { findPlace } from '../api/place'
import { asProblem, type Problem } from '../api/problem'
import type { TokenSource } from '../api/session'
import { buttons } from '../elements/button'
import { define } from '../elements/define'
import { icons } from '../elements/icons'
import { onceHanded } from '../elements/page-scripts'
import { base, theme } from '../elements/theme'
import type { Toast, ToastElement } from '../elements/toast'
import { failure, notice, skeleton, stateStyles } from '../sidebar/states'
import { Desk, type Connection, type DeskState } from './desk'
import { allows, pages, type Manager, type Page } from './pages'
import { hashRouter, homePage, ownRouter, textOf, type Route, type Router } from './route'
import { frame } from './styles'
import { firstManagerWords, loadManagerWords, ManagerSpeech, type ManagerWords } from './words/words'

type PageElement = HTMLElement & { manager: Manager; route: Route }

/**
 * `<crm-contacts-manager>`: the page where a manager keeps an organization's contacts in order. It fills the place that it
 * is given, from 320 px wide on, and finds its server from where its script came from.
 *
 * ```html
 * <script type="module" src="/widget/v1/crm-contacts-manager.js"></script>
 * <crm-contacts-manager routing="hash"></crm-contacts-manager>
 * ```
 *
 * @attr endpoint URL of `/graphql` · @attr hub URL of the hub · @attr lang `en`, `de`, … (default: the page's) ·
 * @attr theme `auto` (default) `light` `dark` · @attr routing `hash`: where one is stands in the page's address behind `#`;
 * else in the element alone, and `route` says where to begin · @attr route e.g. `/contacts?status=ACTIVE`
 *
 * @prop tokenSource `({reason, signal}) => Promise<{token, expiresAt} | null>`; none or null: cookies of the same site
 * @prop strings words that the host says otherwise · @prop state `loading` `ready` `no-rights` `signed-out` `failed` ·
 * @prop connection `connecting` `live` `reconnecting` `offline` (both read-only)
 *
 * @method go(route) shows a place, e.g. `/contacts?list=ID` · refresh() reads everything anew. Both are promises.
 *
 * @fires crm-ready {viewer} · crm-route {route} · crm-auth-required {reason} **C**, default: the signed-out page ·
 * crm-connection {connection} · crm-error {code, message, status}. All bubble and are composed; **C**: cancelable.
 *
 * @csspart nav page strip
 */
export class CrmContactsManager extends LitElement {
  static override properties = {
    endpoint: {},
    hub: {},
    lang: {},
    theme: { reflect: true },
    routing: {},
    route: {},
    tokenSource: { attribute: false },
    strings: { attribute: false },
  }
  declare endpoint: string | null
  declare hub: string | null
  declare theme: 'auto' | 'light' | 'dark'
  declare routing: string | null
  declare route: string | null
  declare tokenSource: TokenSource | null
  declare strings: Partial<ManagerWords> | null

  #desk: Desk | null = null
  #router: Router | null = null
  #speech = new ManagerSpeech(firstManagerWords, 'en')
  #spoken = ''
  #said: Promise<void> = Promise.resolve()
  /** The page that is shown, and its element. */
  #page: Page | null = null
  #element: PageElement | null = null
  #lost: Problem | null = null
  #tick: ReturnType<typeof setInterval> | undefined

  constructor() {
    super()
    this.theme = 'auto'
    this.endpoint = this.hub = this.routing = this.route = this.tokenSource = this.strings = null
  }

  get state(): DeskState {
    return this.#desk?.state ?? 'loading'
  }

  get connection(): Connection {
    return this.#desk?.connection ?? 'connecting'
  }

  async go(route: string) {
    const { routeOf } = await import('./route')
    this.#router?.go(routeOf(route))
    await this.updateComplete
  }

  async refresh() {
    if (this.state === 'signed-out') await this.#desk?.resume()
    else if (this.state !== 'ready') await this.#desk?.open()
    else {
      this.#element = null
      await Promise.all([this.#desk?.readLists(), this.#show()])
    }
  }

  // ——— life

  override connectedCallback() {
    super.connectedCallback()
    if (this.hasUpdated) this.#begin()
    this.#tick = setInterval(() => this.#desk?.heldUntil && this.requestUpdate(), 500)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    clearInterval(this.#tick)
    this.#router?.end()
    this.#desk?.end()
    this.#desk = this.#router = this.#element = this.#page = null
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    if (changed.has('lang') || changed.has('strings')) this.#said = this.#speak()
  }

  protected override updated(changed: Map<string, unknown>) {
    const was = (name: string) => changed.has(name) && changed.get(name) !== undefined
    if (!this.#desk || ['tokenSource', 'endpoint', 'hub', 'routing'].some(was)) this.#begin()
    else if (was('route') && this.route && this.routing !== 'hash') void this.go(this.route)
  }

  #begin() {
    this.#router?.end()
    const routed = () => void this.#show()
    this.#router = this.routing === 'hash' ? hashRouter(routed) : ownRouter(routed, this.route ?? '')
    const before = this.#desk
    const desk: Desk = (this.#desk = new Desk(Line.to(findPlace(this.endpoint, this.hub), this.tokenSource), {
      changed: () => this.requestUpdate(),
      state: (state, problem) => desk === this.#desk && this.#stated(state, problem),
      connection: (connection) => this.#tell('crm-connection', { connection }),
      run: () => {},
      other: () => this.#begin(),
    }))
    before?.end()
    this.#element = this.#page = null
    // The page's script comes while the server is asked who is there.
    void this.#of(this.#router.route.page)?.load().catch(() => {})
    onceHanded(this.tokenSource, () => {
      if (desk === this.#desk) void desk.open()
    })
  }

  #stated(state: DeskState, problem: Problem | null) {
    if (state === 'ready') {
      this.#tell('crm-ready', { viewer: this.#desk!.viewer })
      void this.#show()
    }
    if (state !== 'loading') void import('../elements/toast')
    if (state === 'signed-out') this.#tell('crm-auth-required', { reason: problem?.code }, true)
    else if (problem) this.#tell('crm-error', { code: problem.code, message: problem.message, status: problem.status })
  }

  #of(name: string) {
    return pages.find((page) => page.name === name)
  }

  /** Shows the page of the address, or tells the one that is there of its new place. */
  async #show() {
    const desk = this.#desk
    if (desk?.state !== 'ready') return
    const { route } = this.#router!
    const page = this.#of(route.page)
    if (!page || !this.#manager.may(page.needs)) {
      const home = this.#of(homePage)!
      return page === home ? undefined : this.#router!.go({ page: homePage, path: [], query: new URLSearchParams() }, true)
    }
    this.#lost = null
    try {
      await Promise.all([page.load(), this.#said])
    } catch {
      this.#lost = asProblem(new Error(this.#speech.words.noScript))
      return this.requestUpdate()
    }
    if (desk !== this.#desk || this.#router?.route.page !== page.name) return
    const moved = page !== this.#page
    if (moved || !this.#element) {
      this.#page = page
      this.#element = Object.assign(document.createElement(page.tag) as PageElement, { manager: this.#manager })
      this.#element.part.add('page')
    }
    this.#element.route = this.#router.route
    this.#tell('crm-route', { route: textOf(this.#router.route) })
    this.requestUpdate()
  }

  readonly #manager: Manager = ((self: CrmContactsManager): Manager => ({
    get client() {
      return self.#desk!.client
    },
    get viewer() {
      return self.#desk!.viewer!
    },
    get speech() {
      return self.#speech
    },
    get lists() {
      return self.#desk!.lists
    },
    get runs() {
      return self.#desk!.runs
    },
    count: (listId) => self.#desk!.count(listId),
    may: (permission) => allows(self.#desk?.viewer?.permissions ?? [], permission),
    has: (name) => pages.some((page) => page.name === name && self.#manager.may(page.needs)),
    go: (route, replace) => self.#router?.go({ path: [], query: new URLSearchParams(), ...route }, replace),
    href: (route) => '#' + textOf({ path: [], query: new URLSearchParams(), ...route }),
    toast: (toast) => self.#toast(toast),
    failed: (error) => self.#failed(asProblem(error)),
    listen: (heard) => {
      const { heard: all } = self.#desk!
      all.add(heard)
      return () => void all.delete(heard)
    },
    refresh: () => void self.#desk?.readLists(),
  }))(this)

  #toast(toast: Toast) {
    this.renderRoot.querySelector<ToastElement>('crm-toast')?.show?.(toast)
  }

  #failed(problem: Problem) {
    const { words } = this.#speech
    if (problem.signedOut || problem.forbidden) return this.#desk?.fail(problem)
    const copy = { text: words.copyDetails, run: () => void this.#copy(problem) }
    this.#toast({ text: problem.away ? words.awayTitle : problem.message, bad: true, action: copy })
    this.#tell('crm-error', { code: problem.code, message: problem.message, status: problem.status })
  }

  async #copy(problem: Problem | null) {
    await navigator.clipboard?.writeText(problem?.details ?? '').catch(() => {})
    this.#toast({ text: this.#speech.words.copied })
  }

  async #speak() {
    const lang = this.lang || document.documentElement.lang || navigator.language
    this.#spoken = lang
    const words = { ...(await loadManagerWords(lang).catch(() => firstManagerWords)), ...this.strings }
    if (this.#spoken !== lang) return
    this.#speech = new ManagerSpeech(words, lang)
    if (this.#element) this.#element.manager = { ...this.#manager } // another language: everything is written anew
    this.requestUpdate()
  }

  // ——— what is seen

  protected override render() {
    const desk = this.#desk
    if (!desk) return nothing
    const { words } = this.#speech
    const covered = desk.state === 'signed-out' && !!desk.viewer
    const inside = !!desk.viewer && desk.state !== 'no-rights'
    return html`
      <div class="shell" ?inert=${covered}>
        ${inside ? this.#nav(desk) : nothing}
        <div class="main">
          ${this.#strips(desk)}
          ${inside && (desk.state === 'ready' || covered) ? this.#body() : this.#state(desk)}
        </div>
      </div>
      ${covered
        ? html`<div class="cover" role="alert" data-testid="cover">
            ${notice('lock', words.signedOutTitle, words.signedOutKept, html`<button class="button primary" data-testid="sign-in" aria-busy=${desk.resuming} @click=${() => void desk.resume()}>${words.retry}</button>`)}
          </div>`
        : nothing}
      <crm-toast></crm-toast>
    `
  }

  #nav(desk: Desk) {
    const { words } = this.#speech
    const mine = pages.filter((page) => !page.aside && this.#manager.may(page.needs))
    if (mine.length < 2) return nothing
    return html`
      <nav aria-label=${words.areas} part="nav">
        <p class="tenant" title=${desk.viewer!.tenant.name}><bdi>${desk.viewer!.tenant.name}</bdi></p>
        <ul>
          ${mine.map(
            (page) => html`<li>
              <a
                href=${this.#manager.href(page.name === this.#router?.route.page ? this.#router.route : { page: page.name })}
                aria-current=${page === this.#page ? 'page' : nothing}
                title=${page.title(words)}
                data-testid="nav-${page.name}"
                @click=${(event: MouseEvent) => this.#follow(event, page)}
                >${page.icon}<span>${page.title(words)}</span></a
              >
            </li>`,
          )}
        </ul>
      </nav>
    `
  }

  #follow(event: MouseEvent, page: Page) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return // another tab, by the browser
    event.preventDefault()
    this.#manager.go({ page: page.name })
  }

  #body() {
    const { words } = this.#speech
    if (this.#lost) return failure(words, this.#lost, () => void this.#show(), () => void this.#copy(this.#lost))
    return this.#element ?? skeleton(words)
  }

  #state(desk: Desk) {
    const { words } = this.#speech
    const again = () => void this.refresh()
    if (desk.state === 'no-rights') return notice('lock', words.noRightsTitle, words.noRightsText)
    if (desk.state === 'signed-out') {
      return notice('lock', words.signedOutTitle, words.signedOutText, html`<button class="button primary" data-testid="retry" @click=${again}>${words.retry}</button>`)
    }
    if (desk.state === 'failed') return failure(words, desk.problem, again, () => void this.#copy(desk.problem))
    return skeleton(words)
  }

  #strips(desk: Desk) {
    const { words, number } = this.#speech
    const { connection, heldUntil } = desk
    const strip = (id: string, text: string) => html`<div class="strip" role="status" part="strip" data-testid=${id}>${icons.away}${text}</div>`
    return html`
      ${connection === 'reconnecting' || connection === 'offline' ? strip('connection', connection === 'offline' ? words.offline : words.reconnecting) : nothing}
      ${heldUntil ? strip('held', words.held(number(Math.max(1, Math.ceil((heldUntil - Date.now()) / 1000))))) : nothing}
    `
  }

  /** False when a host has prevented the default. */
  #tell(name: string, detail: unknown, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }))
  }

  static override styles = [theme, base, buttons, stateStyles, frame]
}

define('crm-contacts-manager', CrmContactsManager)
