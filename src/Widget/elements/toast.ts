import { LitElement, css, html } from 'lit'
import { base } from './theme'
import { buttons } from './button'
import { define } from './define'

export interface Toast {
  text: string
  bad?: boolean
  action?: { text: string; run(): void }
}

/** `<crm-toast>`: one short message at the lower edge, read out once, gone by itself. @method show(toast) */
export class ToastElement extends LitElement {
  static override properties = { toast: { state: true } }
  declare toast: Toast | null
  #timer = 0

  constructor() {
    super()
    this.toast = null
  }

  show(toast: Toast) {
    clearTimeout(this.#timer)
    this.toast = toast
    this.#timer = window.setTimeout(() => (this.toast = null), toast.action ? 8000 : 4000)
  }

  override render() {
    const { toast } = this
    return html`<div role="status">
      ${toast
        ? html`<p class=${toast.bad ? 'bad' : ''} data-testid="toast">
            <span>${toast.text}</span>
            ${toast.action ? html`<button class="link" @click=${() => this.#act(toast.action!)}>${toast.action.text}</button>` : ''}
          </p>`
        : ''}
    </div>`
  }

  #act(action: { run(): void }) {
    this.toast = null
    action.run()
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
        gap: 12px;
        justify-content: space-between;
        padding: 10px 14px;
        border-radius: var(--crm-radius);
        background: light-dark(#1d212b, #eceef3);
        color: light-dark(#f5f6f8, #14161a);
        box-shadow: var(--shadow);
        pointer-events: auto;
        animation: in 0.16s ease-out;
      }
      .link {
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
