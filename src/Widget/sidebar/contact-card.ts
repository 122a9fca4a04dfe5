import { LitElement, css, html, nothing } from 'lit'
import type { ContactCardQuery } from '../api/gen/documents'
import { avatar, avatars } from '../elements/avatar'
import { buttons } from '../elements/button'
import { define } from '../elements/define'
import { icons } from '../elements/icons'
import { base } from '../elements/theme'
import type { Row } from './contact-pages'
import type { Dial } from './reach'
import type { Speech } from './words/words'

export type Card = NonNullable<ContactCardQuery['contactById']>

/**
 * `<crm-contact-card>`: one contact, to read. It paints from the row that was chosen and fills in when the whole
 * contact is there.
 *
 * @prop contact a row or the whole · @prop gone not found · @prop speech · @prop canCall · @prop split beside the list
 * @fires back · call (detail: {contact, number}) · email (detail: contact)
 */
export class ContactCard extends LitElement {
  static override properties = {
    contact: { attribute: false },
    gone: { attribute: false },
    speech: { attribute: false },
    canCall: { attribute: false },
  }
  declare contact: Row | Card | null
  declare gone: boolean
  declare speech: Speech
  declare canCall: boolean

  constructor() {
    super()
    this.contact = null
    this.gone = false
    this.canCall = true
  }

  async focusHeading() {
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('.back')?.focus({ preventScroll: true })
  }

  override render() {
    const { words } = this.speech
    return html`
      <section aria-label=${this.contact?.fullName ?? words.card} data-testid="contact-card">
        <div class="top">
          <button class="button icon back" aria-label=${words.back} title=${words.back} data-testid="card-back" @click=${() => this.#fire('back')}>
            ${icons.back}
          </button>
          <slot name="card-actions"></slot>
        </div>
        ${this.gone ? html`<p class="gone">${words.notFound}</p>` : this.contact ? this.#card(this.contact) : nothing}
      </section>
    `
  }

