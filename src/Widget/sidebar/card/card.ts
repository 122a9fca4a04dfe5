import { LitElement, html, nothing } from 'lit'
import type { Client } from '../../api/client'
import { DeleteContactsDocument, RestoreContactsDocument } from '../../api/gen/card-documents'
import type { ListEntryFragment, OpenQuery } from '../../api/gen/documents'
import { asProblem, Problem } from '../../api/problem'
import { avatar } from '../../elements/avatar'
import { define } from '../../elements/define'
import { icons } from '../../elements/icons'
import { more } from '../../elements/more-icons'
import type { Toast } from '../../elements/toast'
import { numberOf } from '../contact-pages'
import type { Dial } from '../reach'
import type { Speech } from '../words/words'
import { Belongings } from './belongings'
import { choicesOf } from './choices'
import { idOf } from './control'
import { isTyped, personOf } from './drafts'
import { Edits } from './edits'
import { customField, firstName, groups, isOffered, isWhole, lastName, nameOf, status, valueOf, type Card, type CustomField, type Field, type Row } from './fields'
import { editor, fact, group, type CardView } from './row'
import { cardStyles } from './styles'

export type { Card }

const known = [firstName, lastName, status, ...Object.values(groups).flat()]

/** Which half of a card was looked at last: the next one opens on it. */
let last: 'details' | 'timeline' = 'details'

/**
 * `<crm-contact-card>`: one contact, to read and to edit in place. It paints from the row that was chosen and fills in
 * when the whole contact is there; what is being typed into it outlives it (`drafts.ts`). The owner hands in the
 * contact as it changes; the card never touches what is being edited.
 *
 * @prop client · @prop viewer who they are and what they may do · @prop contact a row or the whole · @prop gone not
 * found · @prop speech · @prop canCall · @prop lists the organization's · @prop alone no way back is needed
 * @fires back · call {contact, number} · email contact · message contact · saved {contact} after every change, {restored}
 * too when a deletion was undone · deleted {contact} · toast {text, undo?, bad?} · problem Problem when the session has ended
 */
export class ContactCard extends LitElement {
  static override properties = {
    client: { attribute: false },
    viewer: { attribute: false },
    contact: { attribute: false },
    gone: { attribute: false },
    speech: { attribute: false },
    canCall: { attribute: false },
    lists: { attribute: false },
    alone: { attribute: false },
    tab: { state: true },
  }
  declare client: Client
  declare viewer: OpenQuery['viewer'] | null
  declare contact: Row | Card | null
  declare gone: boolean
  declare speech: Speech
  declare canCall: boolean
  declare lists: ListEntryFragment[]
  declare alone: boolean
  declare private tab: 'details' | 'timeline'

