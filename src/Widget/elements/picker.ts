import { LitElement, css, html, nothing } from 'lit'
import { base } from './theme'
import { buttons } from './button'
import { define } from './define'
import { icons } from './icons'

export interface PickerOption {
  value: string
  text: string
  /** Shown at the end of the row. */
  count?: string
  /** A small word for what kind of thing it is; an icon shows it. */
  hint?: string
  kind?: 'people' | 'list' | 'bolt'
}

/**
 * `<crm-picker>`: one of several, opened from a button. The select-only combobox pattern of the ARIA guide: focus
 * stays on the button, arrows move, Enter or Tab takes, Escape leaves, letters jump.
 *
 * @prop options what can be chosen · @prop value which one is · @attr label its name for a screen reader
 * @fires change (detail: the value)
 */
export class Picker extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true }
  static override properties = { options: { attribute: false }, value: {}, label: {}, open: { state: true }, active: { state: true } }
  declare options: PickerOption[]
  declare value: string
  declare label: string
  declare open: boolean
  declare active: number
  #typed = ''
  #typedAt = 0
  /** What it opens: fetched when the closed picker is there. */
  #list: typeof import('./picker-list') | null = null

  constructor() {
    super()
    this.options = []
    this.value = this.label = ''
    this.open = false
    this.active = 0
  }

  override render() {
    const chosen = this.options.find((option) => option.value === this.value) ?? this.options[0]
    return html`
      <button
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded=${this.open}
        aria-controls="popup"
        aria-label="${this.label}: ${chosen?.text ?? ''}${chosen?.count ? ', ' + chosen.count : ''}"
        aria-activedescendant=${this.open ? 'o' + this.active : nothing}
        data-testid="list-picker"
        @click=${() => this.#toggle(!this.open)}
        @keydown=${this.#key}
        @blur=${() => this.#toggle(false)}
      >
        <span class="text" dir="auto">${chosen?.text}</span>
        <span class="count" data-testid="list-count">${chosen?.count}</span>
        ${icons.down}
      </button>
      ${this.#list?.popup(this) ?? nothing}
    `
  }

  protected override async firstUpdated() {
    this.#list = await import('./picker-list').catch(() => null)
    if (!this.#list) return
    ;(this.renderRoot as ShadowRoot).adoptedStyleSheets.push(this.#list.styles.styleSheet!)
    this.requestUpdate()
  }

  /** Opens it and puts focus there. */
  show() {
    this.renderRoot.querySelector('button')?.focus()
    this.#toggle(true)
  }

  override updated(changed: Map<string, unknown>) {
    if (this.open && (changed.has('active') || changed.has('open'))) {
      this.renderRoot.querySelector('.active')?.scrollIntoView?.({ block: 'nearest' })
    }
  }

  #toggle(open: boolean) {
    if (open) this.active = Math.max(0, this.options.findIndex((option) => option.value === this.value))
    this.open = open
  }

  /** Chooses an option by its place. */
  take(at: number) {
    this.open = false
    const value = this.options[at]?.value
    if (value === undefined || value === this.value) return
    this.value = value
    this.dispatchEvent(new CustomEvent('change', { detail: value }))
  }

  #key(event: KeyboardEvent) {
    const last = this.options.length - 1
    const moves: Record<string, number> = { ArrowDown: this.active + 1, ArrowUp: this.active - 1, Home: 0, End: last, PageDown: this.active + 8, PageUp: this.active - 8 }
    if (event.key in moves) {
      if (this.open) this.active = Math.min(last, Math.max(0, moves[event.key]!))
      else this.#toggle(true)
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (this.open) this.take(this.active)
      else this.#toggle(true)
    } else if (event.key === 'Escape' && this.open) this.open = false
    else if (event.key === 'Tab' && this.open) return this.take(this.active)
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== '/') this.#jump(event.key)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #jump(letter: string) {
    const now = Date.now()
    this.#typed = now - this.#typedAt < 700 ? this.#typed + letter : letter
    this.#typedAt = now
    if (!this.open) this.#toggle(true)
    const at = this.options.findIndex((option) => option.text.toLocaleLowerCase().startsWith(this.#typed.toLocaleLowerCase()))
    if (at >= 0) this.active = at
  }

  static override styles = [
    base,
    buttons,
    css`
      :host {
        position: relative;
        display: block;
        min-inline-size: 0;
      }
      button {
        display: flex;
        align-items: center;
        gap: 6px;
        max-inline-size: 100%;
        min-block-size: 32px;
        padding: 0 6px 0 8px;
        border-radius: var(--crm-radius);
      }
      button:hover,
      button[aria-expanded='true'] {
        background: var(--hover);
      }
      button .text {
        font-size: 15px;
        font-weight: 650;
        letter-spacing: -0.01em;
      }
      .text {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        text-align: -webkit-match-parent;
        text-align: match-parent;
      }
      .count {
        color: var(--crm-color-muted);
        font-variant-numeric: tabular-nums;
      }
      svg {
        color: var(--crm-color-muted);
      }
    `,
  ]
}

define('crm-picker', Picker)
