import { LitElement, css, html, nothing } from 'lit'
import { ContactCardDocument } from '../../../api/gen/documents'
import { asProblem } from '../../../api/problem'
import { avatar } from '../../../elements/avatar'
import { define } from '../../../elements/define'
import { icons } from '../../../elements/icons'
import type { Toast } from '../../../elements/toast'
import { numberOf } from '../../../sidebar/contact-pages'
import type { Card } from '../../../sidebar/card/fields'
import { cardStyles } from '../../../sidebar/card/styles'
import { Timeline } from '../../../sidebar/card/timeline'
import { own } from '../../parts/icons'
import type { Manager } from '../../pages'
import { drawerStyles } from './drawer-styles'

/** What the timeline can be narrowed to; messages are those that were logged and whole conversations. */
const kinds = { CALL: ['CALL'], EMAIL: ['EMAIL'], MESSAGE: ['SMS', 'WHATSAPP', 'talk'], NOTE: ['NOTE'], MEETING: ['MEETING'], TASK: ['TASK'] } as const
type KindOf = keyof typeof kinds
/** So many are looked for before one has to ask for more, and so many pages are gone through for them. */
const enough = 6
const mostPages = 10

/** The card's timeline, of one kind if wanted: what is hidden is there all the same, and pages are read until enough is shown. */
export class ManagerTimeline extends Timeline {
  #pages = 0
  #kind = ''

  protected override updated(changed: Map<string, unknown>) {
    super.updated(changed)
    const kind = this.getAttribute('kind') ?? ''
    if (kind !== this.#kind) this.#pages = 0
    this.#kind = kind
    const seen = [...this.renderRoot.querySelectorAll<HTMLElement>('.entry')].filter((one) => one.offsetParent)
    const more = this.renderRoot.querySelector<HTMLElement>('[data-testid=timeline-more]')
    if (kind && seen.length < enough && more?.getAttribute('aria-busy') === 'false' && this.#pages++ < mostPages) more.click()
    this.dispatchEvent(new CustomEvent('seen', { detail: seen.length || (more ? -1 : 0) }))
  }

  static override styles = [
    ...[Timeline.styles].flat(),
    css`
      :host([kind='CALL']) .entry:not(.CALL),
      :host([kind='EMAIL']) .entry:not(.EMAIL),
      :host([kind='MESSAGE']) .entry:not(.SMS, .WHATSAPP, .talk),
      :host([kind='NOTE']) .entry:not(.NOTE),
      :host([kind='MEETING']) .entry:not(.MEETING),
      :host([kind='TASK']) .entry:not(.TASK) {
        display: none;
      }
    `,
  ]
}

define('crm-manager-timeline', ManagerTimeline)

/**
 * `<crm-timeline-drawer>`: what was done with a contact, beside the grid.
 *
 * @prop manager · @prop contactId
 * @fires close · edit
 */
export class TimelineDrawer extends LitElement {
  static override properties = { manager: { attribute: false }, contactId: { attribute: false }, card: { state: true }, gone: { state: true }, kind: { state: true }, seen: { state: true }, error: { state: true } }
  declare manager: Manager
  declare contactId: string
  declare private card: Card | null
  declare private gone: boolean
  declare private kind: KindOf | ''
  declare private seen: number
  declare private error: string
  #deaf: (() => void) | null = null

  constructor() {
    super()
    this.card = null
    this.gone = false
    this.kind = this.error = ''
    this.seen = -1
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#deaf?.()
    this.#deaf = null
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    this.#deaf ??= this.manager.listen({
      contacts: ({ buckets }) => buckets.some(({ entered, changed, left, many }) => many || [entered, changed, left].some((ids) => ids.includes(this.contactId))) && void this.#read(),
      again: () => void this.#read(),
    })
    if (!changed.has('contactId')) return
    this.card = null
    this.gone = false
    this.kind = ''
    void this.#read()
  }

  protected override firstUpdated() {
    this.renderRoot.querySelector<HTMLElement>('[data-testid=drawer-close]')?.focus()
  }

