import { LitElement, css, html } from 'lit'
import { base } from './theme'
import { buttons } from './button'
import { define } from './define'
import { focused } from './focused'

export interface Toast {
  text: string
  bad?: boolean
  action?: { text: string; run(): unknown }
  /** Takes back what it tells of; its words are the owner's, as an action. */
  undo?(): unknown
}

/** `<crm-toast>`: one short message at the lower edge, read out once, gone by itself. @method show(toast) */
export class ToastElement extends LitElement {
  static override properties = { toast: { state: true } }
  declare toast: Toast | null
  #timer = 0
  /** What had the focus when it came: it goes back there from the message's button. */
  #before: Element | null = null

  constructor() {
    super()
    this.toast = null
  }

  show(toast: Toast) {
    this.#before = focused(document)
    this.toast = toast
    this.#stay(toast.action ? 8000 : 4000)
  }

  override render() {
    const { toast } = this
    return html`<div role="status">
      ${toast
        ? html`<p class=${toast.bad ? 'bad' : ''} data-testid="toast">
            <span>${toast.text}</span>
            ${toast.action ? html`<button class="link" @click=${this.act}>${toast.action.text}</button>` : ''}
          </p>`
        : ''}
    </div>`
  }

  /** What it offers. */
  act = () => {
    const { action } = this.toast ?? {}
    if (this.matches(':focus-within')) (this.#before as HTMLElement | null)?.focus({ preventScroll: true })
    this.toast = null
    action?.run()
  }

  /** While somebody is on it, it does not go. */
  #stay(ms: number) {
    clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => (this.matches(':hover, :focus-within') ? this.#stay(2000) : (this.toast = null)), ms)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
  }

  static override styles = [
    base,
    buttons,
    css`
      :host {
        position: absolute;
        z-index: 6;
        inset-inline: 12px;
        inset-block-end: 12px;
        pointer-events: none;
      }
      p {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 14px;
        justify-content: space-between;
        padding: 8px 14px;
        border-radius: var(--crm-radius);
        background: light-dark(#1d212b, #eceef3);
        color: light-dark(#f5f6f8, #14161a);
        box-shadow: var(--shadow);
        pointer-events: auto;
        animation: in 0.16s ease-out;
      }
      span {
        flex: 1 1 130px;
        max-block-size: 3lh;
        overflow: auto;
        overflow-wrap: anywhere;
      }
      .link {
        min-block-size: 24px;
        color: light-dark(#b4c0ff, #2c44bd);
      }
      .bad {
        border-inline-start: 4px solid light-dark(#ff8f88, #c4302b);
      }
      @keyframes in {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
    `,
  ]
}

define('crm-toast', ToastElement)
