import { LitElement, html, nothing } from 'lit'
import type { Client } from '../../api/client'
import { ByEmailDocument, ByPhoneDocument, CreateContactDocument } from '../../api/gen/card-documents'
import type { OpenQuery } from '../../api/gen/documents'
import { asProblem, type Problem } from '../../api/problem'
import { avatar } from '../../elements/avatar'
import { define } from '../../elements/define'
import { icons } from '../../elements/icons'
import type { Prefill } from '../acts'
import { numberOf } from '../contact-pages'
import type { Speech } from '../words/words'
import { choicesOf } from './choices'
import { control, idOf, note, type ControlOwner } from './control'
import { Drafts, personOf, type Draft } from './drafts'
import { customField, firstName, groups, faultOf, inputOf, isOffered, lacking, lastName, nameOf, status, type CustomField, type Field, type Refused, type Row } from './fields'
import { cardStyles } from './styles'

/** Typing rests this long before somebody with that number or address is looked for, in milliseconds. */
const rest = 300
const nobody: Draft = { text: '', label: '', base: '' }
/** What a new contact has when nothing is said. */
const usual: Record<string, string> = { status: 'ACTIVE', visibility: 'ALL', source: 'MANUAL', 'consent.email': 'UNKNOWN', 'consent.sms': 'UNKNOWN', 'consent.whatsapp': 'UNKNOWN' }
const short = [firstName, lastName, ...groups.reach.slice(0, 3), groups.work[2]!, groups.work[0]!]
const all = [...short, status, ...Object.values(groups).flat().filter((field) => !short.includes(field))]

/**
 * `<crm-contact-form>`: a new contact. It says who has the number or the address already; what is typed stays in
 * memory until it is saved.
 *
 * @prop client · @prop viewer · @prop speech · @prop prefill what is known already
 * @fires saved {contact} · open {id} one that is there already · close · toast · problem
 */
export class ContactForm extends LitElement {
  static override properties = {
    client: { attribute: false },
    viewer: { attribute: false },
    speech: { attribute: false },
    prefill: { attribute: false },
    whole: { state: true },
    alike: { state: true },
    error: { state: true },
    busy: { state: true },
  }
  declare client: Client
  declare viewer: NonNullable<OpenQuery['viewer']>
  declare speech: Speech
  declare prefill: Prefill | null
  declare private whole: boolean
  /** Who is there already, by field. */
  declare private alike: Record<string, Row[]>
  declare private error: string
  declare private busy: boolean
  #custom: CustomField[] = []
  #timers = new Map<string, ReturnType<typeof setTimeout>>()

  constructor() {
    super()
    this.prefill = null
    this.whole = this.busy = false
    this.alike = {}
    this.error = ''
  }

  /** To be asked for only when nobody is typing elsewhere. */
  override focus() {
    void this.updateComplete.then(() => {
      const fields = [...this.renderRoot.querySelectorAll<HTMLInputElement>('.field')]
      ;(fields.find((field) => !field.value) ?? fields[0])?.focus()
    })
  }

