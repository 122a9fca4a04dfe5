import { LitElement, css, html, nothing } from 'lit'
import { base } from './theme'
import { buttons } from './button'
import { define } from './define'
import { focused } from './focused'
import { icons } from './icons'

/**
 * `<crm-dialog>`: the browser's modal `<dialog>` with a heading, a body that scrolls and a foot. It opens when it is
 * put on the page, keeps focus inside, and gives it back to where it was when it is taken off.
 *
 * @attr heading its name · @attr close-label the words of the closing button (none: no such button) · @attr narrow
 * @slot (default) the body · foot: one element with the buttons
 * @fires close when Escape, the backdrop or the closing button asks for it; the owner takes it off
 */
export class Dialog extends LitElement {
  static override properties = { heading: {}, closeLabel: { attribute: 'close-label' }, narrow: { type: Boolean, reflect: true } }
  declare heading: string
  declare closeLabel: string
  declare narrow: boolean
  #before: Element | null = null

  constructor() {
    super()
    this.heading = this.closeLabel = ''
    this.narrow = false
  }

  override connectedCallback() {
    super.connectedCallback()
    this.#before = focused(document)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    const before = this.#before as HTMLElement | null
    if (before?.isConnected) before.focus({ preventScroll: true })
  }

  override firstUpdated() {
    this.renderRoot.querySelector('dialog')!.showModal()
  }

  override render() {
    return html`
      <dialog aria-labelledby="heading" @cancel=${this.#cancel} @click=${this.#backdrop} @keydown=${(event: Event) => event.stopPropagation()}>
        <div class="box">
          <header>
            <h2 id="heading">${this.heading}</h2>
            ${this.closeLabel
              ? html`<button class="button icon" aria-label=${this.closeLabel} title=${this.closeLabel} data-testid="dialog-close" @click=${this.#close}>${icons.close}</button>`
              : nothing}
          </header>
          <div class="body"><slot></slot></div>
          <slot name="foot"></slot>
        </div>
      </dialog>
    `
  }

  #close() {
    this.dispatchEvent(new CustomEvent('close'))
  }

  #cancel(event: Event) {
    event.preventDefault() // the owner decides, by taking the dialog off the page
    if (event.target === event.currentTarget) this.#close()
  }

  #backdrop(event: Event) {
    if (event.target === event.currentTarget) this.#close()
  }

  static override styles = [
    base,
    buttons,
    css`
      dialog {
        inline-size: min(560px, 100vw - 24px);
        max-block-size: min(760px, 100vh - 24px);
        padding: 0;
        border: 0;
        border-radius: calc(var(--crm-radius) + 6px);
        background: var(--crm-color-surface);
        color: var(--crm-color-text);
        box-shadow: var(--shadow);
        font: var(--crm-font);
        overflow: hidden;
        animation: in 0.16s ease-out;
      }
      :host([narrow]) dialog {
        inline-size: min(380px, 100vw - 24px);
      }
      dialog::backdrop {
        background: light-dark(#1014264d, #000000a6);
      }
      @keyframes in {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
      .box {
        display: flex;
        flex-direction: column;
        max-block-size: inherit;
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 56px;
        padding: 12px 14px 4px 20px;
      }
      h2 {
        flex: 1;
        font-size: 16px;
        font-weight: 650;
        letter-spacing: -0.01em;
      }
      .body {
        padding: 4px 20px 16px;
        overflow: auto;
        overflow-wrap: anywhere;
        overscroll-behavior: contain;
      }
      @media (forced-colors: active) {
        dialog {
          border: 1px solid;
        }
      }
    `,
  ]
}

define('crm-dialog', Dialog)
