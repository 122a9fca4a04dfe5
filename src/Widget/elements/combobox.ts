import { LitElement, css, html, nothing } from 'lit'
import { define } from './define'

export interface Choice {
  value: string
  text: string
  /** It is not there yet: taking it makes it. */
  create?: boolean
}

/** Typing rests this long before the choices are asked for, in milliseconds. */
const rest = 120

/**
 * `<crm-combobox>`: a field that suggests. The editable combobox pattern of the ARIA guide: focus stays in the field,
 * arrows move, Enter takes what is marked, Escape closes, and what is typed stays whatever happens. It lives in the
 * tree of its owner, whose labels, messages and styles it shares ({@link comboboxes}).
 *
 * @prop find gives the choices for the typed words, all of them for none · @prop text what stands in it · @prop label ·
 * @prop name id of the field · @prop describedby · @prop invalid · @prop placeholder · @prop free any words will do: Enter
 * leaves them as they are
 * @fires type (detail: text) · take (detail: Choice) · enter when Enter is pressed on words that are a choice already, or may stand
 */
export class Combobox extends LitElement {
  static override properties = {
    find: { attribute: false },
    text: {},
    label: {},
    name: {},
    describedby: {},
    placeholder: {},
    invalid: { type: Boolean },
    free: { type: Boolean },
    choices: { state: true },
    active: { state: true },
  }
  declare find: (text: string) => Promise<Choice[]>
  declare text: string
  declare label: string
  declare name: string
  declare describedby: string
  declare placeholder: string
  declare invalid: boolean
  declare free: boolean
  declare choices: Choice[] | null
  declare active: number
  #timer: ReturnType<typeof setTimeout> | undefined
  #asked = 0
  #typed = false

  constructor() {
    super()
    this.text = this.label = this.describedby = this.placeholder = ''
    this.name = 'combo'
    this.invalid = this.free = false
    this.choices = null
    this.active = -1
  }

  protected override createRenderRoot() {
    return this
  }

  override focus() {
    const input = this.querySelector('input')
    input?.focus()
    input?.select()
  }

  override render() {
    const { choices, name } = this
    const open = !!choices?.length
    return html`
      <input
        id=${name}
        class="field"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        dir="auto"
        aria-label=${this.label}
        aria-autocomplete="list"
        aria-expanded=${open}
        aria-controls=${open ? name + '-all' : nothing}
        aria-activedescendant=${open && this.active >= 0 ? name + '-' + this.active : nothing}
        aria-describedby=${this.describedby || nothing}
        aria-invalid=${this.invalid}
        placeholder=${this.placeholder || nothing}
        data-testid=${name}
        .value=${this.text}
        @input=${this.#type}
        @keydown=${this.#key}
        @blur=${this.#close}
        @click=${() => choices ?? this.#ask(0)}
      />
      ${open
        ? html`<ul id="${name}-all" class="choices" role="listbox" aria-label=${this.label} @mousedown=${(event: Event) => event.preventDefault()}>
            ${choices.map(
              (choice, at) => html`<li
                id="${name}-${at}"
                role="option"
                class=${at === this.active ? 'active' : ''}
                aria-selected=${at === this.active}
                data-testid="choice"
                @click=${() => this.#take(choice)}
                @pointermove=${() => (this.active = at)}
              ><bdi>${choice.text}</bdi></li>`,
            )}
          </ul>`
        : nothing}
    `
  }

  override updated(changed: Map<string, unknown>) {
    if (this.choices && (changed.has('active') || changed.has('choices'))) {
      this.querySelector(this.active < 0 ? '.choices' : '.active')?.scrollIntoView?.({ block: 'nearest' })
    }
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#close()
  }

  #type(event: Event) {
    this.text = (event.target as HTMLInputElement).value
    this.#typed = true
    this.dispatchEvent(new CustomEvent('type', { detail: this.text }))
    this.#ask(rest)
  }

  #ask(after: number) {
    clearTimeout(this.#timer)
    const asked = ++this.#asked
    this.#timer = setTimeout(async () => {
      const choices = await this.find(this.#typed ? this.text : '').catch(() => [])
      if (asked !== this.#asked) return
      this.choices = choices
      // What stands in it already is marked, so that arrows go on from there.
      const same = choices.findIndex(({ text }) => text.toLocaleLowerCase() === this.text.trim().toLocaleLowerCase())
      this.active = same >= 0 ? same : -1
    }, after)
  }

  #close() {
    clearTimeout(this.#timer)
    this.#asked++
    this.choices = null
    this.active = -1
  }

  #take(choice: Choice) {
    this.#close()
    this.#typed = false
    this.text = choice.text
    this.dispatchEvent(new CustomEvent('take', { detail: choice }))
  }

  /** Whoever types faster than the choices come means the one that fits. */
  async #enter() {
    const { text } = this
    if (!this.free && this.#typed && text.trim()) {
      this.#close()
      const asked = this.#asked
      const choices = await this.find(text).catch(() => [])
      if (asked !== this.#asked) return
      const there = choices.filter(({ create }) => !create)
      const one = there.find((choice) => choice.text.toLocaleLowerCase() === text.trim().toLocaleLowerCase()) ?? (there.length === 1 ? there[0] : undefined)
      if (one) return this.#take(one)
      this.choices = choices
      this.active = choices.length ? 0 : -1
      if (choices.length) return
    }
    this.dispatchEvent(new CustomEvent('enter'))
  }

  #key(event: KeyboardEvent) {
    const { choices } = this
    if (event.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!choices) this.#ask(0)
      else if (choices.length) this.active = (this.active + (event.key === 'ArrowDown' ? 1 : this.active < 0 ? 0 : -1) + choices.length) % choices.length
    } else if (event.key === 'Enter') {
      const choice = choices?.[this.active]
      if (choice) this.#take(choice)
      else void this.#enter()
    } else if (event.key === 'Escape' && choices?.length) this.#close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}

/** For the owner's tree. */
export const comboboxes = css`
  crm-combobox {
    position: relative;
    display: block;
    flex: 1;
    min-inline-size: 0;
  }
  .choices {
    position: absolute;
    z-index: 5;
    inset-block-start: calc(100% + 3px);
    inset-inline: 0;
    max-block-size: 232px;
    overflow: auto;
    padding: 4px;
    border-radius: calc(var(--crm-radius) + 2px);
    background: var(--crm-color-raised);
    box-shadow: var(--shadow);
  }
  .choices li {
    min-block-size: 30px;
    padding: 5px 8px;
    border-radius: calc(var(--crm-radius) - 2px);
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .choices .active {
    background: var(--hover);
  }
  @media (forced-colors: active) {
    .choices {
      border: 1px solid;
    }
    .choices .active {
      outline: 2px solid Highlight;
    }
  }
`

define('crm-combobox', Combobox)
