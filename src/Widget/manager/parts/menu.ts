import { LitElement, css, html, nothing, type TemplateResult } from 'lit'
import { buttons } from '../../elements/button'
import { define } from '../../elements/define'
import { icons } from '../../elements/icons'
import { base } from '../../elements/theme'

export interface MenuItem {
  /** Names it for tests, too. */
  key: string
  text: string
  icon?: TemplateResult
  /** It can be on or off; choosing it leaves the menu open. */
  on?: boolean
  danger?: boolean
  off?: boolean
  /** A line stands above it. */
  apart?: boolean
  run(): void
}

/**
 * `<crm-menu>`: what can be done, at a place of the window. The menu pattern of the ARIA guide: arrows move, letters jump, Enter
 * and Space do, Escape and a click beside it leave; focus goes back to where it was.
 *
 * @prop items · @prop label · @prop x · @prop y pixels of the window
 * @fires close
 */
export class Menu extends LitElement {
  static override properties = { items: { attribute: false }, label: {}, x: { type: Number }, y: { type: Number }, active: { state: true } }
  declare items: MenuItem[]
  declare label: string
  declare x: number
  declare y: number
  declare private active: number
  #before: HTMLElement | null = null
  #closed = false

  constructor() {
    super()
    this.items = []
    this.label = ''
    this.x = this.y = 0
    this.active = 0
  }

  override connectedCallback() {
    super.connectedCallback()
    let at = document.activeElement
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
    this.#before = at as HTMLElement | null
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    if (!this.#closed) this.#back()
  }

  protected override firstUpdated() {
    const box = this.#box
    box.showPopover()
    this.active = Math.max(0, this.items.findIndex(({ off }) => !off))
    this.#place()
    void this.updateComplete.then(() => this.#focus())
  }

  protected override updated(changed: Map<string, unknown>) {
    if (changed.has('x') || changed.has('y')) this.#place()
  }

  get #box() {
    return this.renderRoot.querySelector<HTMLElement>('.menu')!
  }

  #place() {
    const box = this.#box
    const { width, height } = box.getBoundingClientRect()
    const rtl = getComputedStyle(this).direction === 'rtl'
    const x = rtl ? this.x - width : this.x
    box.style.left = Math.max(8, Math.min(x, innerWidth - width - 8)) + 'px'
    box.style.top = Math.max(8, Math.min(this.y, innerHeight - height - 8)) + 'px'
  }

  #focus() {
    this.renderRoot.querySelectorAll<HTMLElement>('[role^=menuitem]')[this.active]?.focus()
  }

  override render() {
    const signs = this.items.some(({ icon, on }) => icon || on !== undefined)
    return html`
      <div class="menu" popover="auto" role="menu" aria-label=${this.label} data-testid="menu" @keydown=${this.#key} @toggle=${(event: ToggleEvent) => event.newState === 'closed' && this.#close()}>
        ${this.items.map(
          (item, at) => html`<button
            role=${item.on === undefined ? 'menuitem' : 'menuitemcheckbox'}
            aria-checked=${item.on ?? nothing}
            aria-disabled=${item.off ? 'true' : nothing}
            tabindex=${at === this.active ? 0 : -1}
            class="${item.danger ? 'danger' : ''} ${item.apart ? 'apart' : ''}"
            data-testid="do-${item.key}"
            @pointermove=${() => at !== this.active && ((this.active = at), this.#soon())}
            @click=${() => this.#run(item)}
          >
            ${item.on ? icons.check : (item.icon ?? (signs ? html`<svg></svg>` : nothing))}<span>${item.text}</span>
          </button>`,
        )}
      </div>
    `
  }

  #soon() {
    void this.updateComplete.then(() => this.#focus())
  }

  #run(item: MenuItem) {
    if (item.off) return
    if (item.on === undefined) this.#close()
    item.run()
  }

  #close() {
    if (this.#closed) return
    this.#closed = true
    this.#back()
    this.dispatchEvent(new CustomEvent('close'))
  }

  /** The focus goes back, unless somebody has put it elsewhere. */
  #back() {
    let at = document.activeElement
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
    const lost = !at || at === document.body || this.shadowRoot!.contains(at) || at === this
    if (lost && this.#before?.isConnected) this.#before.focus({ preventScroll: true })
  }

  #key = (event: KeyboardEvent) => {
    const last = this.items.length - 1
    const { key } = event
    const step = { ArrowDown: 1, ArrowUp: -1 }[key]
    if (step) this.active = (this.active + step + last + 1) % (last + 1)
    else if (key === 'Home') this.active = 0
    else if (key === 'End') this.active = last
    else if (key === 'Escape' || key === 'Tab') this.#close()
    else if (key.length === 1 && key !== ' ' && !event.ctrlKey && !event.metaKey) {
      const begins = (at: number) => this.items[at]!.text.toLocaleLowerCase().startsWith(key.toLocaleLowerCase())
      const next = [...this.items.keys()].map((at) => (at + this.active + 1) % (last + 1)).find(begins)
      if (next === undefined) return
      this.active = next
    } else return
    event.preventDefault()
    event.stopPropagation()
    this.#soon()
  }

  static override styles = [
    base,
    buttons,
    css`
      .menu {
        position: fixed;
        inset: auto;
        margin: 0;
        min-inline-size: 200px;
        max-inline-size: 340px;
        max-block-size: min(70vh, 480px);
        overflow: auto;
        padding: 5px;
        border: 0;
        border-radius: calc(var(--crm-radius) + 3px);
        background: var(--crm-color-raised);
        color: var(--crm-color-text);
        font: var(--crm-font);
        box-shadow: var(--shadow);
      }
      button {
        display: flex;
        align-items: center;
        gap: 10px;
        inline-size: 100%;
        min-block-size: 34px;
        padding: 4px 10px;
        border-radius: calc(var(--crm-radius) - 2px);
        outline-offset: -2px;
      }
      button:hover,
      button:focus {
        background: var(--hover);
        outline: none;
      }
      button:focus-visible {
        outline: 2px solid var(--crm-color-accent);
      }
      svg {
        color: var(--crm-color-muted);
      }
      .danger,
      .danger svg {
        color: var(--crm-color-danger);
      }
      [aria-disabled] {
        opacity: 0.5;
        cursor: default;
      }
      .apart {
        position: relative;
        margin-block-start: 9px;
      }
      .apart::before {
        content: '';
        position: absolute;
        inset-inline: 4px;
        inset-block-start: -5px;
        border-block-start: 1px solid var(--crm-color-line);
      }
      @media (forced-colors: active) {
        .menu {
          border: 1px solid;
        }
      }
    `,
  ]
}

define('crm-menu', Menu)
