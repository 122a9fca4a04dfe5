import { html, nothing } from 'lit'
import type { Problem } from '../api/problem'
import type { Run } from '../api/imports'
import { icons } from '../elements/icons'
import type { PickerOption } from '../elements/picker'
import type { HostAction } from './contact-list'
import { numberOf, type Row } from './contact-pages'
import type { Desk } from './desk'
import type { Dial } from './reach'
import { failure, notice, skeleton } from './states'
import type { Speech } from './words/words'

/** What is shown, and what can be asked for: the pages below know nothing else. */
export interface View {
  desk: Desk
  speech: Speech
  list: string | null
  text: string
  /** Id of the contact whose card is open. */
  chosen: string | null
  canUpload: boolean
  canCreate: boolean
  canCall: boolean
  actions: readonly HostAction[]
  /** A run that its own window shows is not shown twice. */
  uploading: boolean
  /** Nobody is signed in, and that is to be said here. */
  shut: boolean
  act: {
    setList(id: string): void
    type(text: string): void
    searchKey(event: KeyboardEvent): void
    clear(): void
    upload(): void
    create(): void
    letters(): void
    showRun(run: Run): void
    refresh(): void
    copy(problem: Problem | null): void
    open(row: Row, edit?: boolean): void
    call(dial: Dial): void
    leaveList(): void
  }
}

/** List, its count, and the search. */
export function head({ desk, speech, list, text, canUpload, canCreate, act }: View) {
  const { words } = speech
  const tool = (name: string, id: string, icon: unknown, run: () => void) =>
    html`<button class="button icon" aria-label=${name} title=${name} data-testid=${id} @click=${run}>${icon}</button>`
  return html`
    <div class="head" part="header">
      <crm-picker
        .label=${words.chooseList}
        .options=${options(desk, speech)}
        .value=${list ?? ''}
        @change=${(event: CustomEvent<string>) => act.setList(event.detail)}
      ></crm-picker>
      <span class="room"></span>
      <slot name="header-end"></slot>
      ${tool(`A–Z: ${words.letters}`, 'letters', html`<b>A–Z</b>`, act.letters)}
      ${canCreate ? tool(words.newContact, 'create', icons.plus, act.create) : nothing}
      ${canUpload ? tool(words.upload, 'upload', icons.upload, act.upload) : nothing}
    </div>
    <div class="search" role="search" part="search">
      ${icons.search}
      <input
        id="search"
        class="field"
        type="search"
        aria-label=${words.search}
        placeholder=${words.searchPlaceholder}
        autocomplete="off"
        spellcheck="false"
        data-testid="search"
        .value=${text}
        @input=${(event: InputEvent) => act.type((event.target as HTMLInputElement).value)}
        @keydown=${act.searchKey}
      />
      ${text
        ? html`<button class="button icon clear" aria-label=${words.clearSearch} title=${words.clearSearch} @click=${act.clear}>${icons.close}</button>`
        : html`<kbd aria-hidden="true">/</kbd>`}
    </div>
  `
}

/** A list that is being counted shows the number that it had, marked as such. */
export function options(desk: Desk, { words, number }: Speech): PickerOption[] {
  return [
    { value: '', text: words.allContacts, count: number(desk.count(null)), kind: 'people' },
    ...desk.lists.map((list): PickerOption => {
      const dynamic = list.kind === 'DYNAMIC'
      const count = number(desk.count(list.id))
      const hints = [dynamic ? words.dynamic : '', list.counting ? words.counting : '']
      return { value: list.id, text: list.name, count: list.counting ? count + ' …' : count, kind: dynamic ? 'bolt' : 'list', hint: hints.filter(Boolean).join(', ') }
    }),
  ]
}