  get #drafts() {
    return new Drafts(personOf(this.viewer), 'new')
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    if (!changed.has('prefill')) return
    for (const [key, text] of Object.entries(this.prefill ?? {})) {
      if (!text) continue
      this.#drafts.set(key, { text, label: text, base: '' })
      this.#look(key, text, 0)
    }
  }

  protected override firstUpdated() {
    choicesOf(this.client).then(({ customFields }) => {
      this.#custom = customFields
      this.requestUpdate()
    }, () => {})
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }

  #draft(key: string): Draft {
    return this.#drafts.get(key) ?? { ...nobody, text: usual[key] ?? '', label: usual[key] ?? '' }
  }

  override render() {
    const { words } = this.speech
    const own = this.#custom.map(customField)
    const fields = (this.whole ? [...all, ...own] : [...short, ...own.filter(({ required }) => required)]).filter(({ key }) => isOffered(key, this.#draft('visibility').text))
    return html`
      <section aria-label=${words.newContact} data-testid="contact-form">
        <form @submit=${this.#save} @keydown=${this.#key}>
          <div class="top">
            <button type="button" class="button icon back" aria-label=${words.cancel} title=${words.cancel} data-testid="form-close" @click=${this.#close}>${icons.close}</button>
            <h2>${words.newContact}</h2>
            <button class="button primary" aria-busy=${this.busy} data-testid="create-contact">${words.createContact}</button>
          </div>
          <div class="fields">
            ${fields.map((field) => this.#field(field))}
            <button type="button" class="link" aria-expanded=${this.whole} data-testid="more-fields" @click=${() => (this.whole = !this.whole)}>${this.whole ? words.fewerFields : words.moreFields}</button>
            <p class="wrong" role="alert">${this.error}</p>
          </div>
        </form>
      </section>
    `
  }

  #field(field: Field) {
    const { key } = field
    const draft = this.#draft(key)
    const name = nameOf(field, this.speech.words)
    return html`<div class="entry" data-key=${key}>
      <span class="over" aria-hidden="true">${key.startsWith('consent') ? `${this.speech.words.consent}: ${name}` : name}${field.required && field.name ? ' *' : ''}</span>
      ${control(field, draft, this.#owner)} ${note(key, draft)}
      <div role="status">${this.alike[key]?.length ? this.#already(this.alike[key]!) : nothing}</div>
    </div>`
  }

  #already(found: Row[]) {
    return html`<div class="alike" data-testid="alike">
      <p>${this.speech.words.already}</p>
      ${found.slice(0, 3).map(
        (row) => html`<button type="button" data-testid="alike-open" @click=${() => this.#fire('open', { id: row.id })}>
          ${avatar(row)}<span><bdi>${row.fullName}</bdi><small><bdi>${[row.account?.name, numberOf(row) || row.email].filter(Boolean).join(' · ')}</bdi></small></span>
        </button>`,
      )}
    </div>`
  }

  get #owner(): ControlOwner {
    return {
      client: this.client,
      speech: this.speech,
      type: (key, text, label = text, loose = false) => {
        this.#drafts.set(key, { text, label, base: '', loose })
        this.#look(key, text, rest)
        this.error = ''
        this.requestUpdate()
      },
      enter: () => {},
      fault: (key, error) => this.#fault(key, error),
    }
  }

  /** Somebody with this number or address may be there already. */
  #look(key: string, text: string, after: number) {
    if (!['phone', 'mobile', 'email'].includes(key)) return
    clearTimeout(this.#timers.get(key))
    const value = text.trim()
    const complete = key === 'email' ? /.@./.test(value) : value.replace(/\D/g, '').length >= 6
    if (!complete) {
      if (this.alike[key]) this.alike = { ...this.alike, [key]: [] }
      return
    }
    this.#timers.set(key, setTimeout(async () => {
      const found = await (key === 'email'
        ? this.client.query(ByEmailDocument, { email: value }).then(({ contacts }) => contacts?.nodes ?? [])
        : this.client.query(ByPhoneDocument, { number: value }).then(({ contactsByPhone }) => contactsByPhone)
      ).catch(() => [])
      if (this.#draft(key).text.trim() === value) this.alike = { ...this.alike, [key]: [...found] }
    }, after))
  }

  #key(event: KeyboardEvent) {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    this.#close()
  }

  /** What is typed is there again when the form is. */
  #close = () => this.#fire('close')

  #fault(key: string, error: string) {
    this.#drafts.set(key, { ...this.#draft(key), error })
    if (!this.renderRoot.querySelector('#' + CSS.escape(idOf(key)))) this.whole = true
    this.requestUpdate()
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }

  #save = async (event: Event) => {
    event.preventDefault()
    if (this.busy) return
    const { words } = this.speech
    const drafts = this.#drafts
    const fields = new Map([...all, ...this.#custom.map(customField)].map((field) => [field.key, field]))
    const values: Record<string, string> = { firstName: '', lastName: '' }
    for (const key of fields.keys()) {
      const { text, loose } = this.#draft(key)
      const wrong = faultOf(fields.get(key), { text, loose })
      if (wrong) return this.#fault(key, words[wrong])
      if (text && isOffered(key, this.#draft('visibility').text)) values[key] = text
    }
    const next = lacking(values.visibility ?? '', values.assignedQueueId ?? '', values.assignedToId ?? '')
    if (next) return this.#fault(next, words.required)
    this.busy = true
    try {
      const { createContact } = await this.client.query(CreateContactDocument, { input: inputOf(values, fields) as { firstName: string; lastName: string } })
      const { contact, errors } = createContact
      if (!contact) {
        const refused: Refused | undefined = errors?.[0]
        if (refused?.field && fields.has(refused.field)) this.#fault(refused.field, refused.message)
        else this.error = refused?.message ?? ''
        return
      }
      for (const key of drafts.keys()) drafts.delete(key)
      this.#fire('saved', { contact })
      this.#fire('toast', { text: words.created(contact.fullName) })
    } catch (error) {
      const problem: Problem = asProblem(error)
      if (problem.signedOut) this.#fire('problem', problem)
      this.error = problem.message
    } finally {
      this.busy = false
    }
  }

  #fire(name: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  static override styles = cardStyles
}

define('crm-contact-form', ContactForm)
