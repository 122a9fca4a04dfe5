import { LitElement, css, html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { avatar, avatars } from '../elements/avatar'
import { buttons } from '../elements/button'
import { define } from '../elements/define'
import { icons } from '../elements/icons'
import { base } from '../elements/theme'
import type { Row } from './contact-pages'
import { groups } from './letters'
import type { Speech } from './words/words'

/**
 * `<crm-contact-list>`: the rows, under their letters, with one of them in the tab order (arrows move, Enter opens,
 * C calls).
 *
 * @prop rows · @prop speech · @prop canCall · @prop letters show them · @prop busy · @prop hasMore · @prop chosen id of the open row
 * @fires open (detail: row) · call (detail: row) · more when the end comes near
 */
export class ContactList extends LitElement {
  static override properties = {
    rows: { attribute: false },
    speech: { attribute: false },
    canCall: { attribute: false },
    letters: { attribute: false },
    busy: { attribute: false },
    hasMore: { attribute: false },
    chosen: { attribute: false },
    focused: { state: true },
  }
  declare rows: Row[]
  declare speech: Speech
  declare canCall: boolean
  declare letters: boolean
  declare busy: boolean
  declare hasMore: boolean
  declare chosen: string | null
  declare focused: string | null
  #seen: IntersectionObserver | null = null

  constructor() {
    super()
    this.rows = []
    this.canCall = true
    this.letters = true
    this.busy = false
    this.hasMore = false
    this.chosen = null
    this.focused = null
  }

  /** Focus on a row; the one that had it, or the first. */
  focusRow(id = this.focused) {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('.open')]
    ;(rows.find((row) => row.dataset['id'] === id) ?? rows[0])?.focus()
  }

  override render() {
    const { words } = this.speech
    const stop = this.rows.some((row) => row.id === this.focused) ? this.focused : this.rows[0]?.id
    return html`
      <div class="rows" aria-busy=${this.busy} @keydown=${this.#key} @focusin=${this.#focus}>
        ${repeat(
          this.letters ? groups(this.rows) : [{ letter: '', rows: this.rows }],
          (group) => group.rows[0]?.id,
          (group) => html`
            ${group.letter ? html`<h3>${group.letter}</h3>` : nothing}
            <ul aria-label=${group.letter || words.contacts}>
              ${repeat(group.rows, (row) => row.id, (row) => this.#row(row, row.id === stop))}
            </ul>
          `,
        )}
        <div class="end" ?hidden=${!this.hasMore}><span class="unseen">${words.loading}</span><i></i><i></i><i></i></div>
      </div>
    `
  }

  #row(row: Row, stop: boolean) {
    const number = row.phone || row.mobile
    const work = [row.title, row.account?.name].filter(Boolean).join(' · ')
    return html`
      <li class=${row.id === this.chosen ? 'chosen' : ''}>
        <button
          class="open"
          data-id=${row.id}
          data-testid="contact-row"
          tabindex=${stop ? 0 : -1}
          aria-current=${row.id === this.chosen ? 'true' : nothing}
          @click=${() => this.#fire('open', row)}
        >
          ${avatar(row)}
          <span class="who">
            <span class="name"><bdi>${row.firstName} <b>${row.lastName}</b></bdi></span>
            <span class="second"><bdi>${work || number || row.email || '\u00a0'}</bdi></span>
          </span>
          <span class="third"><bdi>${work ? number || row.email : row.email}</bdi></span>
          ${row.status === 'ACTIVE' ? nothing : html`<span class="unseen">${this.speech.code(row.status)}</span>`}
        </button>
        ${number && this.canCall
          ? html`<button
              class="button icon call"
              tabindex="-1"
              aria-label=${this.speech.words.callName(row.fullName)}
              title=${this.speech.words.callNumber(number)}
              @click=${() => this.#fire('call', row)}
            >
              ${icons.phone}
            </button>`
          : nothing}
      </li>
    `
  }

  override firstUpdated() {
    this.#seen = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.dispatchEvent(new CustomEvent('more'))
    }, { root: this, rootMargin: '600px' })
  }

  override updated(changed: Map<string, unknown>) {
    if (!changed.has('rows') && !changed.has('hasMore') && !changed.has('busy')) return
    const end = this.renderRoot.querySelector('.end')!
    this.#seen?.unobserve(end) // observed anew, it reports again when a short page left it in sight
    if (this.hasMore && !this.busy) this.#seen?.observe(end)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#seen?.disconnect()
  }

  #fire(name: string, row: Row) {
    this.dispatchEvent(new CustomEvent(name, { detail: row }))
  }

  #focus(event: FocusEvent) {
    const id = (event.target as HTMLElement).dataset?.['id']
    if (id) this.focused = id
  }

  #key(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('.open')]
    const at = rows.findIndex((row) => row.dataset['id'] === this.focused)
    const page = Math.max(1, Math.floor(this.clientHeight / 60))
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1, PageDown: at + page, PageUp: at - page }
    if (event.key === 'ArrowUp' && at === 0) this.dispatchEvent(new CustomEvent('leave'))
    else if (event.key in moves) rows[Math.min(rows.length - 1, Math.max(0, moves[event.key]!))]?.focus()
    else if (event.key === 'c' && this.canCall && this.rows[at]) this.#fire('call', this.rows[at]!)
    else return
    event.preventDefault()
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
        scroll-padding-block: 32px 8px;
        container-type: inline-size;
      }
      .rows {
        padding-block-end: 12px;
        transition: opacity 0.15s 0.15s;
      }
      :host([dim]) .rows {
        opacity: 0.6;
      }
      h3 {
        position: sticky;
        inset-block-start: 0;
        z-index: 1;
        padding: 7px 16px 3px;
        font-size: 11px;
        font-weight: 650;
        letter-spacing: 0.04em;
        color: var(--crm-color-muted);
        background: color-mix(in oklab, var(--crm-color-surface) 92%, transparent);
        backdrop-filter: blur(6px);
      }
      ul {
        padding-inline: 8px;
      }
      li {
        position: relative;
        display: flex;
        align-items: center;
        border-radius: var(--crm-radius);
        content-visibility: auto;
        contain-intrinsic-block-size: auto var(--crm-row-height);
      }
      li:hover,
      li:focus-within {
        background: var(--hover);
      }
      li.chosen {
        background: var(--tint);
      }
      .open {
        flex: 1;
        min-inline-size: 0;
        display: flex;
        align-items: center;
        gap: 10px;
        min-block-size: var(--crm-row-height);
        padding: 4px 8px;
        border-radius: var(--crm-radius);
      }
      .open:focus-visible {
        outline-offset: -2px;
      }
      .who {
        flex: 1;
        min-inline-size: 0;
      }
      .name,
      .second,
      .third {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .name b {
        font-weight: 620;
      }
      .second,
      .third {
        font-size: 12.5px;
        color: var(--crm-color-muted);
      }
      .third {
        display: none;
        flex: 1;
        font-variant-numeric: tabular-nums;
      }
      @container (inline-size >= 520px) {
        .third {
          display: block;
        }
      }
      .call {
        position: absolute;
        inset-inline-end: 8px;
        background: var(--crm-color-raised);
        border-color: var(--crm-color-line);
        color: var(--crm-color-accent);
        opacity: 0;
      }
      li:hover .call,
      li:focus-within .call {
        opacity: 1;
      }
      @media (hover: none) {
        .call {
          opacity: 1;
        }
        /* The button stays: the words end before it. */
        li:has(.call) .who {
          padding-inline-end: 36px;
        }
      }
      .end {
        display: grid;
        gap: 12px;
        padding: 8px 16px;
      }
      .end i {
        block-size: 34px;
        border-radius: var(--crm-radius);
        background: var(--crm-color-sunken);
      }
    `,
  ]
}

define('crm-contact-list', ContactList)
