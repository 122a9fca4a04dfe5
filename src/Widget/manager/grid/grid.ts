import { LitElement, html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { define } from '../../elements/define'
import { icons } from '../../elements/icons'
import { base } from '../../elements/theme'
import { buttons } from '../../elements/button'
import type { ColumnShape } from './columns'
import { avatars } from '../../elements/avatar'
import { cellStyles } from './cells'
import { gridStyles } from './styles'
import { put } from './put'
import { Track } from './track'

export interface GridColumn<Row = any> extends ColumnShape {
  title: string
  /** Whether the rows can be sorted by it now; `why` says why not. */
  sorts: boolean
  why?: string
  cell(row: Row, index: number): unknown
  /** It stands at the end of its cell. */
  end?: boolean
}

export interface GridSort {
  key: string
  descending: boolean
}

export interface GridWords {
  selectAll: string
  selectRow: string
  loading: string
  sortedUp: string
  sortedDown: string
  columnMenu: (title: string) => string
}

/** How rows are chosen: this one alone · this one too, or no longer · everything from the one before · both. */
export type ChooseHow = 'only' | 'toggle' | 'range' | 'more'

/** Rows beyond the window that are drawn too. */
const beyond = 6
/** The bar has come to rest after this long, in milliseconds. */
const rest = 140

/**
 * `<crm-grid>`: rows without end in columns that can be sorted, moved and resized. The grid pattern of the ARIA guide:
 * focus is on the grid, and `aria-activedescendant` names the cell that keys are about. It draws what is seen and knows no
 * row: the owner gives each by its number, and hears which are wanted.
 *
 * Arrows, Page Up and Down, Home and End (with Ctrl: first and last row) move; Space chooses, with Shift from the last
 * one; Ctrl+A chooses everything; Enter does what a click on the cell does; the menu key or Shift+F10 opens the menu. In the
 * header Enter sorts, Ctrl with an arrow moves the column, Shift with an arrow changes its width, the menu key opens its menu.
 *
 * @prop columns in order, with widths · @prop count of rows · @prop row gives a row by its number, or undefined while it is not there ·
 * @prop chosen tells whether a row is · @prop mark what of all is chosen: `none` `some` `all` · @prop sort · @prop label · @prop words ·
 * @prop version another one draws anew · @prop flash ids of rows that have just changed · @prop keyOf a row's id
 * @fires need {from, to} · choose {index, how} · all · act {index, key, row} · menu {index, x, y} · sort {key} · columnmenu {key, x, y} ·
 * move {key, to} · resize {key, width, done} · key KeyboardEvent, when it meant nothing here
 */
export class Grid extends LitElement {
  static override properties = {
    columns: { attribute: false },
    count: { type: Number },
    row: { attribute: false },
    chosen: { attribute: false },
    gone: { attribute: false },
    flash: { attribute: false },
    keyOf: { attribute: false },
    mark: {},
    sort: { attribute: false },
    label: {},
    words: { attribute: false },
    version: { type: Number },
    active: { state: true },
    column: { state: true },
    tick: { state: true },
  }
  declare columns: GridColumn[]
  declare count: number
  declare row: (index: number) => unknown
  declare chosen: (row: any) => boolean
  declare gone: (row: any) => boolean
  declare flash: ReadonlySet<string>
  declare keyOf: (row: any) => string
  declare mark: 'none' | 'some' | 'all'
  declare sort: GridSort | null
  declare label: string
  declare words: GridWords
  declare version: number
  /** The row that keys are about; -1: the header. */
  declare active: number
  /** The column; 0: the box to choose by. */
  declare column: number
  declare private tick: number
  readonly #track = new Track()
  #height = 44
  #resting: ReturnType<typeof setTimeout> | undefined
  #told = ''
  #drag: { key: string; x: number; width: number } | null = null
  readonly #size = new ResizeObserver(() => this.#measure())

  constructor() {
    super()
    this.columns = []
    this.count = this.version = this.tick = 0
    this.active = 0
    this.column = 1
    this.mark = 'none'
    this.sort = null
    this.label = ''
    this.flash = new Set()
    this.row = () => undefined
    this.chosen = this.gone = () => false
    this.keyOf = () => ''
  }

  get #scroller() {
    return this.renderRoot.querySelector<HTMLElement>('.scroller')
  }

  override connectedCallback() {
    super.connectedCallback()
    if (this.hasUpdated) this.#size.observe(this.#scroller!)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#size.disconnect()
    clearTimeout(this.#resting)
  }

  protected override firstUpdated() {
    this.#size.observe(this.#scroller!)
    this.#measure()
  }

  override focus(options?: FocusOptions) {
    this.#scroller?.focus({ preventScroll: true, ...options })
  }

  /** Shows a row, and puts the keys there. */
  reveal(index: number) {
    this.active = Math.max(0, Math.min(this.count - 1, index))
    this.#see(this.active)
  }

  /** To the first row, without a move of the focus; who stands in the header stays there. */
  toTop() {
    this.active = Math.min(this.active, 0)
    this.#go(0)
  }

  /** The rows that are seen. */
  get window(): [number, number] {
    const [from, to] = this.#track.rows(this.#height)
    return [Math.max(0, from), Math.min(this.count, to)]
  }

  #measure() {
    const scroller = this.#scroller
    if (!scroller) return
    this.#height = parseFloat(getComputedStyle(this).getPropertyValue('--crm-row-height')) || 44
    this.#track.size(this.count * this.#height, scroller.clientHeight - this.#height)
    this.tick++
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    if (changed.has('count')) this.#track.size(this.count * this.#height, this.#track.view)
    if (this.active >= this.count) this.active = Math.max(0, this.count - 1)
    if (this.column > this.columns.length) this.column = this.columns.length
  }

  protected override updated(changed: Map<string, unknown>) {
    const scroller = this.#scroller!
    if (changed.has('columns')) {
      scroller.style.setProperty('--columns', `40px ${this.columns.map(({ width }) => width + 'px').join(' ')} minmax(0, 1fr)`)
      scroller.style.setProperty('--width', 40 + this.columns.reduce((sum, { width }) => sum + width, 0) + 'px')
    }
    if (changed.has('count')) {
      this.renderRoot.querySelector<HTMLElement>('.space')!.style.blockSize = this.#track.space + 'px'
      if (scroller.scrollTop !== this.#track.at) this.#track.scrolled(scroller.scrollTop)
    }
    const [from, to] = this.window
    const told = `${from} ${to} ${this.version} ${this.count}`
    if (told === this.#told) return
    this.#told = told
    this.dispatchEvent(new CustomEvent('need', { detail: { from, to } }))
  }

  // ——— scrolling

  #scrolled = () => {
    const scroller = this.#scroller!
    if (scroller.scrollTop !== this.#track.at) {
      this.#track.scrolled(scroller.scrollTop)
      if (this.#track.stuck) this.#settle()
      this.tick++
    }
    clearTimeout(this.#resting)
    this.#resting = setTimeout(() => this.#settle(), rest)
  }

  /** Puts the bar where it belongs; what is seen stays. */
  #settle() {
    const { home, at } = this.#track
    if (Math.abs(home - at) < 1) return
    this.#track.at = home
    this.#scroller!.scrollTop = home
    this.#track.at = this.#scroller!.scrollTop
    this.tick++
  }

  #go(top: number) {
    this.#track.go(top)
    this.#scroller!.scrollTop = this.#track.at
    this.#track.at = this.#scroller!.scrollTop
    this.tick++
  }

  #see(index: number) {
    const { top, view } = this.#track
    const at = index * this.#height
    if (at < top) this.#go(at)
    else if (at + this.#height > top + view) this.#go(at + this.#height - view)
    else this.tick++
  }

  /** A cell that stands aside is brought in, beside what stays at the start. */
  #seeColumn() {
    void this.updateComplete.then(() => {
      const cell = this.renderRoot.querySelector<HTMLElement>('.at')
      if (cell && this.column > 1) cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    })
  }

  // ——— what is seen

  protected override render() {
    const { columns, count } = this
    const [from, to] = [Math.max(0, this.window[0] - beyond), Math.min(count, this.window[1] + beyond)]
    const rows = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)
    // The row of the keys is drawn wherever it is: a screen reader stands on it.
    if (this.active >= 0 && this.active < count && (this.active < from || this.active >= to)) rows.push(this.active)
    return html`
      <div
        class="scroller"
        role="grid"
        tabindex="0"
        aria-label=${this.label}
        aria-rowcount=${count + 1}
        aria-colcount=${columns.length + 1}
        aria-multiselectable="true"
        aria-activedescendant=${this.active < 0 ? 'h' + this.column : count ? `c${this.active}-${this.column}` : nothing}
        data-testid="grid"
        @scroll=${this.#scrolled}
        @keydown=${this.#key}
        @mousedown=${this.#down}
        @click=${this.#click}
        @dblclick=${this.#double}
        @contextmenu=${this.#menu}
      >
        <div class="head" role="rowgroup">${this.#head()}</div>
        <div class="space" role="rowgroup">${repeat(rows, (index) => index, (index) => this.#row(index))}</div>
      </div>
    `
  }

  #head() {
    const { words, sort } = this
    const here = (at: number) => (this.active < 0 && this.column === at ? 'at' : '')
    return html`<div class="row" role="row" aria-rowindex="1">
      <div class="cell check ${here(0)}" id="h0" role="columnheader" aria-colindex="1" aria-label=${words.selectAll} data-all>
        <i class="box ${this.mark}" title=${words.selectAll} data-testid="select-all"></i>
      </div>
      ${this.columns.map((column, at) => {
        const sorted = sort?.key === column.key
        return html`<div
          class="cell ${here(at + 1)} ${column.fixed ? 'fixed' : ''} ${column.end ? 'end' : ''} ${column.sorts ? 'sorts' : ''}"
          id="h${at + 1}"
          role="columnheader"
          aria-colindex=${at + 2}
          aria-sort=${sorted ? (sort.descending ? 'descending' : 'ascending') : nothing}
          draggable=${column.fixed ? 'false' : 'true'}
          title=${column.sorts ? nothing : (column.why ?? nothing)}
          data-head=${column.key}
          data-testid="head-${column.key}"
          @dragstart=${(event: DragEvent) => this.#lift(event, column.key)}
          @dragover=${(event: DragEvent) => this.#hover(event, column)}
          @dragleave=${(event: DragEvent) => (event.currentTarget as HTMLElement).classList.remove('drop')}
          @drop=${(event: DragEvent) => this.#drop(event, column.key)}
        >
          <span class="title">${column.title}</span>
          ${sorted ? html`<span class="arrow ${sort.descending ? 'down' : ''}" aria-hidden="true">${icons.arrow}</span>` : nothing}
          <button class="more" tabindex="-1" aria-label=${words.columnMenu(column.title)} title=${words.columnMenu(column.title)} data-columnmenu=${column.key}>${icons.down}</button>
          <i class="edge" data-edge=${column.key} @pointerdown=${(event: PointerEvent) => this.#grip(event, column)}></i>
        </div>`
      })}
      <div class="cell" role="presentation"></div>
    </div>`
  }

  #row(index: number) {
    const row = this.row(index)
    const chosen = row !== undefined && this.chosen(row)
    const here = (at: number) => (this.active === index && this.column === at ? 'at' : '')
    const place = this.#track.place(index, this.#height)
    if (row === undefined) {
      return html`<div class="row empty" role="row" aria-rowindex=${index + 2} aria-busy="true" data-index=${index} ${put(place)}>
        <div class="cell check ${here(0)}" id="c${index}-0" role="gridcell" aria-colindex="1"></div>
        ${this.columns.map((column, at) => html`<div class="cell ${here(at + 1)} ${column.fixed ? 'fixed' : ''}" id="c${index}-${at + 1}" role="gridcell" aria-colindex=${at + 2} aria-label=${at ? nothing : this.words.loading}><i class="bone w${(index + at) % 4}"></i></div>`)}
      </div>`
    }
    const key = this.keyOf(row)
    return html`<div
      class="row ${chosen ? 'chosen' : ''} ${this.active === index ? 'on' : ''} ${this.gone(row) ? 'gone' : ''} ${this.flash.has(key) ? 'flash' : ''}"
      role="row"
      aria-rowindex=${index + 2}
      aria-selected=${chosen}
      data-index=${index}
      data-id=${key}
      data-testid="row"
      ${put(place)}
    >
      <div class="cell check ${here(0)}" id="c${index}-0" role="gridcell" aria-colindex="1" aria-label=${this.words.selectRow} data-check><i class="box ${chosen ? 'all' : 'none'}" data-testid="select-row"></i></div>
      ${this.columns.map(
        (column, at) => html`<div class="cell ${here(at + 1)} ${column.fixed ? 'fixed' : ''} ${column.end ? 'end' : ''}" id="c${index}-${at + 1}" role="gridcell" aria-colindex=${at + 2} data-key=${column.key}>${column.cell(row, index)}</div>`,
      )}
    </div>`
  }

  // ——— pointer

  #indexOf(event: Event) {
    const row = (event.composedPath() as HTMLElement[]).find((one) => one.dataset?.index !== undefined)
    return row ? Number(row.dataset.index) : -1
  }

  #down = (event: MouseEvent) => {
    if (event.shiftKey) event.preventDefault() // no text is marked on the way
  }

  #click = (event: MouseEvent) => {
    if (event.button) return
    const path = event.composedPath() as HTMLElement[]
    const find = (name: string) => path.find((one) => one.dataset && name in one.dataset)?.dataset[name]
    const menu = find('columnmenu')
    if (menu) return this.#columnMenu(menu, (event.target as HTMLElement).closest?.('.cell') ?? (path[0] as HTMLElement))
    if (find('edge') !== undefined) return
    if (find('all') !== undefined) return this.#fire('all')
    const head = find('head')
    if (head) {
      this.active = -1
      this.column = this.columns.findIndex(({ key }) => key === head) + 1
      return this.#sortBy(head)
    }
    const index = this.#indexOf(event)
    if (index < 0) return
    const checked = find('check') !== undefined
    const key = find('key')
    this.active = index
    this.column = checked ? 0 : key ? this.columns.findIndex((one) => one.key === key) + 1 : this.column
    const act = find('act')
    if (act !== undefined && !event.shiftKey && !event.ctrlKey && !event.metaKey) return this.#act(index, act)
    const more = event.ctrlKey || event.metaKey
    this.#fire('choose', { index, how: event.shiftKey ? (more ? 'more' : 'range') : checked || more ? 'toggle' : 'only' })
  }

  #double = (event: MouseEvent) => {
    const index = this.#indexOf(event)
    if (index >= 0 && !(event.composedPath() as HTMLElement[]).some((one) => one.dataset && ('check' in one.dataset || 'act' in one.dataset))) this.#act(index, 'open')
  }

  #menu = (event: MouseEvent) => {
    const path = event.composedPath() as HTMLElement[]
    const head = path.find((one) => one.dataset?.head)
    if (head) {
      event.preventDefault()
      return this.#columnMenu(head.dataset.head!, head)
    }
    const index = this.#indexOf(event)
    if (index < 0 || this.row(index) === undefined) return
    event.preventDefault()
    this.active = index
    this.#fire('menu', { index, x: event.clientX, y: event.clientY })
  }

  #act(index: number, key: string) {
    const row = this.row(index)
    if (row !== undefined) this.#fire('act', { index, key, row })
  }

  #sortBy(key: string) {
    if (this.columns.find((one) => one.key === key)?.sorts) this.#fire('sort', { key })
  }

  #columnMenu(key: string, at: Element) {
    const { left, right, bottom } = at.getBoundingClientRect()
    this.#fire('columnmenu', { key, x: getComputedStyle(this).direction === 'rtl' ? right : left, y: bottom })
  }

  // ——— columns by pointer

  #grip(event: PointerEvent, column: GridColumn) {
    event.preventDefault()
    event.stopPropagation()
    const grip = event.currentTarget as HTMLElement
    grip.setPointerCapture(event.pointerId)
    this.#drag = { key: column.key, x: event.clientX, width: column.width }
    const way = getComputedStyle(this).direction === 'rtl' ? -1 : 1
    const to = (now: PointerEvent, done: boolean) => {
      const drag = this.#drag
      if (drag) this.#fire('resize', { key: drag.key, width: drag.width + (now.clientX - drag.x) * way, done })
    }
    const move = (now: PointerEvent) => to(now, false)
    const end = (now: PointerEvent) => {
      grip.removeEventListener('pointermove', move)
      to(now, true)
      this.#drag = null
    }
    grip.addEventListener('pointermove', move)
    grip.addEventListener('pointerup', end, { once: true })
    grip.addEventListener('pointercancel', end, { once: true })
  }

  #lift(event: DragEvent, key: string) {
    if (this.#drag) return event.preventDefault()
    event.dataTransfer?.setData('text/x-crm-column', key)
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move'
  }

  #hover(event: DragEvent, column: GridColumn) {
    if (column.fixed || !event.dataTransfer?.types.includes('text/x-crm-column')) return
    event.preventDefault()
    ;(event.currentTarget as HTMLElement).classList.add('drop')
  }

  #drop(event: DragEvent, to: string) {
    event.preventDefault()
    ;(event.currentTarget as HTMLElement).classList.remove('drop')
    const key = event.dataTransfer?.getData('text/x-crm-column')
    if (key && key !== to) this.#fire('move', { key, to })
  }

  // ——— keys

  #key = (event: KeyboardEvent) => {
    const { key, shiftKey } = event
    const ctrl = event.ctrlKey || event.metaKey
    const page = Math.max(1, Math.floor(this.#track.view / this.#height) - 1)
    const rtl = getComputedStyle(this).direction === 'rtl'
    const side = key === 'ArrowRight' ? (rtl ? -1 : 1) : key === 'ArrowLeft' ? (rtl ? 1 : -1) : 0
    const inHead = this.active < 0
    const column = this.columns[this.column - 1]
    if (side && inHead && column && (ctrl || shiftKey)) {
      if (shiftKey) this.#fire('resize', { key: column.key, width: column.width + side * 16, done: true })
      else this.#moveBy(column, side)
    } else if (side) {
      this.column = Math.max(0, Math.min(this.columns.length, this.column + side))
      this.#seeColumn()
    } else if (key === 'Home' && !ctrl) (this.column = 0)
    else if (key === 'End' && !ctrl) (this.column = this.columns.length), this.#seeColumn()
    else if (['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].includes(key)) {
      const step: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }
      const least = key === 'ArrowUp' ? -1 : 0
      this.active = Math.max(least, Math.min(this.count - 1, this.active + step[key]!))
      if (this.active >= 0) this.#see(this.active)
      if (shiftKey && this.active >= 0) this.#fire('choose', { index: this.active, how: 'range' })
    } else if (key === ' ') {
      if (inHead) this.#fire('all')
      else this.#fire('choose', { index: this.active, how: shiftKey ? 'range' : 'toggle' })
    } else if (key.toLowerCase() === 'a' && ctrl) this.#fire('all')
    else if (key === 'Enter') {
      if (!inHead) this.#act(this.active, this.column === 0 ? 'check' : (column?.key ?? 'open'))
      else if (column) this.#sortBy(column.key)
      else this.#fire('all')
    } else if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) {
      const cell = this.renderRoot.querySelector(inHead ? `#h${this.column}` : `#c${this.active}-${this.column}`)
      if (!cell) return
      if (inHead) column && this.#columnMenu(column.key, cell)
      else {
        const { left, bottom } = cell.getBoundingClientRect()
        this.#fire('menu', { index: this.active, x: left + 12, y: bottom - 6 })
      }
    } else {
      this.#fire('key', event)
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  #moveBy(column: GridColumn, side: number) {
    const to = this.columns[this.columns.indexOf(column) + side]
    if (column.fixed || !to || to.fixed) return
    this.#fire('move', { key: column.key, to: to.key })
    this.column += side
  }

  #fire(name: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  static override styles = [base, buttons, avatars, gridStyles, cellStyles]
}

define('crm-grid', Grid)
