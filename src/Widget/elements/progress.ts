import { LitElement, css, html, nothing } from 'lit'
import { define } from './define'

/**
 * `<crm-progress>`: how far something is.
 *
 * @prop value done so far · @prop max what makes it whole; null while that is unknown, then it only moves
 * @attr label its name for a screen reader
 */
export class Progress extends LitElement {
  static override properties = { value: { type: Number }, max: { type: Number }, label: {} }
  declare value: number
  declare max: number | null
  declare label: string

  constructor() {
    super()
    this.value = 0
    this.max = null
    this.label = ''
  }

  /** 0 to 1, or null while the whole is unknown. */
  get share() {
    return this.max ? Math.min(1, this.value / this.max) : null
  }

  override render() {
    const { share } = this
    return html`
      <div
        class="track ${share === null ? 'unknown' : ''}"
        role="progressbar"
        aria-label=${this.label}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${share === null ? nothing : Math.floor(share * 100)}
      >
        <div class="bar"></div>
      </div>
    `
  }

  override updated() {
    const bar = this.renderRoot.querySelector<HTMLElement>('.bar')!
    bar.style.inlineSize = this.share === null ? '' : this.share * 100 + '%'
  }

  static override styles = css`
    :host {
      display: block;
    }
    .track {
      block-size: 6px;
      border-radius: 3px;
      overflow: hidden;
      background: var(--crm-color-line);
    }
    :host([thin]) .track {
      block-size: 3px;
    }
    .bar {
      block-size: 100%;
      border-radius: inherit;
      background: var(--crm-color-accent);
      transition: inline-size 0.3s ease-out;
      forced-color-adjust: none;
    }
    .unknown .bar {
      inline-size: 35%;
      animation: move 1.3s ease-in-out infinite alternate;
    }
    @keyframes move {
      from {
        margin-inline-start: 0;
      }
      to {
        margin-inline-start: 65%;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .bar {
        transition: none;
        animation-duration: 6s !important;
      }
    }
  `
}

define('crm-progress', Progress)
