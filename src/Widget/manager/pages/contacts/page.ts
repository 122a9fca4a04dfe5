import { LitElement, html, nothing } from 'lit'
import type { ContactsChange } from '../../../api/changes'
import { avatars } from '../../../elements/avatar'
import { buttons } from '../../../elements/button'
import { define } from '../../../elements/define'
import { fields } from '../../../elements/field'
import { icons } from '../../../elements/icons'
import '../../../elements/picker'
import type { PickerOption } from '../../../elements/picker'
import { base } from '../../../elements/theme'
import { failure, notice, skeleton, stateStyles } from '../../../sidebar/states'
import { memory, moved, resized, restored, shown, toggled, usual, type Layout } from '../../grid/columns'
import '../../grid/grid'
import type { ChooseHow, Grid, GridSort } from '../../grid/grid'
import '../../parts/menu'
import type { MenuItem } from '../../parts/menu'
import type { Manager } from '../../pages'
import type { Route } from '../../route'
import { own } from '../../parts/icons'
import type { Acts } from './acts'
import { columnsOf } from './columns'
import './filter-bar'
import { canSort, filtersOf, statuses, isFiltered, noFilters, orderOf, queryOf, whereOf, type Filters } from './filters'
import { GridPages, type GridRow, type Wanted } from './grid-pages'
import { countOf, everybody, has, markOf, nobody, only, toggledOne, withThese, type Selection } from './selection'
import { pageStyles } from './styles'

/** Typing rests this long before it is searched for, in milliseconds. */
const rest = 90
/** What the server tells of is read together for this long, in milliseconds. */
const gather = 250
/** A row that has changed shows it for this long, in milliseconds. */
const shine = 1700
/** What the server tells for so long after an action of one's own is its echo, in milliseconds. */
const settle = 3000
/** So many rows that lie between two are chosen by Shift at once; more are chosen by what they match. */
const mostBetween = 5000

/** `<crm-page-contacts>`: every contact of the organization that the viewer sees, in a grid. */
export class ContactsPage extends LitElement {
  static override properties = {
    manager: { attribute: false },
    route: { attribute: false },
    selection: { state: true },
    menu: { state: true },
    stale: { state: true },
    flash: { state: true },
    layout: { state: true },
    text: { state: true },
    building: { state: true },
    saving: { state: true },
    tick: { state: true },
  }
  declare manager: Manager
  declare route: Route
  declare private selection: Selection
  declare private menu: { label: string; items: MenuItem[]; x: number; y: number } | null
  /** What is not as it is shown: so many are known by id, or any may be. */
  declare private stale: { ids: ReadonlySet<string>; many: boolean }
  declare private flash: ReadonlySet<string>
  declare private layout: Layout | null
  declare private text: string
  /** The builder of filters is open. */
  declare private building: boolean
  /** A list is made of the filters. */
  declare private saving: boolean
  declare private tick: number

  #filters: Filters = noFilters
  #pages: GridPages | null = null
  #shown = ''
  #gone = new Set<string>()
  #anchor = 0
  #choosing: Promise<void> = Promise.resolve()
  #typing: ReturnType<typeof setTimeout> | undefined
  #heard = { concerned: new Set<string>(), came: new Set<string>() }
  #gathering: ReturnType<typeof setTimeout> | undefined
  #deaf: (() => void) | null = null
  /** Whose changes are one's own doing just now; null: anybody's may be. */
  #mine: { ids: ReadonlySet<string> | null; until: number } = { ids: new Set(), until: 0 }
  /** Actions, dialogs and drawers: everything that nobody needs before the first rows are there. */
  #acts: Acts | null = null
  #coming: Promise<Acts> | null = null

  constructor() {
    super()
    this.selection = nobody
    this.menu = this.layout = null
    this.stale = { ids: new Set(), many: false }
    this.flash = new Set()
    this.text = ''
    this.building = this.saving = false
    this.tick = 0
  }

