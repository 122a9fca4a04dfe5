import { LitElement, css, html, nothing, svg } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { avatar, avatars } from '../elements/avatar'
import { buttons } from '../elements/button'
import { define } from '../elements/define'
import { icons } from '../elements/icons'
import { base } from '../elements/theme'
import { numberOf, type Row } from './contact-pages'
import { groups } from './letters'
import type { Speech } from './words/words'

/** The icon of a host's button; without a shape of its own, a dot. */
export const drawn = ({ icon }: HostAction) => svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${icon ?? 'M12 12h.01'}/></svg>`

/** A button of the host's own, on a row or on the card. */
export interface HostAction {
  id: string
  /** Its words: on a row they are read out and shown as a tip. */
  text: string
  /** The shape of its icon: the `d` of a path on a grid of 24, drawn as a line. */
  icon?: string
  /** Where it stands; both when nothing is said. */
  on?: 'row' | 'card'
  /** Whether it is offered for a contact. */
  when?(contact: Row): boolean
  run(contact: Row): void
}

/**
 * `<crm-contact-list>`: the rows, under their letters, with one of them in the tab order (arrows move, Enter opens,
 * C calls, E edits).
 *
 * @prop rows · @prop speech · @prop canCall · @prop letters show them · @prop busy · @prop hasMore · @prop hasBefore ·
 * @prop chosen id of the open row · @prop actions the host's buttons
 * @fires open (detail: row) · edit (detail: row) · call (detail: row) · more when the end comes near · before when the
 * beginning does · letter (a letter was pressed) · leave
 */
export class ContactList extends LitElement {
  static override properties = {
    rows: { attribute: false },
    speech: { attribute: false },
    canCall: { attribute: false },
    letters: { attribute: false },
    busy: { attribute: false },
    hasMore: { attribute: false },
    hasBefore: { attribute: false },
    actions: { attribute: false },
    chosen: { attribute: false },
    focused: { state: true },
  }
  declare rows: Row[]
  declare speech: Speech
  declare canCall: boolean
  declare letters: boolean
  declare busy: boolean
  declare hasMore: boolean
  declare hasBefore: boolean
  declare actions: readonly HostAction[]
  declare chosen: string | null
  declare focused: string | null
  #seen: IntersectionObserver | null = null
  /** The first row and where it stood, before others come above it. */
  #first: [id: string, top: number] | null = null

  constructor() {
    super()
    this.rows = []
    this.canCall = this.letters = true
    this.busy = this.hasMore = this.hasBefore = false
    this.actions = []
    this.chosen = this.focused = null
  }

  /** Focus on a row; the one that had it, or the first in sight: nothing scrolls away under the reader. */
  focusRow(id = this.focused) {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('.open')]
    const { top } = this.getBoundingClientRect()
    ;(rows.find((row) => row.dataset['id'] === id) ?? rows.find((row) => row.getBoundingClientRect().top >= top) ?? rows[0])?.focus()
  }

  override render() {
    const { words } = this.speech
    const stop = this.rows.some((row) => row.id === this.focused) ? this.focused : this.rows[0]?.id
    return html`
      <div class="rows" aria-busy=${this.busy} @keydown=${this.#key} @focusin=${this.#focus}>
        <div class="start" ?hidden=${!this.hasBefore}></div>
        ${repeat(
          this.letters ? groups(this.rows) : [{ letter: '', rows: this.rows }],
          (group) => group.rows[0]?.id,
          (group) => html`
            ${group.letter
              ? html`<h3><button tabindex="-1" title=${words.letters} data-testid="letter-heading" @click=${() => this.dispatchEvent(new CustomEvent('letter'))}>${group.letter}</button></h3>`
              : nothing}
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
    const number = numberOf(row)
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
            <span class="name" dir="auto">${row.firstName} <b>${row.lastName}</b></span>
            <span class="second" dir="auto">${work || number || row.email || '\u00a0'}</span>
          </span>
          <span class="third" dir="auto">${work ? number || row.email : row.email}</span>
          ${row.status === 'ACTIVE' ? nothing : html`<span class="unseen">${this.speech.code(row.status)}</span>`}
        </button>
        <span class="acts">
          ${number && this.canCall ? this.#act(row, this.speech.words.callName(row.fullName), this.speech.words.callNumber(number), icons.phone, () => this.#fire('call', row)) : nothing}
          ${this.actions.map((action) =>
            action.on === 'card' || action.when?.(row) === false ? nothing : this.#act(row, `${action.text}: ${row.fullName}`, action.text, drawn(action), () => action.run(row)))}
        </span>
      </li>
    `
  }

  #act(row: Row, name: string, tip: string, icon: unknown, run: () => void) {
    return html`<button class="button icon" tabindex="-1" aria-label=${name} title=${tip} @click=${run}>${icon}</button>`
  }

  override firstUpdated() {
    this.#seen = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) this.dispatchEvent(new CustomEvent(target.className === 'end' ? 'more' : 'before'))
    }, { root: this, rootMargin: '600px' })
  }

  override willUpdate(changed: Map<string, unknown>) {
    const first = changed.has('rows') && this.renderRoot?.querySelector<HTMLElement>('.open')
    this.#first = first ? [first.dataset['id']!, first.getBoundingClientRect().top] : null
  }

  override updated(changed: Map<string, unknown>) {
    if (!changed.has('rows') && !changed.has('hasMore') && !changed.has('busy')) return
    // Rows that came above push nothing down.
    const [id, top] = this.#first ?? []
    const above = this.rows.findIndex((row) => row.id === id)
    if (above > 0 && this.rows.length === above + ((changed.get('rows') as Row[])?.length ?? 0)) {
      this.scrollTop += this.renderRoot.querySelector(`[data-id="${id}"]`)!.getBoundingClientRect().top - top!
    }
    for (const [name, more] of [['.end', this.hasMore], ['.start', this.hasBefore]] as const) {
      const mark = this.renderRoot.querySelector(name)!
      this.#seen?.unobserve(mark) // observed anew, it reports again when a short page left it in sight
      if (more && !this.busy) this.#seen?.observe(mark)
    }
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
    if (event.key === 'ArrowUp' && at === 0 && !this.hasBefore) this.dispatchEvent(new CustomEvent('leave'))
    else if (event.key in moves) rows[Math.min(rows.length - 1, Math.max(0, moves[event.key]!))]?.focus()
    else if (event.key === 'c' && this.canCall && this.rows[at]) this.#fire('call', this.rows[at]!)
    else if (event.key === 'e' && this.rows[at]) this.#fire('edit', this.rows[at]!)
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
        overflow-anchor: none;
        container-type: inline-size;
      }
      .rows {
        padding-block-end: 12px;
      }
      /* Other rows are on their way: those that are there stay readable. */
      :host([dim])::before {
        content: '';
        position: sticky;
        z-index: 2;
        inset-block-start: 0;
        display: block;
        block-size: 2px;
        margin-block-end: -2px;
        background: var(--crm-color-accent);
        animation: busy 1s 0.15s ease-in-out infinite alternate both;
      }
      @keyframes busy {
        from {
          opacity: 0;
        }
      }
      h3 button {
        min-inline-size: 24px;
        min-block-size: 24px;
        margin-block: -4px;
        border-radius: 4px;
        font-weight: inherit;
        letter-spacing: inherit;
      }
      h3 button:hover {
        color: var(--crm-color-text);
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
        padding: var(--crm-space) 8px;
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
        /* A name of another direction ends where its own end is, and stands where all names stand. */
        text-align: -webkit-match-parent;
        text-align: match-parent;
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
      .acts {
        position: absolute;
        inset-inline-end: 8px;
        display: flex;
        gap: 4px;
        opacity: 0;
      }
      .acts .button {
        background: var(--crm-color-raised);
        border-color: var(--crm-color-line);
        color: var(--crm-color-accent);
      }
      li:hover .acts,
      li:focus-within .acts {
        opacity: 1;
      }
      /* Where there are buttons, the words end before them. */
      li:is(:hover, :focus-within):has(.acts button) .open {
        padding-inline-end: 44px;
      }
      li:is(:hover, :focus-within):has(.acts :nth-child(2)) .open {
        padding-inline-end: 80px;
      }
      @media (hover: none) {
        .acts {
          opacity: 1;
        }
        li:has(.acts button) .open {
          padding-inline-end: 44px;
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
