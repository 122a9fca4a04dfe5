import { Link } from './link.js'
import type { Contact, CustomersEvents } from './events.js'
import type { Settings } from './messages.js'

export type * from './events.js'
export type { Settings } from './messages.js'

/** Why a token is asked for: the first one, one that runs out, or one that the server has refused. */
export type TokenReason = 'start' | 'expiring' | 'rejected'
/** Asks the page's own server for the agent's token. Null: the frame goes by cookies of its site. */
export type TokenSource = (ask: { reason: TokenReason; signal: AbortSignal }) => Promise<{ token: string; expiresAt?: Date | string | number } | null>

export interface MountOptions extends Settings {
  /** Where CrmContacts is served, with its prefix if it has one: `https://pbx.example` or `https://pbx.example/crm`. */
  origin: string
  /** The tenant's slug; the page's origin stands in the tenant's list. */
  tenant: string
  /** The token stays in the memory of the two pages. None: cookies of the frame's site. */
  tokenSource?: TokenSource
  /** The frame's name for screen readers; `Customers` otherwise. */
  title?: string
  /** After so many milliseconds without a word from the frame {@link Customers.ready} fails; 20,000 otherwise. */
  patience?: number
}

export interface ScreenPop {
  callId?: string
  direction?: 'inbound' | 'outbound'
  displayName?: string
  deferred?: boolean
}

/** A call that has ended; `callId` is logged once, however often it is told. */
export interface CallLog {
  callId: string
  /** Whose it was; else the contact of the screen pop, or the only one with the number. */
  contactId?: string
  number?: string
  direction?: 'inbound' | 'outbound'
  /** When it began: now, less its length, when nothing is said. */
  at?: Date | string | number
  durationSeconds?: number
  subject?: string
  body?: string
}

/** The sidebar in a frame, as if it were `<crm-customers>` on this page: its verbs, its events, its state. */
export class Customers extends EventTarget {
  /** Read-only: `loading` `ready` `no-rights` `signed-out` `failed`. */
  state = 'loading'
  /** Read-only: `connecting` `live` `reconnecting` `offline`. */
  connection = 'connecting'
  readonly frame: HTMLIFrameElement
  /** Fulfilled when the frame has been welcomed; it fails when it stays silent, as it does for a page that is not listed. */
  readonly ready: Promise<void>
  readonly #link: Link

  constructor(element: Element, options: MountOptions) {
    super()
    const { origin, tenant, tokenSource, title = 'Customers', patience = 20_000, ...settings } = options
    const address = new URL('embed', origin.replace(/\/*$/, '/'))
    address.searchParams.set('tenant', tenant)
    address.searchParams.set('parent', location.origin)
    const frame = (this.frame = document.createElement('iframe'))
    frame.title = title
    frame.allow = 'clipboard-write'
    Object.assign(frame.style, { border: '0', display: 'block', inlineSize: '100%', blockSize: '100%' })
    this.#link = new Link(window, () => frame.contentWindow, address.origin, settings, tokenSource, {
      event: (name, detail, cancelable) => this.dispatchEvent(new CustomEvent(name, { detail, cancelable })),
      state: (state, connection) => ((this.state = state), (this.connection = connection)),
    })
    this.ready = this.#link.open(patience)
    this.ready.catch((error: Error) => this.dispatchEvent(new CustomEvent('crm-error', { detail: { code: 'frame_silent', message: error.message, status: 0 } })))
    frame.src = address.href
    element.append(frame)
  }

  /** Shows who calls: their card, a choice of several, or a new contact with the number filled in. */
  screenPop(number: string, about?: ScreenPop): Promise<{ matches: Contact[]; outcome: 'card' | 'choose' | 'create' | 'none'; shown: boolean }> {
    return this.#link.call('screenPop', number, about)
  }
  openContact(id: string): Promise<void> {
    return this.#link.call('openContact', id)
  }
  createContact(prefill?: Record<string, string | null | undefined>): Promise<void> {
    return this.#link.call('createContact', prefill)
  }
  /** @param id of a list; null shows all contacts */
  setList(id: string | null): Promise<void> {
    return this.#link.call('setList', id)
  }
  search(text: string): Promise<void> {
    return this.#link.call('search', text)
  }
  refresh(): Promise<void> {
    return this.#link.call('refresh')
  }
  openUpload(file?: File): Promise<void> {
    return this.#link.call('openUpload', file)
  }
  logCall(call: CallLog): Promise<{ activityId: string; contactId: string } | null> {
    return this.#link.call('logCall', call)
  }
  focusSearch(): Promise<void> {
    this.frame.focus()
    return this.#link.call('focusSearch')
  }

  /** Changes attributes, words or CSS variables; what is not named stays. */
  set(settings: Settings): void {
    this.#link.set(settings)
  }

  /** Takes the frame off the page; what is still asked for fails. */
  unmount(): void {
    this.#link.close()
    this.frame.remove()
  }
}

export interface Customers {
  addEventListener<Name extends keyof CustomersEvents>(name: Name, listener: (this: Customers, event: CustomersEvents[Name]) => void, options?: boolean | AddEventListenerOptions): void
  addEventListener(name: string, listener: EventListenerOrEventListenerObject | null, options?: boolean | AddEventListenerOptions): void
  removeEventListener<Name extends keyof CustomersEvents>(name: Name, listener: (this: Customers, event: CustomersEvents[Name]) => void, options?: boolean | EventListenerOptions): void
  removeEventListener(name: string, listener: EventListenerOrEventListenerObject | null, options?: boolean | EventListenerOptions): void
}

/** Puts the sidebar into an element of this page, in a frame of its own origin. */
export const mount = (element: Element, options: MountOptions): Customers => new Customers(element, options)