  override connectedCallback() {
    super.connectedCallback()
    if (this.manager) this.#listen()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#deaf?.()
    this.#deaf = null
    this.#pages?.end()
    this.#acts?.end()
    clearTimeout(this.#typing)
    clearTimeout(this.#gathering)
  }

  #listen() {
    this.#deaf ??= this.manager.listen({
      contacts: (change) => this.#changed(change),
      bulk: (raw) => this.#acts?.works.heard(raw),
      again: () => this.#outdated(),
      changed: () => this.tick++,
    })
  }

  get #columns() {
    return columnsOf(this.manager.speech, this.manager.count(this.#filters.listId), !!this.#filters.search.trim())
  }

  get #memory() {
    const { tenant, agent } = this.manager.viewer
    return memory(`crm-manager/${tenant.slug}/${agent.id}/contacts`)
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    this.#listen()
    if (!this.#pages) {
      this.#pages = new GridPages(this.manager.client, () => this.#drawn())
      this.layout = restored(this.#columns, this.#memory.read())
    }
    if (changed.has('route')) this.#follow()
    const [id, what] = this.route.path
    if (id) void (what === 'timeline' ? import('./timeline') : import('./form')).catch((error) => this.manager.failed(error))
  }

  /** Shows what the address says. */
  #follow() {
    this.#filters = filtersOf(this.route.query)
    const { sort } = this.#filters
    if (sort && !canSort(sort.key, this.manager.count(this.#filters.listId), !!this.#filters.search)) this.#filters = { ...this.#filters, sort: null }
    const wanted: Wanted = { where: whereOf(this.#filters), search: this.#filters.search.trim() || null, listId: this.#filters.listId, order: orderOf(this.#filters.sort) }
    const now = JSON.stringify(wanted)
    if (now === this.#shown) return
    const { order: _, ...which } = wanted
    const { order: __, ...before } = JSON.parse(this.#shown || '{}') as Wanted
    // Another order leaves those who are chosen; others to choose from do not.
    if (JSON.stringify(which) !== JSON.stringify(before)) this.selection = nobody
    this.#shown = now
    if (!this.#typing) this.text = this.#filters.search
    this.#grid?.toTop()
    void this.#read(wanted)
  }

  async #read(wanted: Wanted, keepPlace = false) {
    this.stale = { ids: new Set(), many: false }
    this.#gone = new Set()
    const counted = !wanted.where && !wanted.search && !this.manager.lists.some(({ id, counting }) => counting && id === wanted.listId)
    await this.#pages!.show(wanted, counted ? this.manager.count(wanted.listId) : null, keepPlace)
    const { problem } = this.#pages!
    void this.#later()
    if (problem && (problem.signedOut || problem.forbidden)) this.manager.failed(problem)
  }

  /** Reads anew what is shown, where it is shown. */
  refresh() {
    return this.#read(this.#pages!.wanted, true)
  }

  #drawn() {
    this.tick++
  }

  #later(): Promise<Acts> {
    const page = ((self: ContactsPage) => ({
      get manager() {
        return self.manager
      },
      get pages() {
        return self.#pages!
      },
      get selection() {
        return self.selection
      },
      get selected() {
        return self.#selected
      },
      changed: () => self.tick++,
      refresh: () => self.refresh(),
      clear: () => void (self.selection = nobody),
      mine: (ids: Iterable<string> | null) => (self.#mine = { ids: ids && new Set(ids), until: Date.now() + settle }),
    }))(this)
    return (this.#coming ??= import('./acts').then(
      ({ Acts }) => {
        this.tick++
        return (this.#acts = new Acts(page))
      },
      (error) => {
        this.#coming = null // the next who wants it tries again
        throw error
      },
    ))
  }

  #do(what: (acts: Acts) => unknown) {
    void this.#later().then(what, (error) => this.manager.failed(error))
  }

  get #grid() {
    return this.renderRoot.querySelector<Grid>('crm-grid')
  }

  #go(filters: Partial<Filters>) {
    this.manager.go({ page: 'contacts', path: [], query: queryOf({ ...this.#filters, ...filters }) }, true)
  }

  // ——— what others do meanwhile

  #changed(change: ContactsChange) {
    for (const { entered, changed, left, many } of change.buckets) {
      const { ids, until } = this.#mine
      const going = !!this.#acts?.works.going.length // its end reads everything anew
      const mine = going || Date.now() < until
      if (many) for (const id of this.#seen) this.#heard.concerned.add(id)
      if (many && !going && !(mine && !ids)) this.#outdated()
      for (const id of entered) if (!mine || (ids && !ids.has(id))) this.#heard.came.add(id)
      for (const id of [...changed, ...left, ...entered]) this.#heard.concerned.add(id)
    }
    this.#gathering ??= setTimeout(() => void this.#gathered(), change.buckets.some(({ many }) => many) ? gather * 4 : gather)
  }

  /** Ids of the rows that are seen. */
  get #seen(): string[] {
    const [from, to] = this.#grid?.window ?? [0, 0]
    return Array.from({ length: to - from }, (_, at) => this.#pages!.row(from + at)?.id).filter((id) => id !== undefined)
  }

  /** Rows that are shown are put right where they stand; who came, or belongs here no longer, is only told of. */
  async #gathered() {
    this.#gathering = undefined
    const { concerned, came } = this.#heard
    this.#heard = { concerned: new Set(), came: new Set() }
    const pages = this.#pages!
    const here = [...concerned].filter((id) => pages.indexOf(id) >= 0)
    const news = [...came].filter((id) => !here.includes(id))
    try {
      const { changed, gone } = await pages.patch(here)
      for (const id of gone) this.#gone.add(id)
      const matching = news.length ? await pages.matching(news) : []
      if (changed.length) this.#shine(changed)
      if (gone.length || matching.length) this.stale = { ...this.stale, ids: new Set([...this.stale.ids, ...gone, ...matching]) }
      if (!pages.count && pages.ready && matching.length) void this.refresh()
    } catch {
      this.#outdated()
    }
    this.tick++
  }

  #outdated() {
    if (this.#pages?.ready && !this.#pages.count) void this.refresh()
    else this.stale = { ...this.stale, many: true }
  }

  #shine(ids: string[]) {
    this.flash = new Set([...this.flash, ...ids])
    setTimeout(() => (this.flash = new Set([...this.flash].filter((id) => !ids.includes(id)))), shine)
  }

  // ——— choosing

  /** One after the other: rows that are not there yet are read first. */
  #choose(index: number, how: ChooseHow) {
    const from = this.#anchor
    if (how === 'only' || how === 'toggle') this.#anchor = index
    this.#choosing = this.#choosing.then(() => this.#chosen(index, how, from)).catch((error) => this.manager.failed(error))
    return this.#choosing
  }

  async #chosen(index: number, how: ChooseHow, anchor: number) {
    const pages = this.#pages!
    const range = how === 'range' || how === 'more'
    const [from, to] = range ? [Math.min(anchor, index), Math.max(anchor, index) + 1] : [index, index + 1]
    if (to - from > mostBetween) return this.manager.toast({ text: this.manager.speech.words.tooManyBetween(this.manager.speech.number(mostBetween)), bad: true })
    const row = range ? undefined : pages.row(index)
    const ids = row ? [row.id] : await pages.ids(from, to)
    if (how === 'toggle') this.selection = ids.length ? toggledOne(this.selection, ids[0]!) : this.selection
    else this.selection = how === 'more' || (range && this.selection.all) ? withThese(this.selection, ids) : only(ids)
  }

  #all() {
    const total = this.#pages!.total
    this.selection = markOf(this.selection, total) === 'all' ? nobody : everybody
  }

  get #selected(): number | null {
    return countOf(this.selection, this.#pages?.total ?? null)
  }

  // ——— what can be done

  /** What can be done with those who are chosen, in toolbar and menu alike. */
  #actions(): MenuItem[] {
    const { manager } = this
    const { words } = manager.speech
    const list = manager.lists.find(({ id }) => id === this.#filters.listId)
    const item = (key: string, text: string, icon: MenuItem['icon'], more: Partial<MenuItem> = {}): MenuItem => ({ key, text, icon, run: () => this.#do((acts) => acts.start(key)), ...more })
    if (!manager.may('CRM_EDIT')) return [item('export', words.exportCsv, icons.download)]
    return [
      item('add-list', words.addToListTitle, icons.list),
      ...(list?.kind === 'STATIC' ? [item('remove-list', words.removeFromList, icons.close)] : []),
      item('add-tags', words.addTags, own.tag),
      item('remove-tags', words.removeTags, own.untag),
      item('queue', words.assignToQueue, own.queue, { apart: true }),
      item('assign', words.assignTo, own.person),
      ...statuses.map((status, at) => item('status:' + status, `${words.status}: ${manager.speech.code(status)}`, own.state, { apart: !at })),
      item('merge', words.merge, own.merge, { apart: true, off: this.selection.all || this.selection.ids.size < 2 }),
      item('export', words.exportCsv, icons.download),
      item('delete', words.deleteSelected, own.trash, { danger: true, apart: true }),
    ]
  }

  #rowMenu({ index, x, y }: { index: number; x: number; y: number }) {
    const row = this.#pages!.row(index)
    if (!row) return
    if (!has(this.selection, row.id)) {
      this.selection = only([row.id])
      this.#anchor = index
    }
    const { words } = this.manager.speech
    const one = this.#selected === 1
    const items = [...(one ? this.#ofOne(row) : []), ...this.#actions().map((item, at) => (at || !one ? item : { ...item, apart: true }))]
    this.menu = { label: one ? row.fullName : words.selected(this.manager.speech.number(this.#selected ?? 0)), items, x, y }
  }

  #ofOne(row: GridRow): MenuItem[] {
    const { words } = this.manager.speech
    return [
      { key: 'open', text: this.manager.may('CRM_EDIT') ? words.editContact : words.open, icon: own.edit, run: () => this.#open(row.id) },
      { key: 'timeline', text: words.timeline, icon: own.clock, run: () => this.#open(row.id, 'timeline') },
    ]
  }

  #open(id: string, what?: 'timeline') {
    this.manager.go({ page: 'contacts', path: what ? [id, what] : [id], query: this.route.query })
  }

  #act({ key, row, index }: { key: string; row: GridRow; index: number }) {
    if (key === 'activities') this.#open(row.id, 'timeline')
    else if (key === 'check') void this.#choose(index, 'toggle')
    else this.#open(row.id)
  }

  /** What is chosen, and what can be done with it; in the place of the filters. */
  #toolbar() {
    const { words, number } = this.manager.speech
    const total = this.#pages!.total
    const count = this.#selected
    const all = markOf(this.selection, total) === 'all'
    const actions = this.#actions().filter(({ key }) => !key.startsWith('status:'))
    const status = (event: Event) => this.#below(event.currentTarget as HTMLElement, words.setStatus, this.#actions().filter(({ key }) => key.startsWith('status:')).map((item) => ({ ...item, apart: false, text: item.text.replace(/^[^:]*: /, '') })))
    return html`<div class="toolbar" role="toolbar" aria-label=${words.selected(number(count ?? 0))} data-testid="toolbar">
      <button class="button icon" aria-label=${words.clearSelection} title=${words.clearSelection} data-testid="clear-selection" @click=${() => (this.selection = nobody)}>${icons.close}</button>
      <b data-testid="selected"><bdi>${all && total ? words.allSelected(number(total)) : words.selected(count === null ? '…' : number(count))}</bdi></b>
      ${all || !total ? nothing : html`<button class="link" data-testid="select-matching" @click=${() => (this.selection = everybody)}>${words.selectMatching(number(total))}</button>`}
      <span class="line"></span>
      ${actions.map((item) => html`
        <button class="button quiet ${item.danger ? 'danger' : ''}" ?disabled=${item.off} title=${item.text} data-testid="act-${item.key}" @click=${() => item.run()}>${item.icon}${item.text}</button>
        ${item.key === 'assign' ? html`<button class="button quiet" aria-haspopup="menu" title=${words.setStatus} data-testid="act-status" @click=${status}>${own.state}${words.setStatus}${icons.down}</button>` : nothing}
      `)}
    </div>`
  }

  // ——— filters

  #build = () => {
    this.building = !this.building
    if (this.building) void import('../../filters/builder').catch((error) => this.manager.failed(error))
  }

  #saved({ id, name }: { id: string; name: string }) {
    const { words } = this.manager.speech
    this.saving = this.building = false
    this.manager.refresh()
    this.manager.toast({ text: words.listSaved(name), action: { text: words.show, run: () => this.#go({ ...noFilters, listId: id }) } })
  }

  // ——— columns

  #lay(layout: Layout, keep = true) {
    this.layout = layout
    if (keep) this.#memory.write(layout)
  }

  #sort(key: string, descending?: boolean) {
    const { sort } = this.#filters
    const now = descending ?? (sort?.key === key || (!sort && key === 'name') ? !sort?.descending : false)
    this.#go({ sort: key === 'name' && !now ? null : { key, descending: now } })
  }

  #columnMenu({ key, x, y }: { key: string; x: number; y: number }) {
    const { words } = this.manager.speech
    const columns = shown(this.#columns, this.layout!)
    const at = columns.findIndex((one) => one.key === key)
    const column = columns[at]!
    const [before, behind] = [columns[at - 1], columns[at + 1]]
    const width = (by: number) => () => this.#lay(resized(this.layout!, key, column.width + by))
    const items: MenuItem[] = [
      { key: 'sort-up', text: words.sortUp, off: !column.sorts, run: () => this.#sort(key, false) },
      { key: 'sort-down', text: words.sortDown, off: !column.sorts, run: () => this.#sort(key, true) },
      { key: 'move-before', text: words.moveBefore, apart: true, off: column.fixed || !before || before.fixed, run: () => before && this.#lay(moved(this.layout!, key, before.key)) },
      { key: 'move-behind', text: words.moveBehind, off: column.fixed || !behind, run: () => behind && this.#lay(moved(this.layout!, key, behind.key)) },
      { key: 'wider', text: words.wider, run: width(40) },
      { key: 'narrower', text: words.narrower, run: width(-40) },
      { key: 'hide', text: words.hideColumn, apart: true, off: column.fixed, run: () => this.#lay(toggled(this.layout!, key)) },
    ]
    this.menu = { label: words.columnMenu(column.title), items, x, y }
  }

  #columnsMenu(at: HTMLElement) {
    const { words } = this.manager.speech
    const items = (): MenuItem[] => [
      ...this.#columns.filter(({ fixed }) => !fixed).map(({ key, title }): MenuItem => ({
        key: 'column-' + key,
        text: title,
        on: !this.layout!.hidden.includes(key),
        run: () => {
          this.#lay(toggled(this.layout!, key))
          this.menu = this.menu && { ...this.menu, items: items() }
        },
      })),
      { key: 'columns-reset', text: words.resetColumns, apart: true, run: () => this.#lay(usual(this.#columns)) },
    ]
    this.#below(at, words.columns, items())
  }

  #below(at: HTMLElement, label: string, items: MenuItem[]) {
    const { left, right, bottom } = at.getBoundingClientRect()
    this.menu = { label, items, x: getComputedStyle(this).direction === 'rtl' ? right : left, y: bottom + 4 }
  }

  // ——— what is seen

  protected override render() {
    const pages = this.#pages!
    const { words } = this.manager.speech
    return html`
      <section aria-label=${words.contacts} @keydown=${this.#key}>
        ${this.#head()}
        <div class="under">
          ${this.#selected
            ? this.#toolbar()
            : html`<crm-filter-bar .manager=${this.manager} .filters=${this.#filters} .building=${this.building} .saves=${this.manager.may('CRM_MANAGE')} @filter=${(event: CustomEvent<Partial<Filters>>) => this.#go(event.detail)} @build=${this.#build} @save=${() => (this.saving = true)}></crm-filter-bar>`}
          ${this.building && !this.#selected
            ? html`<div class="builder" data-testid="builder">
                <crm-filter-builder .manager=${this.manager} .where=${this.#filters.where} @change=${(event: CustomEvent<Filters['where']>) => this.#go({ where: event.detail })}></crm-filter-builder>
              </div>`
            : nothing}
        </div>
        ${this.#acts?.strips()}
        <div class="place">
          ${this.#pill()} ${this.#body(pages)}
        </div>
        ${this.#beside()}
        <div class="unseen" role="status">${this.#selected ? words.selected(this.manager.speech.number(this.#selected)) : pages.total === null ? '' : this.manager.speech.contacts(pages.total)}</div>
      </section>
      ${this.menu ? html`<crm-menu .label=${this.menu.label} .items=${this.menu.items} .x=${this.menu.x} .y=${this.menu.y} @close=${() => (this.menu = null)}></crm-menu>` : nothing}
      ${this.#acts?.dialogs()}
      ${this.saving
        ? html`<crm-save-list .manager=${this.manager} .where=${whereOf(this.#filters)!} .searched=${this.#filters.search} @close=${() => (this.saving = false)} @saved=${(event: CustomEvent<{ id: string; name: string }>) => this.#saved(event.detail)}></crm-save-list>`
        : nothing}
    `
  }

  #head() {
    const { speech } = this.manager
    const { words } = speech
    return html`
      <header class="head">
        <h1 class="unseen">${words.contacts}</h1>
        <crm-picker
          .label=${words.chooseList}
          .options=${this.#lists()}
          .value=${this.#filters.listId ?? ''}
          @change=${(event: CustomEvent<string>) => this.#go({ listId: event.detail || null })}
        ></crm-picker>
        <div class="search" role="search">
          ${icons.search}
          <input id="search" class="field" type="search" aria-label=${words.search} placeholder=${words.searchAll} autocomplete="off" spellcheck="false" data-testid="search" .value=${this.text} @input=${this.#type} @keydown=${this.#searchKey} />
          ${this.text ? html`<button class="button icon clear" aria-label=${words.clearSearch} title=${words.clearSearch} @click=${() => this.#search('')}>${icons.close}</button>` : html`<kbd aria-hidden="true">/</kbd>`}
        </div>
        <span class="room"></span>
        ${this.manager.has('import') ? html`<button class="button" data-testid="import" @click=${() => this.manager.go({ page: 'import' })}>${icons.upload}${words.importCsv}</button>` : nothing}
        ${this.manager.may('CRM_EDIT') ? html`<button class="button primary" data-testid="create" @click=${() => this.#open('new')}>${icons.plus}${words.createTitle}</button>` : nothing}
        <button class="button" aria-haspopup="menu" data-testid="columns" @click=${(event: Event) => this.#columnsMenu(event.currentTarget as HTMLElement)}>${own.columns}${words.columns}</button>
      </header>
    `
  }

  /** The form or the timeline of whoever stands in the address. */
  #beside() {
    const [id, what] = this.route.path
    if (!id) return nothing
    if (what === 'timeline') {
      return html`<crm-timeline-drawer .manager=${this.manager} .contactId=${id} @close=${this.#back} @edit=${() => this.#open(id)}></crm-timeline-drawer>`
    }
    if (id === 'new' && !this.manager.may('CRM_EDIT')) return nothing
    return html`<crm-manager-form
      .manager=${this.manager}
      .contactId=${id === 'new' ? null : id}
      @close=${this.#back}
      @open=${(event: CustomEvent<{ id: string }>) => this.#open(event.detail.id)}
      @saved=${(event: CustomEvent<{ card: GridRow; created: boolean }>) => this.#savedContact(event.detail)}
    ></crm-manager-form>`
  }

  /** Back to the grid, and to the row that was left. */
  #back = () => {
    const [id] = this.route.path
    this.manager.go({ page: 'contacts', query: this.route.query })
    void this.updateComplete.then(() => {
      const at = id ? this.#pages!.indexOf(id) : -1
      if (at >= 0) this.#grid?.reveal(at)
      this.#grid?.focus()
    })
  }

  #savedContact({ card, created }: { card: GridRow; created: boolean }) {
    this.#mine = { ids: new Set([card.id]), until: Date.now() + settle }
    if (!created) return void this.#pages!.put({ ...this.#pages!.row(this.#pages!.indexOf(card.id)), ...card })
    this.manager.go({ page: 'contacts', query: this.route.query }, true)
    this.manager.refresh()
    void this.refresh()
  }

  #lists(): PickerOption[] {
    const { manager } = this
    const { words, number } = manager.speech
    return [
      { value: '', text: words.allContacts, count: number(manager.count(null)), kind: 'people' },
      ...manager.lists.map((list): PickerOption => {
        const dynamic = list.kind === 'DYNAMIC'
        const count = number(manager.count(list.id))
        const hint = [dynamic ? words.dynamic : '', list.counting ? words.counting : ''].filter(Boolean).join(', ')
        return { value: list.id, text: list.name, count: list.counting ? count + ' …' : count, kind: dynamic ? 'bolt' : 'list', hint }
      }),
    ]
  }

  #pill() {
    const { words, number } = this.manager.speech
    const { ids, many } = this.stale
    if (!ids.size && !many) return nothing
    return html`<button class="pill" data-testid="stale" @click=${() => void this.refresh()}>${many ? words.someChanged : words.newOrChanged(number(ids.size))} · <b>${words.show}</b></button>`
  }

  #body(pages: GridPages) {
    const { words } = this.manager.speech
    const copy = () => void navigator.clipboard?.writeText(pages.problem?.details ?? '').then(() => this.manager.toast({ text: words.copied }), () => {})
    if (pages.problem && !pages.count) return failure(words, pages.problem, () => void this.refresh(), copy)
    if (!pages.ready && !pages.count) return skeleton(words)
    if (!pages.count) {
      if (isFiltered(this.#filters)) return notice('search', words.noMatch, words.noMatchText)
      if (this.#filters.search) return notice('search', words.nobody, words.nobodyText(this.#filters.search))
      return notice('people', this.#filters.listId ? words.emptyList : words.emptyTitle, words.emptyText)
    }
    const sort: GridSort = this.#filters.sort ?? { key: 'name', descending: false }
    return html`
      <crm-grid
        class=${pages.ready ? '' : 'dim'}
        .label=${words.contacts}
        .words=${words}
        .columns=${shown(this.#columns, this.layout!)}
        .count=${pages.count}
        .row=${pages.row}
        .keyOf=${(row: GridRow) => row.id}
        .chosen=${(row: GridRow) => has(this.selection, row.id)}
        .gone=${(row: GridRow) => this.#gone.has(row.id)}
        .flash=${this.flash}
        .mark=${markOf(this.selection, pages.total)}
        .sort=${sort}
        .version=${pages.version}
        @need=${(event: CustomEvent<{ from: number; to: number }>) => pages.need(event.detail.from, event.detail.to)}
        @choose=${(event: CustomEvent<{ index: number; how: ChooseHow }>) => void this.#choose(event.detail.index, event.detail.how)}
        @all=${this.#all}
        @act=${(event: CustomEvent<{ index: number; key: string; row: GridRow }>) => this.#act(event.detail)}
        @menu=${(event: CustomEvent<{ index: number; x: number; y: number }>) => this.#rowMenu(event.detail)}
        @sort=${(event: CustomEvent<{ key: string }>) => this.#sort(event.detail.key)}
        @columnmenu=${(event: CustomEvent<{ key: string; x: number; y: number }>) => this.#columnMenu(event.detail)}
        @move=${(event: CustomEvent<{ key: string; to: string }>) => this.#lay(moved(this.layout!, event.detail.key, event.detail.to))}
        @key=${(event: CustomEvent<KeyboardEvent>) => this.#gridKey(event.detail)}
        @resize=${(event: CustomEvent<{ key: string; width: number; done: boolean }>) => this.#lay(resized(this.layout!, event.detail.key, event.detail.width), event.detail.done)}
      ></crm-grid>
      ${pages.problem
        ? html`<div class="strip" role="alert" data-testid="page-problem">${icons.alert}<span class="room">${pages.problem.away ? words.awayTitle : pages.problem.message}</span><button class="link" @click=${() => void this.refresh()}>${words.retry}</button><button class="link" @click=${copy}>${words.copyDetails}</button></div>`
        : nothing}
    `
  }

  // ——— search, keys

  #type = (event: Event) => {
    this.text = (event.target as HTMLInputElement).value
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => this.#search(this.text), rest)
  }

  #search(text: string) {
    clearTimeout(this.#typing)
    this.#typing = undefined
    this.text = text
    this.#go({ search: text.trim() })
  }

  #searchKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') this.#grid?.focus()
    else if (event.key === 'Escape' && this.text) this.#search('')
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #key = (event: KeyboardEvent) => {
    const typed = (event.composedPath()[0] as HTMLElement).matches?.('input, textarea, select')
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typed) return
    if (event.key === '/') this.renderRoot.querySelector<HTMLElement>('#search')?.focus()
    else if (event.key === 'Escape' && this.route.path.length) this.#back()
    else if (event.key === 'Escape' && this.#selected) this.selection = nobody
    else if (event.key === '?') this.#do((acts) => acts.showHelp())
    else if (event.key === 'n' && this.manager.may('CRM_EDIT')) this.#open('new')
    else if (event.key === 'l') this.renderRoot.querySelector<HTMLElement & { show(): void }>('crm-picker')?.show()
    else if (event.key === 'Delete' && this.#selected && this.manager.may('CRM_EDIT')) this.#do((acts) => acts.start('delete'))
    else return
    event.preventDefault()
  }

  /** Keys about the row that the grid stands on. */
  #gridKey(event: KeyboardEvent) {
    const row = this.#pages!.row(this.#grid?.active ?? -1)
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'e') this.#open(row.id)
    else if (event.key === 't') this.#open(row.id, 'timeline')
    else return
    event.preventDefault()
  }

  static override styles = [base, buttons, fields, avatars, stateStyles, pageStyles]
}

define('crm-page-contacts', ContactsPage)
