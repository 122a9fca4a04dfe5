import { html, nothing } from 'lit'
import { concerns, type ContactsChange } from '../api/changes'
import { AlphabetDocument, ContactCardDocument } from '../api/gen/documents'
import type { HubCall } from '../api/hub'
import { ended, type Run } from '../api/imports'
import { asProblem, type Problem } from '../api/problem'
import { focused } from '../elements/focused'
import { icons } from '../elements/icons'
import type { Toast, ToastElement } from '../elements/toast'
import { CallLogs, type CallLog } from './call-logs'
import type { Card } from './card/card'
import { drawn, type ContactList } from './contact-list'
import { numberOf, type Row } from './contact-pages'
import type { CrmCustomers } from './crm-customers'
import type { Connection, Desk } from './desk'
import { FileDrop } from './file-drop'
import { doNotContact, helpWindow, lettersWindow, uploadWindow, type Letter } from './windows'
import { popsFor } from './pop-rule'
import { ScreenPops, type Outcome, type PopOptions } from './screen-pop'
import { callOf, emailOf, mailtoOf, messageOf, telOf, type Dial, type Letter as Message } from './reach'
import { notice } from './states'
import { isTyped } from './typing'
import type { Speech } from './words/words'

export type { CallLog, Outcome, PopOptions }

/** What a new contact begins with. */
export type Prefill = Record<string, string | null | undefined>

/** What the element lets its later part see of itself. */
export interface Inner {
  readonly desk: Desk
  readonly speech: Speech
  readonly split: boolean
  readonly canUpload: boolean
  readonly list: ContactList | null
  tell(name: string, detail: unknown): void
  offer<T>(name: string, detail: unknown, proceed: () => T): T | undefined
  find<T extends Element = HTMLElement>(selector: string): T | null
}

/** What lies over the list: a card, the form of a new contact, or the choice among several who may be calling. */
type Over = { kind: 'card'; id: string; contact: Row | Card | null; gone: boolean } | { kind: 'form'; prefill: Prefill } | { kind: 'choose' }
type CardLike = HTMLElement & { focusHeading?(): void; edit?(): void; editing?: boolean }

/** So many cards are remembered for when the server is away. */
const remembered = 50

/** What an agent, the host and a ringing phone do in the sidebar once its first rows are there. */
export class Acts {
  /** The upload window: closed, open for a file, or open on a run. */
  uploading: { file?: File; run?: Run } | null = null
  #over: Over | null = null
  #dial: Dial | null = null
  #letters: Letter[] | null = null
  #help = false
  #request: AbortController | null = null
  #cards = new Map<string, Card>()
  #tick: ReturnType<typeof setInterval> | undefined
  readonly #pops: ScreenPops
  readonly #logs: CallLogs
  readonly #drop: FileDrop