  #edits: Edits | null = null
  #asked = ''
  #custom: CustomField[] = []
  readonly #belongings = new Belongings(((self: ContactCard) => ({
    get client() {
      return self.client
    },
    get speech() {
      return self.speech
    },
    get lists() {
      return self.lists
    },
    get contact() {
      return self.contact
    },
    get edits() {
      return self.#edits
    },
    changed: () => self.requestUpdate(),
    focusOn: (selector: string) => self.#focus(selector),
    toast: (toast: Toast) => self.#toast(toast),
    show: (card: Card) => self.#shown(card),
    saved: (card: Card) => self.#fire('saved', { contact: card }),
    refused: (error: unknown) => self.#refused(error),
  }))(this))

  constructor() {
    super()
    this.viewer = this.contact = null
    this.gone = this.alone = false
    this.canCall = true
    this.lists = []
    this.tab = last
  }

  /** Focus on the way back. */
  async focusHeading() {
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('.back')?.focus({ preventScroll: true })
  }

  /** Opens a field for editing, the name when none is said; nothing for those who only read. */
  edit(key = 'firstName') {
    this.#asked = this.#edits ? '' : key // opened as soon as the whole contact is there
    if (!this.#edits) return
    if (key === '#tag') return this.#belongings.typeTag('')
    if (key === '#list') return this.#belongings.typeList('')
    this.#show('details')
    if (key === 'firstName') this.#edits.begin('lastName')
    this.#edits.begin(key)
    void this.#focus('#' + CSS.escape(idOf(key)))
  }

  /** True while something that is typed is not saved. */
  get editing() {
    return !!this.viewer && !!this.contact && isTyped(this.#person, this.contact.id)
  }

  get #person() {
    return personOf(this.viewer!)
  }

  get #canEdit() {
    return !!this.viewer?.permissions.some((permission) => permission !== 'CRM_VIEW')
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    const { contact } = this
    if (this.tab === 'timeline') void import('./timeline')
    if (changed.has('contact') && this.#edits && contact?.id !== this.#edits.card.id) this.#leave()
    if (!isWhole(contact)) {
      // The list knows less than the card: it goes on with what it has.
      if (contact && this.#edits?.card.id === contact.id) this.contact = this.#edits.card
      return
    }
    if (this.#edits) {
      if (contact.version >= this.#edits.card.version) this.#edits.take(contact)
      else this.contact = this.#edits.card
    } else if (this.client && this.viewer && this.#canEdit) this.#begin(contact)
    if (changed.get('contact') !== undefined && (changed.get('contact') as Row | null)?.id === contact.id) return
    if (changed.has('contact') && this.client) void this.#belongings.readLists(contact.id)
  }

  #begin(card: Card) {
    this.#edits = new Edits(this.client, this.#person, card, {
      changed: () => this.requestUpdate(),
      saved: (saved) => this.#saved(saved),
      done: (keys, undo) => this.#toast({ text: this.speech.words.fieldSaved(this.#names(keys)), undo }),
      failed: (keys, problem) => this.#failed(keys, problem),
      say: (what) => this.speech.words[what],
    })
    this.#belongings.begin(this.#edits)
    this.#know()
    if (this.#asked) this.edit(this.#asked)
    void choicesOf(this.client).then(({ customFields }) => {
      this.#custom = customFields
      this.#know()
      this.requestUpdate()
    }, () => {})
  }

  #know() {
    if (this.#edits) this.#edits.fields = new Map([...known, ...this.#custom.map(customField)].map((field) => [field.key, field]))
  }

  #leave() {
    this.#edits = null
    this.#belongings.leave()
    this.tab = last
    this.scrollTop = 0
  }

  #names(keys: string[]) {
    return keys.map((key) => nameOf(this.#edits?.fields.get(key) ?? { key, kind: 'text' }, this.speech.words)).join(', ')
  }

  // ——— what is seen

  protected override render() {
    const { words } = this.speech
    const { contact } = this
    return html`
      <section aria-label=${contact?.fullName ?? words.card} data-testid="contact-card" @keydown=${this.#key}>
        <div class="top">
          ${this.alone ? nothing : html`<button class="button icon back" aria-label=${words.back} title=${words.back} data-testid="card-back" @click=${() => this.#fire('back')}>
            ${icons.back}
          </button>`}
          <span class="room"></span>
          <slot name="card-actions"></slot>
          ${this.#edits && !this.gone
            ? html`<button class="button icon" aria-label=${words.deleteContact} title=${words.deleteContact} data-testid="delete-contact" @click=${this.#delete}>${more.trash}</button>`
            : nothing}
        </div>
        ${this.gone ? html`<p class="gone" role="status">${words.notFound}</p>` : contact ? this.#card(contact) : nothing}
      </section>
    `
  }

  #card(contact: Row | Card) {
    const { words } = this.speech
    const whole = isWhole(contact) ? contact : null
    const number = numberOf(contact)
    return html`
      <div class="head">
        ${avatar(contact, 'large')} ${whole ? this.#name(whole) : html`<h2><bdi>${contact.fullName}</bdi></h2>`}
        ${contact.title || contact.account
          ? html`<p class="job"><bdi>${[contact.title, contact.account?.name].filter(Boolean).join(' · ')}</bdi></p>`
          : nothing}
        ${this.#status(contact)}
        <div class="actions">
          ${number && this.canCall
            ? html`<button class="button primary" data-testid="call" title=${words.callNumber(number)} @click=${() => this.#call(number)}>${icons.phone}${words.call}</button>`
            : nothing}
          ${number ? html`<button class="button" data-testid="message" @click=${() => this.#fire('message', contact)}>${more.message}${words.message}</button>` : nothing}
          ${contact.email
            ? html`<button class="button" data-testid="email" title=${contact.email} @click=${() => this.#fire('email', contact)}>${icons.mail}${words.email}</button>`
            : nothing}
        </div>
      </div>
      ${whole ? this.#whole(whole) : html`<div class="waiting" aria-hidden="true"><i></i><i></i><i></i><i></i></div>`}
    `
  }

  #name(card: Card) {
    const edits = this.#edits
    const [first, second] = [edits?.open('firstName'), edits?.open('lastName')]
    if (first || second) {
      const view = this.#view(card)
      return html`<div class="names">
        ${[firstName, lastName].map((field) => {
          const draft = edits!.open(field.key)
          return draft ? html`<div data-key=${field.key}><span class="over">${nameOf(field, view.speech.words)}</span>${editor(field, draft, view)}</div>` : nothing
        })}
      </div>`
    }
    if (!edits) return html`<h2><bdi>${card.fullName}</bdi></h2>`
    const name = `${edits.shown('firstName').text} ${edits.shown('lastName').text}`.trim()
    return html`<h2>
      <button data-edit="firstName" data-testid="field-name" aria-label="${this.speech.words.edit(this.speech.words.name)}: ${name}" @click=${() => this.edit()}><bdi>${name}</bdi></button>
    </h2>`
  }

  #status(contact: Row | Card) {
    const { speech } = this
    const draft = isWhole(contact) ? this.#edits?.open('status') : undefined
    if (draft) return html`<div class="names" data-key="status">${editor(status, draft, this.#view(contact as Card))}</div>`
    const code = this.#edits && isWhole(contact) ? this.#edits.shown('status').text : contact.status
    const pill = html`<i class="dot ${code}"></i>${speech.code(code)}`
    return this.#edits
      ? html`<button class="status ${code}" data-edit="status" aria-label="${speech.words.edit(speech.words.status)}: ${speech.code(code)}" @click=${() => this.edit('status')}>${pill}</button>`
      : html`<p class="status ${code}">${pill}</p>`
  }

  #whole(card: Card) {
    const { words, number } = this.speech
    const tabs = [['details', words.details], ['timeline', card.activityCount ? `${words.timeline} · ${number(card.activityCount)}` : words.timeline]] as const
    return html`
      ${this.#belongings.tags(card)} ${this.#belongings.lists(card)}
      <div class="tabs" role="tablist" aria-label=${words.card} @keydown=${this.#turn}>
        ${tabs.map(
          ([tab, text]) => html`<button
            id="tab-${tab}"
            role="tab"
            aria-selected=${tab === this.tab}
            aria-controls=${tab === this.tab ? 'panel' : nothing}
            tabindex=${tab === this.tab ? 0 : -1}
            data-testid="tab-${tab}"
            @click=${() => this.#show(tab)}
          >${text}</button>`,
        )}
      </div>
      <div id="panel" role="tabpanel" aria-labelledby="tab-${this.tab}">
        ${this.tab === 'details'
          ? this.#details(card)
          : html`<crm-timeline
              .client=${this.client}
              .viewer=${this.viewer}
              .card=${card}
              .speech=${this.speech}
              @toast=${(event: CustomEvent<Toast>) => this.#toast(event.detail)}
              @saved=${(event: CustomEvent<Card>) => this.#saved(event.detail)}
            ></crm-timeline>`}
      </div>
    `
  }

  #details(card: Card) {
    const { words, number, date } = this.speech
    const view = this.#view(card)
    const visibility = this.#edits?.wanted('visibility') ?? card.visibility
    return html`
      ${group(words.reach, groups.reach, view)} ${group(words.work, groups.work, view)} ${group(words.notes, groups.notes, view)}
      ${this.#customFields(card).length ? group(words.custom, this.#customFields(card), view) : nothing}
      ${group(words.care, groups.care.filter(({ key }) => isOffered(key, visibility)), view)} ${group(words.consent, groups.consent, view)}
      ${group(words.about, groups.about, view, [
        fact(words.activityCount, card.activityCount && number(card.activityCount)),
        fact(words.lastActivityAt, card.lastActivityAt && date(card.lastActivityAt)),
        fact(words.createdAt, date(card.createdAt)),
        fact(words.updatedAt, date(card.updatedAt)),
      ])}
    `
  }

  /** As they are defined; for those who only read, those that have a value. */
  #customFields(card: Card): Field[] {
    if (this.#custom.length) return this.#custom.map(customField)
    return card.customFields.map((value) => customField({ ...value, required: false, options: [] }))
  }

  #view(card: Card): CardView {
    const edits = this.#edits
    return {
      card,
      edits,
      client: this.client,
      speech: this.speech,
      canCall: this.canCall,
      type: (key, text, label, loose) => edits?.type(key, text, label, loose),
      enter: (key) => void this.#save(key),
      fault: (key, error) => {
        const draft = edits?.open(key)
        if (draft) edits!.drafts.set(key, { ...draft, error })
        this.requestUpdate()
      },
      edit: (key) => this.edit(key),
      save: (key) => void this.#save(key),
      leave: (key) => this.#leaveField(key),
      keepMine: (key) => void this.#settle(key, edits?.keepMine(key)),
      takeTheirs: (key) => void this.#settle(key, edits?.takeTheirs(key)),
      copy: (text) => void this.#copy(text),
      call: (number) => this.#call(number),
      email: () => this.#fire('email', card),
    }
  }

  // ——— editing

  async #save(key: string) {
    const saving = this.#edits!.save(key)
    await this.#focusAfter(key)
    await saving
  }

  /** Focus goes on where the field was; to the next thing to fill in when it stays open. */
  async #focusAfter(key: string) {
    await this.updateComplete
    const wrong = this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')
    if (this.#edits?.open(key)) (wrong ?? this.renderRoot.querySelector<HTMLElement>(`[data-key="${key}"] .conflict button`))?.focus()
    else await this.#focus(`[data-edit="${key === 'lastName' ? 'firstName' : key}"]`)
  }

  async #settle(key: string, saving: Promise<boolean> | void) {
    await this.#focusAfter(key)
    await saving
  }

  #leaveField(key: string) {
    const undo = this.#edits!.leave(key)
    if (undo) this.#toast({ text: this.speech.words.discarded, undo })
    void this.#focusAfter(key)
  }

  async #focus(selector: string) {
    await this.updateComplete
    const found = this.renderRoot.querySelector<HTMLElement>(selector)
    const field = found?.closest('crm-combobox') as HTMLElement | null
    ;(field ?? found)?.focus()
    if (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement) found.select()
  }

  #shown(card: Card) {
    if (this.contact?.id === card.id) this.contact = card
  }

  #saved(card: Card) {
    this.#shown(card)
    this.#fire('saved', { contact: card })
  }

  #failed(keys: string[], problem: Problem | null) {
    if (problem?.signedOut) this.#fire('problem', problem)
    this.#toast({ text: this.speech.words.notSaved(this.#names(keys)), bad: true })
  }

  // ——— everything else

  #delete = async () => {
    const { contact, client, speech } = this
    const { words } = speech
    const ids = [contact!.id]
    try {
      const { deleteContacts } = await client.query(DeleteContactsDocument, { ids })
      if (!deleteContacts.affectedCount) throw new Error(deleteContacts.errors?.[0]?.message ?? words.notFound)
    } catch (error) {
      return this.#refused(error)
    }
    this.#fire('deleted', { contact })
    const undo = async () => {
      try {
        const { restoreContacts } = await client.query(RestoreContactsDocument, { ids })
        const [back] = restoreContacts.contacts ?? []
        if (!back) throw new Error(restoreContacts.errors?.[0]?.message ?? words.notFound)
        this.#fire('saved', { contact: back, restored: true })
      } catch (error) {
        this.#refused(error)
      }
    }
    this.#toast({ text: words.deleted(contact!.fullName), undo })
  }

  /** Shown, and nothing is lost by it. */
  #refused(error: unknown) {
    const problem = asProblem(error)
    if (problem.signedOut) this.#fire('problem', problem)
    this.#toast({ text: problem.message, bad: true })
  }

  async #copy(text: string) {
    await navigator.clipboard?.writeText(text).catch(() => {})
    this.#toast({ text: this.speech.words.copied })
  }

  #show(tab: 'details' | 'timeline') {
    this.tab = last = tab
  }

  #turn(event: KeyboardEvent) {
    if (!['ArrowLeft', 'ArrowRight'].includes(event.key)) return
    event.preventDefault()
    this.#show(this.tab === 'details' ? 'timeline' : 'details')
    void this.#focus('#tab-' + this.tab)
  }

  /** E edits the field that the focus is on; the other keys are the shell's. */
  #key(event: KeyboardEvent) {
    const at = event.composedPath()[0] as HTMLElement
    if (event.key !== 'e' || !this.#edits || event.ctrlKey || event.metaKey || event.altKey || at.matches('input, select, textarea')) return
    this.edit(at.closest<HTMLElement>('[data-key]')?.dataset['key'] ?? at.dataset['edit'])
    event.preventDefault()
    event.stopPropagation()
  }

  #call(number: string) {
    this.#fire('call', { contact: this.contact!, number } satisfies Dial)
  }

  #toast(toast: Toast) {
    this.#fire('toast', toast)
  }

  #fire(name: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  static override styles = cardStyles
}

define('crm-contact-card', ContactCard)
