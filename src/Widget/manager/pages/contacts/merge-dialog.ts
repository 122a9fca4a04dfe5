import { LitElement, css, html, nothing } from 'lit'
import { MergeCardsDocument, MergeDocument, type MergedFieldsInput } from '../../../api/gen/documents'
import { asProblem } from '../../../api/problem'
import { avatar, avatars } from '../../../elements/avatar'
import { buttons } from '../../../elements/button'
import { define } from '../../../elements/define'
import '../../../elements/dialog'
import { base } from '../../../elements/theme'
import { numberOf } from '../../../sidebar/contact-pages'
import { firstName, groups, inputOf, lastName, nameOf, status, valueOf, type Card } from '../../../sidebar/card/fields'
import { show } from '../../../sidebar/card/show'
import type { Manager } from '../../pages'
import { differences, kept, taken } from './merge'
import { dialogFoot } from '../../parts/dialog-foot'

const fields = [firstName, lastName, status, ...Object.values(groups).flat()]

/**
 * `<crm-merge-dialog>`: several contacts become one: who stays, and whose value where they differ.
 *
 * @prop manager · @prop ids
 * @fires merged {name, count} · close
 */
export class MergeDialog extends LitElement {
  static override properties = { manager: { attribute: false }, ids: { attribute: false }, cards: { state: true }, target: { state: true }, chosen: { state: true }, error: { state: true }, busy: { state: true } }
  declare manager: Manager
  declare ids: string[]
  declare private cards: Card[] | null
  declare private target: string
  declare private chosen: Record<string, string>
  declare private error: string
  declare private busy: boolean

  constructor() {
    super()
    this.cards = null
    this.chosen = {}
    this.target = this.error = ''
    this.busy = false
  }

  protected override async firstUpdated() {
    try {
      const { contacts } = await this.manager.client.query(MergeCardsDocument, { ids: this.ids })
      this.cards = [...(contacts?.nodes ?? [])]
      if (this.cards.length < 2) this.error = this.manager.speech.words.notFound
      else this.#keep(kept(this.cards).id)
    } catch (error) {
      this.error = asProblem(error).message
    }
  }

  get #kept() {
    return this.cards?.find(({ id }) => id === this.target)
  }

  /** Somebody else stays: their values do, unless they have none. */
  #keep(id: string) {
    this.target = id
    const target = this.#kept!
    this.chosen = Object.fromEntries(differences(this.cards!, fields).map(({ field, options }) => [field.key, valueOf(target, field.key) || options[0]!.value]))
  }

  protected override render() {
    const { words, number } = this.manager.speech
    const { cards } = this
    const ready = !!cards && cards.length > 1
    return html`
      <crm-dialog heading=${words.mergeTitle} close-label=${words.close} @close=${this.#close}>
        ${ready ? html`${this.#who(cards)} ${this.#which(cards)}<p class="hint">${words.mergeHint}</p>` : this.error ? nothing : html`<p>${words.loading}</p>`}
        <p class="wrong" role="alert">${this.error}</p>
        <div slot="foot" class="foot">
          <button class="button" @click=${this.#close}>${words.cancel}</button>
          <button class="button primary" ?disabled=${!ready} aria-busy=${this.busy} data-testid="merge-go" @click=${this.#go}>${words.mergeGo(number(cards?.length ?? 0))}</button>
        </div>
      </crm-dialog>
    `
  }

  #who(cards: Card[]) {
    const { words } = this.manager.speech
    return html`<fieldset>
      <legend>${words.whoStays}</legend>
      ${cards.map(
        (card) => html`<label class="card">
          <input type="radio" name="target" .checked=${card.id === this.target} data-testid="merge-target" @change=${() => this.#keep(card.id)} />
          ${avatar(card)}<span><b><bdi>${card.fullName}</bdi></b><small><bdi>${[card.email, numberOf(card), card.account?.name].filter(Boolean).join(' · ')}</bdi></small></span>
        </label>`,
      )}
    </fieldset>`
  }

  #which(cards: Card[]) {
    const { speech } = this.manager
    const { words } = speech
    const all = differences(cards, fields)
    if (!all.length) return nothing
    return html`<h3>${words.whichValues}</h3>
      <dl>
        ${all.map(({ field, options }) => html`<div>
          <dt id="d-${field.key.replace('.', '-')}">${field.key.startsWith('consent') ? `${words.consent}: ` : ''}${nameOf(field, words)}</dt>
          <dd><div role="radiogroup" aria-labelledby="d-${field.key.replace('.', '-')}">
            ${options.map(({ value, label }) => html`<label><input type="radio" name=${field.key} .checked=${this.chosen[field.key] === value} @change=${() => (this.chosen = { ...this.chosen, [field.key]: value })} /><bdi>${show(field, value, label, speech)}</bdi></label>`)}
          </div></dd>
        </div>`)}
      </dl>`
  }

  #go = async () => {
    const target = this.#kept
    if (!target || this.busy) return
    this.busy = true
    this.error = ''
    try {
      const values = taken(target, this.chosen)
      const input = inputOf(values, new Map(fields.map((field) => [field.key, field]))) as MergedFieldsInput
      const sourceIds = this.cards!.map(({ id }) => id).filter((id) => id !== target.id)
      const { mergeContacts } = await this.manager.client.query(MergeDocument, { targetId: target.id, sourceIds, fields: Object.keys(values).length ? input : null, version: target.version })
      const { contact, errors } = mergeContacts
      if (!contact) throw new Error(errors?.[0]?.message)
      this.dispatchEvent(new CustomEvent('merged', { detail: { name: contact.fullName, count: sourceIds.length + 1 } }))
    } catch (error) {
      this.error = asProblem(error).message
    } finally {
      this.busy = false
    }
  }

  #close = () => this.dispatchEvent(new CustomEvent('close'))

  static override styles = [
    base,
    buttons,
    avatars,
    dialogFoot,
    css`
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend,
      h3 {
        padding: 0;
        margin-block: 4px 8px;
        font-size: 13px;
        font-weight: 650;
      }
      h3 {
        margin-block-start: 18px;
      }
      .card {
        display: flex;
        align-items: center;
        gap: 10px;
        min-block-size: 52px;
        padding: 4px 12px;
        border: 1px solid var(--crm-color-line);
        border-radius: var(--crm-radius);
        cursor: pointer;
      }
      .card + .card {
        margin-block-start: 6px;
      }
      .card:has(:checked) {
        border-color: var(--crm-color-accent);
        background: var(--tint);
      }
      .card span {
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      small {
        display: block;
        color: var(--crm-color-muted);
      }
      input {
        inline-size: 17px;
        block-size: 17px;
        margin: 0;
        accent-color: var(--crm-color-accent);
      }
      dl > div {
        display: grid;
        grid-template-columns: 132px 1fr;
        gap: 8px;
        padding-block: 6px;
        border-block-start: 1px solid var(--crm-color-line);
      }
      dt {
        padding-block: 4px;
        color: var(--crm-color-muted);
      }
      dd > div {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 18px;
      }
      dd label {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-block-size: 28px;
        overflow-wrap: anywhere;
        cursor: pointer;
      }
      .hint {
        margin-block-start: 14px;
        color: var(--crm-color-muted);
        font-size: 12.5px;
      }
      .wrong {
        color: var(--crm-color-danger);
      }
    `,
  ]
}

define('crm-merge-dialog', MergeDialog)