  constructor(readonly element: CrmCustomers, readonly inner: Inner) {
    this.#pops = new ScreenPops({
      country: () => element.country,
      client: () => inner.desk.client,
      canCreate: () => this.canCreate,
      busy: () => !!this.uploading || this.#over?.kind === 'form' || !!this.#cardElement?.editing,
      search: () => inner.find<HTMLInputElement>('#search'),
      open: (id) => this.openContact(id),
      create: (prefill) => this.createContact(prefill),
      choose: () => this.#show({ kind: 'choose' }),
      changed: () => element.requestUpdate(),
      tell: inner.tell,
    })
    this.#logs = new CallLogs(() => inner.desk.client, this.#pops, () => element.country)
    this.#drop = new FileDrop(element, () => inner.canUpload && !this.uploading, (file) => void this.openUpload(file))
    this.#watch()
  }

  /** Id of the contact whose card is shown. */
  get shownId() {
    return this.#over?.kind === 'card' ? this.#over.id : null
  }

  get canCreate() {
    return !this.element.noCreate && !!this.inner.desk?.canEdit && !!customElements.get('crm-contact-form')
  }

  get #toast() {
    return this.inner.find<ToastElement>('crm-toast')
  }

  get #cardElement() {
    return this.inner.find<CardLike>('.body > crm-contact-card')
  }

  // ——— what can be asked for

  screenPop(number: string, options?: PopOptions) {
    return this.#pops.pop(number, options)
  }

  logCall(call: CallLog) {
    return this.#logs.log(call)
  }

  /** @param byHand the agent did it here: the focus goes along */
  async openContact(id: string, { byHand = false, edit = false } = {}) {
    const { desk } = this.inner
    const row = desk.pages.rows.find((one) => one.id === id) ?? this.#pops.matches.find((one) => one.id === id)
    await this.inner.offer('crm-contact-open', { id, contact: row ?? null }, async () => {
      const over: Over = { kind: 'card', id, contact: this.#cards.get(id) ?? row ?? null, gone: false }
      this.#pops.opened(id)
      this.#show(over)
      void this.#focusOn('crm-contact-card', byHand, (card) => (edit ? (card.edit ?? card.focusHeading)?.call(card) : card.focusHeading?.()))
      await this.#read(over)
    })
  }

  async createContact(prefill: Prefill = {}, byHand = false) {
    if (!this.canCreate) return
    this.#show({ kind: 'form', prefill })
    await this.#focusOn('crm-contact-form', byHand, (form) => form.focus())
  }

  async openUpload(file?: File) {
    if (!this.inner.canUpload) return
    await import('./upload/upload')
    this.uploading = file ? { file } : {}
    this.element.requestUpdate()
  }

  async showRun(run: Run) {
    await import('./upload/upload')
    this.uploading = { run }
    this.element.requestUpdate()
  }

  async openLetters() {
    const { listId, search } = this.inner.desk.pages.wanted
    try {
      const { contactAlphabet } = await this.inner.desk.client.query(AlphabetDocument, { listId, search: search.trim() || null })
      this.#letters = contactAlphabet
      this.element.requestUpdate()
    } catch (error) {
      this.failed(asProblem(error))
    }
  }

  call(dial: Dial, asked = false) {
    const ask = dial.contact.status === 'DO_NOT_CONTACT' && !asked
    this.#dial = ask ? dial : null
    this.element.requestUpdate()
    if (ask) return
    const call = callOf(dial)
    this.#logs.dialled(call)
    void this.inner.offer('crm-call', call, () => location.assign(telOf(call.number)))
  }

  async copy(problem: Problem | null) {
    await navigator.clipboard?.writeText(problem?.details ?? '').catch(() => {})
    this.toast({ text: this.inner.speech.words.copied })
  }

  toast(toast: Toast) {
    const { undo } = toast
    this.#toast?.show(undo ? { ...toast, action: { text: this.inner.speech.words.takeBack, run: undo } } : toast)
  }

  failed(problem: Problem) {
    const { desk, speech, tell } = this.inner
    if (problem.signedOut || problem.forbidden) return desk.fail(problem)
    const details = { text: speech.words.copyDetails, run: () => this.copy(problem) }
    this.toast({ text: problem.away ? speech.words.awayTitle : problem.message, bad: true, action: details })
    tell('crm-error', { code: problem.code, message: problem.message, status: problem.status })
  }

  /** Back to the list, without moving the focus. */
  leave() {
    this.#close(false)
  }

  /** Another agent, another server: nothing of the one before stays. */
  reset() {
    this.#cards.clear()
    this.#over = this.uploading = this.#dial = this.#letters = null
    this.#help = false
    this.#pops.reset()
    this.#logs.dialled(null)
    this.#watch()
  }

  /** Counts the seconds down that a server has asked to wait. */
  #watch() {
    clearInterval(this.#tick)
    this.#tick = setInterval(() => this.inner.desk?.heldUntil && this.element.requestUpdate(), 500)
  }

  end() {
    this.#request?.abort()
    clearInterval(this.#tick)
  }

  // ——— what happens elsewhere

  heardCall(call: HubCall) {
    const { callId, number, direction } = call
    if (popsFor(call, this.#pops.knows(callId))) {
      void this.#pops.pop(number, { callId, direction, deferred: direction === 'OUTBOUND' && !call.contactIds.length })
    }
  }

  contactsChanged(change: ContactsChange) {
    for (const id of this.#cards.keys()) if (concerns(change, [{ id }])) this.#cards.delete(id)
    if (this.#over?.kind === 'card' && concerns(change, [this.#over])) void this.#read(this.#over)
  }

  connected(connection: Connection) {
    if (connection === 'live') this.#logs.again()
  }

  ran(run: Run, before: Run | undefined) {
    const { desk, speech, tell } = this.inner
    if (!before) tell('crm-import-start', { run })
    else if (!ended(run)) tell('crm-import-progress', { run })
    if (!ended(run) || (before && ended(before))) return
    tell('crm-import-done', { run })
    if (this.uploading?.run?.id === run.id || !desk.runs?.isOwn(run.id)) return
    const { words } = speech
    const show = { text: words.show, run: () => void this.showRun(run) }
    this.toast({ text: words[run.status as 'completed'], bad: run.status === 'failed', action: show })
  }

  // ——— keys

  /** True when a key meant something; keys that are typed into a field do not come here, but for Escape. */
  key({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const typed = isTyped(focused(document))
    const toast = this.#toast!
    // What the message at the lower edge takes back, without the way to it.
    if (ctrlKey || metaKey) return key === 'z' && !typed && !!toast.toast?.undo && (toast.act(), true)
    if (key === 'Escape') return this.#escape()
    if (typed) return false
    const { element } = this
    if (key === '/') {
      if (this.#over && !this.inner.split) this.#close(false)
      void element.focusSearch()
    } else if (key === 'c' && this.#over?.kind === 'card' && this.#over.contact && !element.noCall) {
      const { contact } = this.#over
      const number = numberOf(contact)
      if (number) this.call({ contact, number })
    } else if (key === 'e' && this.#over?.kind === 'card') this.#cardElement?.edit?.()
    else if (key === 'n' && this.canCreate) void this.createContact({}, true)
    else if (key === 'l') this.inner.find<HTMLElement & { show(): void }>('crm-picker')?.show()
    else if (key === 'a' && element.view !== 'card') void this.openLetters()
    else if (key === '?') this.#help = true
    else return false
    element.requestUpdate()
    return true
  }

  #escape() {
    if (this.#over) this.#close(true)
    else if (this.#pops.banner) this.#pops.dismiss()
    else return false
    return true
  }

  // ——— what is seen

  /** What lies over the list, or beside it. */
  over() {
    const { desk, speech, split } = this.inner
    const { element } = this
    const over = this.#over
    if (!over || !desk.viewer || !['ready', 'signed-out'].includes(desk.state)) return undefined
    if (over.kind === 'card') {
      return html`<crm-contact-card
        part="card"
        .client=${desk.client}
        .viewer=${desk.viewer}
        .lists=${desk.lists}
        .contact=${over.contact}
        .gone=${over.gone}
        .speech=${speech}
        .canCall=${!element.noCall}
        .alone=${split || element.view === 'card'}
        @back=${() => this.#close(true)}
        @call=${(event: CustomEvent<Dial>) => this.call(event.detail)}
        @email=${(event: CustomEvent<Row>) => this.#email(event.detail)}
        @message=${(event: CustomEvent<Row | Message>) => this.#message(event.detail)}
        @saved=${(event: CustomEvent<{ contact: Card; restored?: boolean }>) => this.#edited(event.detail)}
        @deleted=${(event: CustomEvent<{ contact: Row }>) => this.#deleted(event.detail.contact)}
        @toast=${(event: CustomEvent<Toast>) => this.toast(event.detail)}
        @problem=${(event: CustomEvent<Problem>) => this.failed(event.detail)}
        ><slot name="card-actions" slot="card-actions"></slot>${over.contact
          ? element.actions.map((action) =>
              action.on === 'row' || action.when?.(over.contact!) === false
                ? nothing
                : html`<button slot="card-actions" class="button" data-testid="host-action" @click=${() => action.run(over.contact!)}>${action.icon ? drawn(action) : nothing}${action.text}</button>`)
          : nothing}</crm-contact-card
      >`
    }
    if (over.kind === 'form') {
      return html`<crm-contact-form
        part="card"
        .client=${desk.client}
        .viewer=${desk.viewer}
        .speech=${speech}
        .prefill=${over.prefill}
        @close=${() => this.#close(true)}
        @open=${(event: CustomEvent<{ id: string }>) => void this.openContact(event.detail.id, { byHand: true })}
        @saved=${(event: CustomEvent<{ contact: Card }>) => this.#created(event.detail.contact)}
        @toast=${(event: CustomEvent<Toast>) => this.toast(event.detail)}
        @problem=${(event: CustomEvent<Problem>) => this.failed(event.detail)}
      ></crm-contact-form>`
    }
    return this.#pops.chooser(speech, !element.noCall, () => this.#close(true), (row) => this.call({ contact: row, number: numberOf(row)! }))
  }

  /** A call that is offered, not shown. */
  banner() {
    return this.#pops.bannerView(this.inner.speech)
  }

  /** Hides what lies on the desk from whoever is there, and keeps it. */
  cover() {
    const { desk, speech } = this.inner
    const { words } = speech
    const again = html`<button class="button primary" data-testid="sign-in" aria-busy=${desk.resuming} @click=${() => void desk.resume()}>${words.retry}</button>`
    return html`<div class="cover" role="alert" data-testid="cover">${notice('lock', words.signedOutTitle, words.signedOutKept, again)}</div>`
  }

  noCard() {
    const { words } = this.inner.speech
    return notice('people', words.noCardTitle, words.noCardText)
  }

  /** What a file that hangs above the sidebar sees. */
  dropping() {
    return this.#drop.over ? html`<div class="over">${icons.upload}${this.inner.speech.words.drop}</div>` : nothing
  }

  dialogs() {
    const { desk, speech } = this.inner
    const set = (change: () => void) => () => (change(), this.element.requestUpdate())
    return html`
      <crm-toast></crm-toast>
      ${this.#dial ? doNotContact(speech, this.#dial, set(() => (this.#dial = null)), () => this.call(this.#dial!, true)) : nothing}
      ${this.#help ? helpWindow(speech, this.canCreate, set(() => (this.#help = false))) : nothing}
      ${this.#letters ? lettersWindow(speech, this.#letters, set(() => (this.#letters = null)), (letter) => void this.#jump(letter)) : nothing}
      ${this.uploading && desk.runs
        ? uploadWindow(desk, speech, this.element.list, this.uploading, (uploading) => {
            this.uploading = uploading
            this.element.requestUpdate()
          })
        : nothing}
    `
  }

  // ——— how it is done

  #show(over: Over) {
    this.#over = over
    this.element.contactId = over.kind === 'card' ? over.id : null
    this.element.requestUpdate()
  }

  /** Back to the list: it lay under the card, so its place is as it was; focus returns to the row. */
  #close(focus: boolean) {
    if (!this.#over || this.element.view === 'card') return
    const id = this.shownId
    this.#request?.abort()
    this.#over = this.element.contactId = null
    this.element.requestUpdate()
    if (focus) void this.element.updateComplete.then(() => this.inner.list?.focusRow(id ?? undefined))
  }

  /**
   * The focus goes along with an agent who opened something here. It is taken from nobody who types, and from nothing
   * outside of the sidebar.
   */
  async #focusOn(name: string, byHand: boolean, focus: (element: CardLike) => void) {
    const here = this.element.shadowRoot?.activeElement
    if (!byHand && (!here || isTyped(focused(document)))) return
    await this.element.updateComplete
    const found = this.inner.find<CardLike>(`.body > ${name}`)
    if (found) focus(found)
  }

  async #read(over: Over & { kind: 'card' }) {
    this.#request?.abort()
    const request = (this.#request = new AbortController())
    try {
      const { contactById } = await this.inner.desk.client.query(ContactCardDocument, { id: over.id }, request.signal)
      if (request.signal.aborted) return
      over.contact = contactById ?? over.contact
      over.gone = !contactById
      if (contactById) this.#remember(contactById)
      else this.#cards.delete(over.id)
      this.element.requestUpdate()
    } catch (error) {
      const problem = asProblem(error)
      // Away, with the card from memory: the strip says that it may be old.
      if (!request.signal.aborted && !(problem.away && this.#cards.has(over.id))) this.failed(problem)
    }
  }

  #remember(card: Card) {
    this.#cards.delete(card.id)
    this.#cards.set(card.id, card)
    if (this.#cards.size > remembered) this.#cards.delete(this.#cards.keys().next().value!)
  }

  #saved(contact: Card, created: boolean) {
    this.#remember(contact)
    if (this.#over?.kind === 'card' && this.#over.id === contact.id) this.#over.contact = contact
    this.inner.desk.pages.replace(contact)
    this.inner.tell('crm-contact-saved', { id: contact.id, contact, created, deleted: false })
  }

  /** Somebody who is back from the deleted is shown again. */
  #edited({ contact, restored }: { contact: Card; restored?: boolean }) {
    this.#saved(contact, false)
    if (restored) this.#appeared(contact)
  }

  #created(contact: Card) {
    this.#saved(contact, true)
    this.#appeared(contact)
  }

  /** Somebody whom the list did not have: shown, and put where they belong. */
  #appeared({ id }: Card) {
    void this.openContact(id, { byHand: true })
    void this.inner.desk.show(this.inner.desk.pages.wanted)
  }

  #deleted(contact: Row) {
    this.#cards.delete(contact.id)
    if (this.shownId === contact.id) this.#close(true)
    this.inner.desk.pages.remove(contact.id)
    this.inner.tell('crm-contact-saved', { id: contact.id, contact, created: false, deleted: true })
  }

  #email(contact: Row) {
    const email = emailOf(contact)
    void this.inner.offer('crm-email', email, () => location.assign(mailtoOf(email.email)))
  }

  #message(asked: Row | Message) {
    const message = messageOf('contact' in asked ? asked : { contact: asked })
    void this.inner.offer('crm-message', message, () => location.assign(telOf(message.number).replace('tel:', 'sms:')))
  }

  async #jump(letter: Letter) {
    this.#letters = null
    this.element.requestUpdate()
    if (!(await this.inner.desk.pages.jump(letter.cursor))) return
    await this.element.updateComplete
    const { list } = this.inner
    await list?.updateComplete
    list?.scrollTo({ top: 0 })
    list?.focusRow(this.inner.desk.pages.rows[0]?.id)
  }
}