  async #read() {
    const id = this.contactId
    try {
      const { contactById } = await this.manager.client.query(ContactCardDocument, { id })
      if (id !== this.contactId) return
      this.card = contactById ?? this.card
      this.gone = !contactById
      this.error = ''
    } catch (error) {
      this.error = asProblem(error).message
    }
  }

  protected override render() {
    const { manager, card } = this
    const { words, code } = { words: manager.speech.words, code: (one: string) => manager.speech.code(one) }
    const names: Record<string, string> = { MESSAGE: words.messagesKind }
    return html`
      <section role="dialog" aria-label="${words.timeline}${card ? ': ' + card.fullName : ''}" data-testid="timeline-drawer" @keydown=${this.#key}>
        <header>
          ${card ? avatar(card) : nothing}
          <h2><bdi>${card?.fullName}</bdi>${card ? html`<small><bdi>${[card.title, card.account?.name, numberOf(card)].filter(Boolean).join(' · ')}</bdi></small>` : nothing}</h2>
          ${manager.may('CRM_EDIT') ? html`<button class="button icon" aria-label=${words.editContact} title=${words.editContact} data-testid="drawer-edit" @click=${() => this.dispatchEvent(new CustomEvent('edit'))}>${own.edit}</button>` : nothing}
          <button class="button icon" aria-label=${words.close} title=${words.close} data-testid="drawer-close" @click=${this.#close}>${icons.close}</button>
        </header>
        <div class="kinds" role="group" aria-label=${words.kindsOf}>
          ${['', ...Object.keys(kinds)].map((kind) => html`<button class="kind" aria-pressed=${kind === this.kind} data-testid="kind-${kind || 'all'}" @click=${() => (this.kind = kind as KindOf)}>${kind ? (names[kind] ?? code(kind)) : words.allKinds}</button>`)}
        </div>
        <div class="scroll">
          ${this.error ? html`<p class="wrong" role="alert">${this.error}</p>` : nothing}
          ${this.gone
            ? html`<p class="none" role="status">${words.notFound}</p>`
            : card
              ? html`<crm-manager-timeline
                    kind=${this.kind || nothing}
                    .client=${manager.client}
                    .viewer=${manager.viewer}
                    .card=${card}
                    .speech=${manager.speech}
                    @toast=${(event: CustomEvent<Toast>) => manager.toast(event.detail)}
                    @saved=${(event: CustomEvent<Card>) => (this.card = event.detail)}
                    @seen=${(event: CustomEvent<number>) => event.detail !== this.seen && (this.seen = event.detail)}
                  ></crm-manager-timeline>
                  ${this.kind && this.seen === 0 ? html`<p class="none">${words.noneOfKind}</p>` : nothing}`
              : html`<div class="waiting" aria-hidden="true"><i></i><i></i><i></i></div>`}
        </div>
      </section>
    `
  }

  protected override updated(changed: Map<string, unknown>) {
    if (changed.has('kind')) this.renderRoot.querySelector<ManagerTimeline>('crm-manager-timeline')?.requestUpdate()
  }

  #close = () => this.dispatchEvent(new CustomEvent('close'))

  #key = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    this.#close()
  }

  static override styles = [
    ...cardStyles,
    drawerStyles,
    css`
      h2 small {
        display: block;
        color: var(--crm-color-muted);
        font-size: 12px;
        font-weight: 400;
      }
      .kinds {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        padding: 10px 16px;
        border-block-end: 1px solid var(--crm-color-line);
      }
      .kind {
        min-block-size: 28px;
        padding: 0 10px;
        border-radius: 99px;
        box-shadow: inset 0 0 0 1px var(--crm-color-line);
        font-size: 12.5px;
      }
      .kind[aria-pressed='true'] {
        background: var(--tint);
        box-shadow: inset 0 0 0 1.5px var(--crm-color-accent);
        color: var(--crm-color-accent);
        font-weight: 600;
      }
      .scroll {
        flex: 1;
        min-block-size: 0;
        overflow: auto;
        overscroll-behavior: contain;
      }
    `,
  ]
}

define('crm-timeline-drawer', TimelineDrawer)