/** What goes on behind the list: a connection that is away, an import that is running. */
export function strips({ desk, speech, uploading, act }: View) {
  const { words, number } = speech
  const { connection, heldUntil } = desk
  const run = desk.runs?.current
  const [going, rows, total] = run?.phase === 'undoing' ? [words.undoing, run.takenBack + run.kept, run.imported + run.updated] : [words.importing, run?.rows ?? 0, run?.totalRows ?? null]
  const strip = (id: string, text: string) => html`<div class="strip" role="status" part="strip" data-testid=${id}>${icons.away}<span class="room">${text}</span></div>`
  return html`
    ${connection === 'reconnecting' || connection === 'offline' ? strip('connection', connection === 'offline' ? words.offline : words.reconnecting) : nothing}
    ${heldUntil ? strip('held', words.held(speech.number(Math.max(1, Math.ceil((heldUntil - Date.now()) / 1000))))) : nothing}
    ${run && !uploading
      ? html`<button class="strip run" data-testid="header-progress" title=${words.showImport} @click=${() => act.showRun(run)}>
          <span><b>${going}</b>${total ? words.ofRows(number(rows), number(total)) : words.rows(number(rows))}</span>
          <crm-progress thin .label=${going} .value=${rows} .max=${total}></crm-progress>
        </button>`
      : nothing}
  `
}

/** The rows, or the page that stands for them. */
export function body(view: View) {
  const { desk, act } = view
  const { words } = view.speech
  switch (desk.state) {
    case 'no-rights':
      return notice('lock', words.noRightsTitle, words.noRightsText)
    case 'signed-out':
      // Who was at work finds everything under the cover as it was.
      if (desk.viewer) return desk.pages.rows.length ? rows(view) : noRows(view)
      if (!view.shut) return skeleton(words)
      return notice('lock', words.signedOutTitle, words.signedOutText, html`<button class="button primary" data-testid="retry" @click=${act.refresh}>${words.retry}</button>`)
    case 'failed':
      return failure(words, desk.problem, act.refresh, () => act.copy(desk.problem))
    case 'ready':
      return desk.pages.rows.length ? rows(view) : noRows(view)
    default:
      return skeleton(words)
  }
}

function noRows({ desk, speech, list, canUpload, act }: View) {
  const { words } = speech
  const { problem, scope } = desk.pages
  if (problem) return failure(words, problem, act.refresh, () => act.copy(problem))
  if (scope.search) return notice('search', words.nobody, words.nobodyText(scope.search))
  const upload = canUpload ? html`<button class="button primary" @click=${act.upload}>${icons.upload}${words.upload}</button>` : nothing
  return html`<slot name="empty">${notice('people', list ? words.emptyList : words.emptyTitle, canUpload ? words.emptyUpload : words.emptyText, upload)}</slot>`
}

function rows({ desk, speech, chosen, canCall, actions, act }: View) {
  const { words } = speech
  const { pages } = desk
  return html`
    ${desk.stale && !desk.runs?.current ? html`<button class="pill" data-testid="stale" @click=${act.refresh}>${words.changed} · <b>${words.show}</b></button>` : nothing}
    <crm-contact-list
      part="list"
      ?dim=${pages.busy && pages.wanted !== pages.scope}
      .rows=${pages.rows}
      .speech=${speech}
      .canCall=${canCall}
      .actions=${actions}
      .letters=${!pages.scope.search}
      .busy=${pages.busy}
      .hasMore=${pages.hasMore && !pages.problem}
      .hasBefore=${pages.hasBefore && !pages.problem}
      .chosen=${chosen}
      @more=${() => pages.next()}
      @before=${() => pages.previous()}
      @letter=${act.letters}
      @edit=${(event: CustomEvent<Row>) => act.open(event.detail, true)}
      @leave=${act.leaveList}
      @open=${(event: CustomEvent<Row>) => act.open(event.detail)}
      @call=${(event: CustomEvent<Row>) => act.call({ contact: event.detail, number: numberOf(event.detail)! })}
    ></crm-contact-list>
    ${pages.problem
      ? html`<div class="strip" role="alert" part="strip" data-testid="page-problem">
          ${icons.alert}<span class="room">${pages.problem.away ? words.awayTitle : pages.problem.message}</span>
          <span class="links">
            <button class="link" @click=${act.refresh}>${words.retry}</button>
            <button class="link" @click=${() => act.copy(pages.problem)}>${words.copyDetails}</button>
          </span>
        </div>`
      : nothing}
  `
}
