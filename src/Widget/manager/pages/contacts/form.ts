import { LitElement, html, nothing } from 'lit'
import { ByEmailDocument, ByPhoneDocument } from '../../../api/gen/card-documents'
import { ContactCardDocument } from '../../../api/gen/documents'
import { asProblem } from '../../../api/problem'
import { avatar } from '../../../elements/avatar'
import { define } from '../../../elements/define'
import { icons } from '../../../elements/icons'
import { numberOf } from '../../../sidebar/contact-pages'
import { chips } from '../../../sidebar/card/chips'
import { choicesOf, findTags } from '../../../sidebar/card/choices'
import { control, idOf, note, type ControlOwner } from '../../../sidebar/card/control'
import { personOf } from '../../../sidebar/card/drafts'
import { customField, firstName, groups, isOffered, lastName, nameOf, status, type Card, type CustomField, type Field, type Row } from '../../../sidebar/card/fields'
import { show } from '../../../sidebar/card/show'
import { cardStyles } from '../../../sidebar/card/styles'
import type { Manager } from '../../pages'
import { FormState } from './form-state'
import { drawerStyles, formStyles } from './drawer-styles'

/** Typing rests this long before somebody with that number or address is looked for, in milliseconds. */
const rest = 300

const by = new Map(Object.values(groups).flat().map((field) => [field.key, field]))
const pick = (...keys: string[]) => keys.map((key) => by.get(key)!)

/** The sections of the form, in order; custom fields have one of their own. */
const sections = {
  basic: [firstName, lastName, ...pick('email', 'phone', 'mobile', 'title', 'department', 'accountId')],
  classification: [status, ...pick('source', 'visibility', 'assignedQueueId', 'assignedToId', 'preferredChannel', 'language', 'timezone', 'consent.email', 'consent.sms', 'consent.whatsapp')],
  notes: pick('notes'),
  external: pick('externalCrmId', 'externalCrmProvider'),
}

type Section = keyof typeof sections | 'custom'

/**
 * `<crm-manager-form>`: a contact to be made or changed, whole, in sections. What is typed stays until it is saved, also when the
 * form is closed; what others save meanwhile comes in beside it, and where both have changed a field the agent chooses.
 *
 * @prop manager · @prop contactId null: a new one
 * @fires saved {card, created} · open {id} one that is there already · close
 */
export class ManagerForm extends LitElement {
  static override properties = {
    manager: { attribute: false },
    contactId: { attribute: false },
    alike: { state: true },
    error: { state: true },
    busy: { state: true },
    gone: { state: true },
    tag: { state: true },
    tick: { state: true },
  }
  declare manager: Manager
  declare contactId: string | null
  declare private alike: Record<string, Row[]>
  declare private error: string
  declare private busy: boolean
  declare private gone: boolean
  declare private tag: string | null
  declare private tick: number
  #state: FormState | null = null
  #custom: CustomField[] = []
  #closed = new Set<Section>()
  #timers = new Map<string, ReturnType<typeof setTimeout>>()
  #deaf: (() => void) | null = null

