import { html, nothing } from 'lit'
import type { Client } from '../api/client'
import { CallersDocument } from '../api/gen/documents'
import { icons } from '../elements/icons'
import type { Prefill } from './acts'
import type { Row } from './contact-pages'
import { popRule, type PopOutcome } from './pop-rule'
import { typing } from './typing'
import type { Speech } from './words/words'

export interface PopOptions {
  /** The telephone system's name for the call: it pops once for each. */
  callId?: string
  direction?: 'INBOUND' | 'OUTBOUND' | 'inbound' | 'outbound'
  /** What the telephone system shows for the number; fills in the name of a new contact. */
  displayName?: string
  /** Only offer it: a banner with a button. */
  deferred?: boolean
}

export interface Outcome {
  /** Who has the number, best first. */
  matches: Row[]
  outcome: PopOutcome
  /** False: a banner offers it. */
  shown: boolean
}

interface Pop extends Outcome {
  number: string
  options: PopOptions
}

export interface PopScene {
  client(): Client
  country(): string | null
  canCreate(): boolean
  /** A window is open, or something typed is not saved yet. */
  busy(): boolean
  search(): HTMLInputElement | null
  open(id: string): Promise<void>
  create(prefill: Prefill): Promise<void>
  choose(): void
  changed(): void
  tell(name: string, detail: unknown): void
}

/** Who is calling: looked up, and shown or offered. */
export class ScreenPops {
  /** The call that is offered. */
  banner: Pop | null = null
  #last: Pop | null = null
  #calls = new Map<string, { pop: Promise<Outcome>; contactId: string | null }>()

  constructor(readonly scene: PopScene) {}

  /** Who has the number of the last call. */
  get matches(): Row[] {
    return this.#last?.matches ?? []
  }

  knows(callId: string) {
    return this.#calls.has(callId)
  }

  /** The contact that a call was found to belong to. */
  contactOf(callId: string | undefined) {
    return (callId && this.#calls.get(callId)?.contactId) || null
  }

  /** A contact was opened: when it is one who may be calling, it is. */
  opened(id: string) {
    const call = this.#last?.options.callId && this.#calls.get(this.#last.options.callId)
    if (call && !call.contactId && (this.matches.some((row) => row.id === id) || this.#last!.outcome === 'create')) call.contactId = id
    if (this.banner?.matches.some((row) => row.id === id)) this.banner = null
  }

  reset() {
    this.banner = this.#last = null
    this.#calls.clear()
  }

  dismiss() {
    this.banner = null
    this.scene.changed()
  }

  async pop(number: string, options: PopOptions = {}): Promise<Outcome> {
    const { callId } = options
    const known = callId ? this.#calls.get(callId) : undefined
    if (known) return known.pop
    const pop = this.#pop(number, options)
    if (callId) {
      this.#calls.set(callId, { pop, contactId: null })
      if (this.#calls.size > 100) this.#calls.delete(this.#calls.keys().next().value!)
      pop.catch(() => this.#calls.delete(callId))
    }
    return pop
  }

  async #pop(number: string, options: PopOptions): Promise<Outcome> {
    const { scene } = this
    const { contactsByPhone: matches } = await scene.client().query(CallersDocument, { number, country: scene.country() })
    const busy = scene.busy() || typing(document, scene.search())
    const pop: Pop = { number, options, matches, ...popRule({ matches: matches.length, canCreate: scene.canCreate(), busy, deferred: !!options.deferred }) }
    this.#last = pop
    const call = options.callId ? this.#calls.get(options.callId) : undefined
    if (call && matches.length === 1) call.contactId = matches[0]!.id
    this.banner = pop.shown || pop.outcome === 'none' ? null : pop
    const { outcome, shown } = pop
    const { callId, displayName } = options
    scene.tell('crm-screenpop', { number, callId, direction: options.direction?.toUpperCase(), displayName, matches, outcome, shown })
    if (shown) await this.#show(pop)
    scene.changed()
    return { matches, outcome, shown }
  }

  async #show(pop: Pop) {
    this.banner = null
    if (pop.outcome === 'choose') this.scene.choose()
    else if (pop.outcome === 'card') await this.scene.open(pop.matches[0]!.id)
    else await this.#create(pop)
  }

  #create({ number, options }: Pop) {
    const [firstName = '', ...rest] = (options.displayName ?? '').trim().split(/\s+/)
    const named = options.displayName && options.displayName !== number ? { firstName, lastName: rest.join(' ') } : {}
    return this.scene.create({ phone: number, ...named })
  }

  // ——— what is seen

  bannerView({ words }: Speech) {
    const pop = this.banner
    if (!pop) return nothing
    const [one] = pop.matches
    const text = pop.outcome === 'card' ? words.popOne(one!.fullName) : pop.outcome === 'choose' ? words.popSeveral(pop.number) : words.popNobody(pop.number)
    return html`<div class="strip banner" role="status" part="banner" data-testid="pop-banner">
      ${icons.phone}<span class="room"><bdi>${text}</bdi></span>
      <button class="link" data-testid="pop-show" @click=${() => void this.#show(pop)}>${pop.outcome === 'create' ? words.popCreate : words.show}</button>
      <button class="button icon" aria-label=${words.close} title=${words.close} data-testid="pop-dismiss" @click=${() => this.dismiss()}>${icons.close}</button>
    </div>`
  }

  /** Several have the number: who is it? No window of its own, so that it takes no focus. */
  chooser(speech: Speech, canCall: boolean, back: () => void, call: (row: Row) => void) {
    const { words } = speech
    const pop = this.#last!
    return html`<section class="choose" part="card" aria-label=${words.popChoose} data-testid="pop-choose">
      <div class="top">
        <button class="button icon back" aria-label=${words.back} title=${words.back} @click=${back}>${icons.back}</button>
        <h2>${words.popChoose}</h2>
      </div>
      <p><bdi dir="ltr">${pop.number}</bdi></p>
      <crm-contact-list
        .rows=${pop.matches}
        .speech=${speech}
        .canCall=${canCall}
        .letters=${false}
        @open=${(event: CustomEvent<Row>) => void this.scene.open(event.detail.id)}
        @call=${(event: CustomEvent<Row>) => call(event.detail)}
      ></crm-contact-list>
      ${this.scene.canCreate() ? html`<button class="button" data-testid="pop-nobody" @click=${() => void this.#create(pop)}>${icons.plus}${words.popElse}</button>` : nothing}
    </section>`
  }
}
