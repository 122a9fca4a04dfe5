import { LitElement, css, html, nothing } from 'lit'
import { live } from 'lit/directives/live.js'
import { asProblem } from '../../api/problem'
import { buttons } from '../../elements/button'
import { define } from '../../elements/define'
import '../../elements/dialog'
import { fields } from '../../elements/field'
import { base } from '../../elements/theme'
import { dialogFoot } from './dialog-foot'

export interface AskField {
  /** As the server calls it, so that what is wrong with it is told at it. */
  name: string
  label: string
  kind?: 'text' | 'lines' | 'select' | 'check'
  value?: string
  options?: { value: string; text: string }[]
  hint?: string
  required?: boolean
  max?: number
  /** Shown for these values only. */
  when?(values: Record<string, string>): boolean
}

/** Why it was not done; the words may be shown. */
export interface Refused {
  field?: string | null
  message: string
}

/** What is asked before something is done. */
export interface Ask {
  heading: string
  text?: string
  fields?: AskField[]
  go: string
  danger?: boolean
  run(values: Record<string, string>): Promise<Refused | null | undefined | void>
}

/**
 * `<crm-ask>`: a small form in a dialog, or a question. It stays, with what was typed, until the thing is done or given up.
 *
 * @prop ask · @prop words of the buttons · @fires close when it is done or given up
 */
export class AskDialog extends LitElement {
  static override properties = { ask: { attribute: false }, words: { attribute: false }, values: { state: true }, wrong: { state: true }, busy: { state: true } }
  declare ask: Ask
  declare words: { cancel: string; close: string; required: string }
  declare private values: Record<string, string>
  declare private wrong: Refused | null
  declare private busy: boolean

  constructor() {
    super()
    this.values = {}
    this.wrong = null
    this.busy = false
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    if (changed.has('ask')) this.values = Object.fromEntries((this.ask.fields ?? []).map(({ name, value }) => [name, value ?? '']))
  }

  protected override firstUpdated() {
    requestAnimationFrame(() => {
      const first = this.renderRoot.querySelector<HTMLInputElement>('input, textarea, select') ?? this.renderRoot.querySelector<HTMLElement>('[data-go]')
      first?.focus()
      if (first instanceof HTMLInputElement) first.select?.()
    })
  }

  protected override render() {
    const { ask, words } = this
    const all = (ask.fields ?? []).filter((field) => field.when?.(this.values) ?? true)
    const elsewhere = this.wrong && !all.some(({ name }) => name === this.wrong!.field)
    return html`<crm-dialog narrow heading=${ask.heading} close-label=${words.close} @close=${this.#close}>
      <form @submit=${this.#go} data-testid="ask">
        ${ask.text ? html`<p>${ask.text}</p>` : nothing} ${all.map((field) => this.#field(field))}
        <p class="wrong" role="alert" data-testid="ask-wrong">${elsewhere ? this.wrong!.message : ''}</p>
        <button type="submit" class="unseen" tabindex="-1" aria-hidden="true"></button>
      </form>
      <div slot="foot" class="foot">
        <button class="button" data-testid="ask-cancel" @click=${this.#close}>${words.cancel}</button>
        <button class="button ${ask.danger ? 'danger' : 'primary'}" data-go data-testid="ask-go" aria-busy=${this.busy} @click=${this.#go}>${ask.go}</button>
      </div>
    </crm-dialog>`
  }

  #field(field: AskField) {
    const { name, kind = 'text' } = field
    const wrong = this.wrong?.field === name ? this.wrong.message : ''
    const value = this.values[name] ?? ''
    const set = (event: Event) => {
      const to = event.target as HTMLInputElement
      this.values = { ...this.values, [name]: kind === 'check' ? (to.checked ? 'yes' : '') : to.value }
      if (wrong) this.wrong = null
    }
    if (kind === 'check') return html`<label class="check"><input type="checkbox" data-testid="ask-${name}" .checked=${live(!!value)} @change=${set} />${field.label}</label>`
    const note = wrong || field.hint
    const described = note ? name + '-note' : nothing
    return html`<label>
      ${field.label}
      ${kind === 'select'
        ? html`<select class="field" data-testid="ask-${name}" aria-describedby=${described} .value=${live(value)} @change=${set}>
            ${field.options!.map((one) => html`<option value=${one.value} ?selected=${one.value === value}>${one.text}</option>`)}
          </select>`
        : kind === 'lines'
          ? html`<textarea class="field" rows="5" data-testid="ask-${name}" aria-invalid=${!!wrong} aria-describedby=${described} .value=${live(value)} @input=${set}></textarea>`
          : html`<input class="field" autocomplete="off" maxlength=${field.max ?? 255} data-testid="ask-${name}" aria-invalid=${!!wrong} aria-describedby=${described} .value=${live(value)} @input=${set} />`}
      ${note ? html`<span id="${name}-note" class=${wrong ? 'wrong' : 'hint'} role=${wrong ? 'alert' : nothing}>${note}</span>` : nothing}
    </label>`
  }

  #go = async (event: Event) => {
    event.preventDefault()
    if (this.busy) return
    const missing = this.ask.fields?.find((field) => field.required && !this.values[field.name]?.trim() && (field.when?.(this.values) ?? true))
    if (missing) return this.#refuse({ field: missing.name, message: this.words.required })
    this.busy = true
    try {
      const refused = await this.ask.run(Object.fromEntries(Object.entries(this.values).map(([name, value]) => [name, value.trim()])))
      if (refused) this.#refuse(refused)
      else this.#close()
    } catch (error) {
      this.#refuse({ message: asProblem(error).message })
    } finally {
      this.busy = false
    }
  }

  #refuse(wrong: Refused) {
    this.wrong = wrong
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }

  #close = () => this.dispatchEvent(new CustomEvent('close'))

  static override styles = [
    base,
    buttons,
    fields,
    dialogFoot,
    css`
      form {
        display: grid;
        gap: 12px;
      }
      label {
        display: grid;
        gap: 4px;
        font-weight: 550;
      }
      .check {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 28px;
      }
      .check input {
        inline-size: 16px;
        block-size: 16px;
        margin: 0;
        accent-color: var(--crm-color-accent);
      }
      textarea {
        padding-block: 7px;
        resize: vertical;
      }
      .hint,
      p {
        color: var(--crm-color-muted);
        font-weight: 400;
        overflow-wrap: anywhere;
      }
      .hint,
      .wrong {
        font-size: 12.5px;
        font-weight: 400;
      }
      .wrong {
        color: var(--crm-color-danger);
      }
      .wrong:empty {
        display: none;
      }
    `,
  ]
}

define('crm-ask', AskDialog)