  constructor() {
    super()
    this.contactId = this.tag = null
    this.alike = {}
    this.error = ''
    this.busy = this.gone = false
    this.tick = 0
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#deaf?.()
    this.#deaf = null
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    this.#deaf ??= this.manager.listen({
      contacts: ({ buckets }) => {
        const id = this.#state?.card?.id
        if (id && buckets.some(({ entered, changed, left, many }) => many || [entered, changed, left].some((ids) => ids.includes(id)))) void this.#read(id)
      },
      again: () => this.#state?.card && void this.#read(this.#state.card.id),
    })
    if (!changed.has('contactId') && this.#state) return
    this.alike = {}
    this.error = ''
    this.gone = false
    this.#state = null
    if (this.contactId) void this.#read(this.contactId)
    else this.#begin(null)
  }

  #begin(card: Card | null) {
    this.#state = new FormState(personOf(this.manager.viewer), card)
    this.#know()
    void choicesOf(this.manager.client).then(({ customFields }) => {
      this.#custom = customFields
      this.#know()
      this.tick++
    }, () => {})
    requestAnimationFrame(() => this.#focusFirst())
  }

  #know() {
    if (this.#state) this.#state.fields = new Map([...Object.values(sections).flat(), ...this.#custom.map(customField)].map((field) => [field.key, field]))
  }

  #focusFirst() {
    const found = this.renderRoot.querySelector<HTMLElement>(this.#may ? '#f-firstName' : '.button.icon')
    found?.focus()
  }

  async #read(id: string) {
    try {
      const { contactById } = await this.manager.client.query(ContactCardDocument, { id })
      if (this.contactId !== id) return
      this.gone = !contactById
      if (!contactById) return
      // The id of somebody who was merged means who is left.
      if (this.#state?.card) this.#state.take(contactById)
      else this.#begin(contactById)
      this.tick++
    } catch (error) {
      this.error = asProblem(error).message
    }
  }

  get #may() {
    return this.manager.may('CRM_EDIT')
  }

  // ——— what is seen

  protected override render() {
    const { words } = this.manager.speech
    const state = this.#state
    const title = state?.card?.fullName ?? (this.contactId ? '' : words.createTitle)
    const changed = state?.changed.length ?? 0
    return html`
      <section role="dialog" aria-label=${title || words.card} data-testid="contact-form" @keydown=${this.#key}>
        <header>
          ${state?.card ? avatar(state.card) : nothing}
          <h2><bdi>${title}</bdi></h2>
          <button class="button icon" aria-label=${words.close} title=${words.close} data-testid="form-close" @click=${this.#close}>${icons.close}</button>
        </header>
        ${this.gone
          ? html`<p class="none" role="status">${words.notFound}</p>`
          : state
            ? html`<form @submit=${this.#save}>
                <fieldset class="all" ?disabled=${!this.#may}>
                  ${this.#section('basic', words.basicInformation, sections.basic)} ${this.#section('classification', words.classification, sections.classification, this.#tags(state))}
                  ${this.#section('notes', words.listsAndNotes, sections.notes, this.#lists(state))} ${this.#section('external', words.externalCrm, sections.external)}
                  ${this.#custom.length ? this.#section('custom', words.customFields, this.#custom.map(customField)) : nothing}
                </fieldset>
              </form>`
            : html`<div class="waiting" aria-hidden="true"><i></i><i></i><i></i><i></i></div>`}
        ${this.#may && !this.gone
          ? html`<footer>
              <p class="wrong" role="alert">${this.error}</p>
              ${changed ? html`<button class="button" data-testid="form-discard" @click=${this.#discard}>${words.discard}</button>` : nothing}
              <button class="button primary" aria-busy=${this.busy} ?disabled=${!state || (!!state.card && !changed)} data-testid="form-save" @click=${this.#save}>${state?.card || this.contactId ? words.save : words.createContact}</button>
            </footer>`
          : nothing}
      </section>
    `
  }

  #section(name: Section, title: string, fields: Field[], more: unknown = nothing) {
    const state = this.#state!
    const shown = fields.filter(({ key }) => isOffered(key, state.text('visibility')))
    const wrong = shown.some(({ key }) => state.drafts.get(key)?.error || state.conflict(key))
    return html`<details ?open=${!this.#closed.has(name) || wrong} data-testid="section-${name}" @toggle=${(event: Event) => ((event.target as HTMLDetailsElement).open ? this.#closed.delete(name) : this.#closed.add(name))}>
      <summary>${icons.down}${title}</summary>
      <div class="grid">${shown.map((field) => this.#field(field))}</div>
      ${more}
    </details>`
  }

  #field(field: Field) {
    const { key } = field
    const { speech } = this.manager
    const state = this.#state!
    const draft = state.draft(key)
    const name = nameOf(field, speech.words)
    const wide = field.kind === 'area' ? 'wide' : ''
    return html`<div class="entry ${wide} ${state.drafts.get(key) ? 'typed' : ''}" data-key=${key} @focusout=${() => this.#left(key)}>
      <label for=${idOf(key)}>${key.startsWith('consent') ? `${speech.words.consent}: ${name}` : name}${field.required && field.name ? ' *' : ''}</label>
      ${control(field, draft, this.#owner)} ${note(key, draft)} ${state.conflict(key) ? this.#conflict(field) : nothing}
      <div role="status">${this.alike[key]?.length ? this.#already(this.alike[key]!) : nothing}</div>
    </div>`
  }

  #conflict(field: Field) {
    const { speech } = this.manager
    const { words } = speech
    const state = this.#state!
    const { key } = field
    const theirs = state.theirs(key)
    const mine = state.draft(key)
    const settle = (how: 'takeTheirs' | 'keepMine') => () => {
      state[how](key)
      this.tick++
    }
    return html`<div class="conflict" role="group" aria-labelledby="${idOf(key)}-both" data-testid="conflict">
      <p role="alert" id="${idOf(key)}-both">${words.conflict}</p>
      <button type="button" class="both" data-testid="take-theirs" @click=${settle('takeTheirs')}><span>${words.takeTheirs}</span><bdi>${show(field, theirs.text, theirs.label, speech) || words.nothing}</bdi></button>
      <button type="button" class="both" data-testid="keep-mine" @click=${settle('keepMine')}><span>${words.keepMine}</span><bdi>${show(field, mine.text, mine.label, speech) || words.nothing}</bdi></button>
    </div>`
  }

  #already(found: Row[]) {
    return html`<div class="alike" data-testid="alike">
      <p>${this.manager.speech.words.already}</p>
      ${found.slice(0, 3).map(
        (row) => html`<button type="button" data-testid="alike-open" @click=${() => this.dispatchEvent(new CustomEvent('open', { detail: { id: row.id } }))}>
          ${avatar(row)}<span><bdi>${row.fullName}</bdi><small><bdi>${[row.account?.name, numberOf(row) || row.email].filter(Boolean).join(' · ')}</bdi></small></span>
        </button>`,
      )}
    </div>`
  }

  #tags(state: FormState) {
    const { words } = this.manager.speech
    const put = (tags: string[]) => {
      state.tags = tags
      this.tick++
    }
    return html`<div class="entry wide" data-key="tags">
      <span class="name" aria-hidden="true">${words.tags}</span>
      ${chips({
        kind: 'tag',
        words,
        chips: state.tags.map((tag) => ({ id: tag, text: tag })),
        canEdit: this.#may,
        adding: this.tag,
        free: true,
        find: (text) => findTags(this.manager.client, text, state.tags),
        type: (text) => {
          const opened = this.tag === null && text !== null
          this.tag = text
          if (opened) void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#tag-field')?.focus())
        },
        add: ({ value }) => {
          this.tag = ''
          if (!state.tags.some((tag) => tag.toLocaleLowerCase() === value.toLocaleLowerCase())) put([...state.tags, value])
        },
        remove: ({ id }) => put(state.tags.filter((tag) => tag !== id)),
      })}
    </div>`
  }

  /** Which lists somebody is on is changed in the grid, or on the lists' page. */
  #lists(state: FormState) {
    const { words } = this.manager.speech
    const lists = state.card?.lists ?? []
    return html`<div class="entry wide">
      <span class="name">${words.inLists}</span>
      <p class="read" data-testid="lists-read">${lists.length ? lists.map(({ name }) => html`<span class="chip"><bdi>${name}</bdi></span>`) : words.noLists}</p>
    </div>`
  }

  get #owner(): ControlOwner {
    return {
      client: this.manager.client,
      speech: this.manager.speech,
      type: (key, text, label = text, loose = false) => {
        this.#state!.type(key, text, label, loose)
        this.#look(key, text)
        this.error = ''
        this.tick++
      },
      enter: () => {},
      fault: (key, message) => {
        this.#state!.fault(key, message)
        this.tick++
      },
    }
  }

  /** A field that was left says what is wrong with it, once something was typed into it. */
  #left(key: string) {
    const state = this.#state
    const draft = state?.drafts.get(key)
    if (!draft || draft.error) return
    const fault = state!.faultOf(key)
    if (!fault || fault === 'required' || fault === 'nameNeeded') return
    state!.fault(key, this.manager.speech.words[fault])
    this.tick++
  }

  /** Somebody else with this number or address may be there already. */
  #look(key: string, text: string) {
    if (!['phone', 'mobile', 'email'].includes(key)) return
    clearTimeout(this.#timers.get(key))
    const value = text.trim()
    const complete = key === 'email' ? /.@./.test(value) : value.replace(/\D/g, '').length >= 6
    if (!complete) return void (this.alike[key] && (this.alike = { ...this.alike, [key]: [] }))
    this.#timers.set(key, setTimeout(async () => {
      const { client } = this.manager
      const found = await (key === 'email'
        ? client.query(ByEmailDocument, { email: value }).then(({ contacts }) => contacts?.nodes ?? [])
        : client.query(ByPhoneDocument, { number: value }).then(({ contactsByPhone }) => contactsByPhone)
      ).catch(() => [])
      if (this.#state?.text(key).trim() === value) this.alike = { ...this.alike, [key]: found.filter(({ id }) => id !== this.#state?.card?.id) }
    }, rest))
  }

  // ——— saving

  #save = async (event: Event) => {
    event.preventDefault()
    const state = this.#state
    if (!state || this.busy || !this.#may) return
    const { words } = this.manager.speech
    if (this.tag?.trim()) state.tags = [...state.tags, this.tag.trim()]
    this.tag = null
    for (const [key, fault] of state.faults) state.fault(key, words[fault])
    this.busy = true
    this.error = ''
    const created = !state.card
    try {
      const saved = await state.save(this.manager.client)
      if ('message' in saved) this.error = saved.message
      else if ('faults' in saved) {
        this.error = state.conflicts.length ? words.conflictsLeft : words.lookAtFields
        await this.#toWrong()
      } else {
        this.alike = {}
        const { card, before } = saved
        const undo = { text: words.takeBack, run: () => void this.#undo(state, before) }
        this.manager.toast({ text: created ? words.created(card.fullName) : words.savedContact(card.fullName), action: created ? undefined : undo })
        this.dispatchEvent(new CustomEvent('saved', { detail: { card, created } }))
      }
    } catch (error) {
      const problem = asProblem(error)
      if (problem.signedOut) this.manager.failed(problem)
      this.error = problem.message
    } finally {
      this.busy = false
    }
  }

  async #undo(state: FormState, before: Record<string, string>) {
    try {
      const card = await state.undo(this.manager.client, before)
      this.dispatchEvent(new CustomEvent('saved', { detail: { card, created: false } }))
      this.tick++
    } catch (error) {
      this.manager.failed(error)
    }
  }

  async #toWrong() {
    this.tick++
    await this.updateComplete
    const wrong = this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true], .conflict button')
    wrong?.closest('details')?.setAttribute('open', '')
    wrong?.focus()
  }

  #discard = () => {
    this.#state!.forget()
    this.alike = {}
    this.error = ''
    this.tick++
  }

  /** What is typed is there again when the form is. */
  #close = () => this.dispatchEvent(new CustomEvent('close'))

  #key = (event: KeyboardEvent) => {
    if (event.key === 'Escape') this.#close()
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void this.#save(event)
    else return void event.stopPropagation()
    event.preventDefault()
    event.stopPropagation()
  }

  static override styles = [...cardStyles, drawerStyles, formStyles]
}

define('crm-manager-form', ManagerForm)