  #card(contact: Row | Card) {
    const { speech } = this
    const { words } = speech
    const number = contact.phone || contact.mobile
    return html`
      <div class="head">
        ${avatar(contact, 'large')}
        <h2><bdi>${contact.fullName}</bdi></h2>
        ${contact.title || contact.account
          ? html`<p class="job"><bdi>${[contact.title, contact.account?.name].filter(Boolean).join(' · ')}</bdi></p>`
          : nothing}
        <p class="status ${contact.status}" data-testid="contact-status"><i class="dot ${contact.status}"></i>${speech.code(contact.status)}</p>
        <div class="actions">
          ${number && this.canCall
            ? html`<button class="button primary" data-testid="call" title=${words.callNumber(number)} @click=${() => this.#call(contact, number)}>
                ${icons.phone}${words.call}
              </button>`
            : nothing}
          ${contact.email
            ? html`<button class="button" data-testid="email" title=${contact.email} @click=${() => this.#fire('email', contact)}>
                ${icons.mail}${words.email}
              </button>`
            : nothing}
        </div>
      </div>
      ${'tags' in contact ? this.#details(contact) : this.#waiting()}
    `
  }

  #details(contact: Card) {
    const { speech } = this
    const { words } = speech
    const code = (value: string | null) => value && speech.code(value)
    const consent = (['email', 'sms', 'whatsapp'] as const)
      .filter((channel) => contact.consent[channel] !== 'UNKNOWN')
      .map((channel) => `${speech.code(channel.toUpperCase())}: ${speech.code(contact.consent[channel])}`)
    return html`
      ${contact.tags.length || contact.lists.length
        ? html`<div class="chips">
            ${contact.tags.map((tag) => html`<span class="chip" data-testid="tag"><bdi>${tag}</bdi></span>`)}
            ${contact.lists.map((list) => html`<span class="chip list" data-testid="contact-list-chip" title=${words.inLists}>${icons.list}<bdi>${list.name}</bdi></span>`)}
          </div>`
        : nothing}
      ${this.#group(words.reach, [
        [words.phone, this.#number(contact, contact.phone, 'phone')],
        [words.mobile, this.#number(contact, contact.mobile, 'mobile')],
        [words.email, contact.email && html`<button class="link" @click=${() => this.#fire('email', contact)}>${contact.email}</button>`],
        [words.preferredChannel, code(contact.preferredChannel)],
        [words.language, contact.language && speech.language(contact.language)],
        [words.timezone, contact.timezone && speech.localTime(contact.timezone)],
        [words.consent, consent.join(', ')],
      ])}
      ${this.#group(words.work, [
        [words.title, contact.title],
        [words.department, contact.department],
        [words.account, contact.account?.name],
      ])}
      ${contact.notes ? html`<div class="group"><h3>${words.notes}</h3><p class="notes"><bdi>${contact.notes}</bdi></p></div>` : nothing}
      ${this.#group(words.care, [
        [words.assignedTo, contact.assignedTo?.name],
        [words.assignedQueue, contact.assignedQueue?.name],
        [words.visibility, code(contact.visibility)],
      ])}
      ${this.#group(words.about, [
        [words.source, code(contact.source)],
        [words.externalCrmProvider, contact.externalCrmProvider],
        [words.externalCrmId, contact.externalCrmId],
        [words.activityCount, contact.activityCount ? speech.number(contact.activityCount) : null],
        [words.lastActivityAt, contact.lastActivityAt && speech.date(contact.lastActivityAt)],
        [words.createdAt, speech.date(contact.createdAt)],
        [words.updatedAt, speech.date(contact.updatedAt)],
      ])}
    `
  }

  #group(title: string, entries: [string, unknown][]) {
    const filled = entries.filter(([, value]) => value)
    if (!filled.length) return nothing
    return html`
      <div class="group">
        <h3>${title}</h3>
        <dl>
          ${filled.map(([name, value]) => html`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`)}
        </dl>
      </div>
    `
  }

  #number(contact: Card, number: string | null, kind: 'phone' | 'mobile') {
    if (!number || !this.canCall) return number
    return html`<button class="link" data-testid="number-${kind}" title=${this.speech.words.callNumber(number)} @click=${() => this.#call(contact, number)}>${number}</button>`
  }

  #waiting() {
    return html`<div class="waiting" aria-hidden="true"><i></i><i></i><i></i><i></i></div>`
  }

  #call(contact: Row, number: string) {
    this.#fire('call', { contact, number } satisfies Dial)
  }

  #fire(name: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  static override styles = [
    base,
    buttons,
    avatars,
    css`
      :host {
        display: block;
        overflow-y: auto;
        overscroll-behavior: contain;
        background: var(--crm-color-surface);
      }
      .top {
        position: sticky;
        inset-block-start: 0;
        z-index: 1;
        display: flex;
        justify-content: space-between;
        padding: 8px;
        background: var(--crm-color-surface);
      }
      :host(:dir(rtl)) .back {
        transform: scaleX(-1);
      }
      .gone {
        padding: 40px 24px;
        color: var(--crm-color-muted);
        text-align: center;
      }
      .head {
        display: grid;
        justify-items: center;
        gap: 2px;
        padding: 0 16px 16px;
        text-align: center;
      }
      h2 {
        margin-block-start: 8px;
        font-size: 17px;
        font-weight: 650;
        letter-spacing: -0.015em;
        line-height: 1.25;
      }
      h2,
      .job,
      .chip,
      dd,
      .notes {
        overflow-wrap: anywhere;
      }
      .job {
        color: var(--crm-color-muted);
      }
      .status {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        margin-block-start: 6px;
        padding: 2px 10px;
        border-radius: 99px;
        background: var(--crm-color-sunken);
        font-size: 12px;
        font-weight: 550;
      }
      .status.DO_NOT_CONTACT {
        background: color-mix(in oklab, var(--crm-color-danger) 12%, transparent);
        color: var(--crm-color-danger);
      }
      .actions {
        display: flex;
        gap: 8px;
        margin-block-start: 12px;
        inline-size: 100%;
        max-inline-size: 300px;
      }
      .actions .button {
        flex: 1;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 6px;
        padding: 0 16px 14px;
      }
      .chip {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        padding: 2px 9px;
        border-radius: 99px;
        background: var(--tint);
        font-size: 12px;
      }
      .chip.list {
        background: none;
        box-shadow: inset 0 0 0 1px var(--crm-color-line);
      }
      .chip svg {
        inline-size: 13px;
        block-size: 13px;
        color: var(--crm-color-muted);
      }
      .group {
        margin-inline: 16px;
        padding-block: 12px;
        border-block-start: 1px solid var(--crm-color-line);
      }
      h3 {
        margin-block-end: 6px;
        font-size: 11px;
        font-weight: 650;
        letter-spacing: 0.04em;
        color: var(--crm-color-muted);
      }
      dl > div {
        display: grid;
        grid-template-columns: minmax(92px, 32%) 1fr;
        gap: 12px;
        padding-block: 3px;
      }
      dt {
        color: var(--crm-color-muted);
      }
      dd .link {
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      .notes {
        white-space: pre-line;
      }
      .waiting {
        display: grid;
        gap: 12px;
        padding: 16px;
      }
      .waiting i {
        block-size: 16px;
        border-radius: 4px;
        background: var(--crm-color-sunken);
      }
      .waiting i:nth-child(even) {
        inline-size: 70%;
      }
    `,
  ]
}

define('crm-contact-card', ContactCard)
