import { LitElement, html, nothing } from 'lit'
import type { Client } from '../../api/client'
import { LogActivityDocument, UpdateActivityDocument } from '../../api/gen/card-documents'
import { asProblem } from '../../api/problem'
import { define } from '../../elements/define'
import { icons } from '../../elements/icons'
import { more } from '../../elements/more-icons'
import type { Speech } from '../words/words'
import { Drafts } from './drafts'
import type { Activity } from './entries'
import type { Refused } from './fields'
import { formStyles } from './timeline-styles'

const kinds = ['CALL', 'NOTE', 'TASK'] as const
type Kind = Activity['type']

/** What is typed; `due` as the browser's field writes it, in the agent's own time. */
interface Form {
  type: Kind
  direction: 'INBOUND' | 'OUTBOUND'
  minutes: string
  subject: string
  body: string
  due: string
}

const blank: Form = { type: 'NOTE', direction: 'OUTBOUND', minutes: '', subject: '', body: '', due: '' }
const talks = new Set<Kind>(['CALL', 'EMAIL', 'SMS', 'WHATSAPP'])

const two = (n: number) => String(n).padStart(2, '0')
/** An instant as `datetime-local` writes it, and back. */
const local = (iso: string) => {
  const at = new Date(iso)
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}
const instant = (text: string) => (text && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : null)

const formOf = (one: Activity): Form => ({
  type: one.type,
  direction: one.direction ?? 'OUTBOUND',
  minutes: one.durationSeconds === null ? '' : String(Math.round(one.durationSeconds / 6) / 10),
  subject: one.subject ?? '',
  body: one.body ?? '',
  due: one.dueAt ? local(one.dueAt) : '',
})

/**
 * `<crm-activity-form>`: logs a call, a note or a task, or changes what was logged. What is typed stays in memory until
 * it is saved, whatever happens to the form.
 *
 * @prop client · @prop person · @prop contactId · @prop activity what is changed; null logs a new one · @prop speech
 * @fires logged {activity, card, isNew} · close when a change is left
 */
export class ActivityForm extends LitElement {
  static override properties = {
    client: { attribute: false },
    person: { attribute: false },
    contactId: { attribute: false },
    activity: { attribute: false },
    speech: { attribute: false },
    form: { state: true },
    open: { state: true },
    error: { state: true },
    wrong: { state: true },
    busy: { state: true },
  }
  declare client: Client
  declare person: string
  declare contactId: string
  declare activity: Activity | null
  declare speech: Speech
  declare private form: Form
  declare private open: boolean
  declare private error: string
  declare private wrong: string | null
  declare private busy: boolean
  #drafts: Drafts | null = null

  constructor() {
    super()
    this.activity = this.wrong = null
    this.form = blank
    this.error = ''
    this.open = this.busy = false
  }

  /** The first thing to fill in; the first thing to log while nothing is. */
  override focus() {
    this.#focus('input, textarea, .kinds .button')
  }

  #focus(selector: string) {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus())
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    if (!changed.has('contactId') && !changed.has('activity')) return
    this.#drafts = new Drafts(this.person, `${this.contactId}/${this.activity?.id ?? 'log'}`)
    const kept = this.#drafts.get('form')
    this.form = kept ? JSON.parse(kept.text) : this.activity ? formOf(this.activity) : blank
    this.open = !!kept || !!this.activity
    this.error = ''
  }

  override render() {
    const { words } = this.speech
    const { form } = this
    const { type } = form
    if (!this.open) {
      const signs = { CALL: icons.phone, NOTE: more.note, TASK: more.task }
      return html`<div class="kinds" role="group" aria-label=${words.log}>
        ${kinds.map((kind) => html`<button class="button" data-testid="log-${kind}" aria-label=${words.logOne(this.speech.code(kind))} @click=${() => this.#begin(kind)}>${signs[kind]}${this.speech.code(kind)}</button>`)}
      </div>`
    }
    return html`
      <form @submit=${this.#submit} @keydown=${this.#key} aria-label=${this.speech.code(type)} data-testid="activity-form">
        ${this.activity
          ? nothing
          : html`<div class="kinds" role="group" aria-label=${words.log}>
              ${kinds.map((kind) => html`<button type="button" class="kind" aria-pressed=${kind === type} @click=${() => this.#set({ type: kind })}>${this.speech.code(kind)}</button>`)}
            </div>`}
        ${talks.has(type)
          ? html`<div class="pair">
              <select class="field" aria-label=${words.direction} @change=${this.#take('direction')}>
                ${['OUTBOUND', 'INBOUND'].map((code) => html`<option value=${code} ?selected=${code === form.direction}>${this.speech.code(code)}</option>`)}
              </select>
              ${type === 'CALL' ? this.#input('minutes', words.minutes, 'text') : nothing}
            </div>`
          : nothing}
        ${type === 'NOTE' ? nothing : this.#input('subject', words.subject, 'text')}
        <textarea
          class="field"
          rows="3"
          dir="auto"
          aria-label=${words.body}
          placeholder=${words.body}
          aria-describedby="wrong"
          aria-invalid=${this.wrong === 'body'}
          data-testid="activity-body"
          .value=${form.body}
          @input=${this.#take('body')}
        ></textarea>
        ${type === 'TASK' ? html`<label>${words.due}${this.#input('due', words.due, 'datetime-local')}</label>` : nothing}
        <p class="wrong" id="wrong" role="alert">${this.error}</p>
        <div class="foot">
          <button type="button" class="button" @click=${this.#leave}>${words.cancel}</button>
          <button class="button primary" aria-busy=${this.busy} data-testid="activity-save">${this.activity ? words.save : words.logOne(this.speech.code(type))}</button>
        </div>
      </form>
    `
  }

  #input(name: 'subject' | 'minutes' | 'due', label: string, type: string) {
    return html`<input
      class="field"
      type=${type}
      inputmode=${name === 'minutes' ? 'decimal' : nothing}
      dir=${name === 'subject' ? 'auto' : nothing}
      aria-label=${label}
      placeholder=${label}
      aria-describedby="wrong"
      aria-invalid=${this.wrong === name}
      data-testid="activity-${name}"
      .value=${this.form[name]}
      @input=${this.#take(name)}
    />`
  }

  #begin(type: Kind) {
    this.form = { ...this.form, type }
    this.open = true
    this.focus()
  }

  #take = (name: keyof Form) => (event: Event) => this.#set({ [name]: (event.target as HTMLInputElement).value })

  #set(part: Partial<Form>) {
    this.form = { ...this.form, ...part }
    this.wrong = null
    this.error = ''
    this.#drafts!.set('form', { text: JSON.stringify(this.form), label: '', base: '' })
  }

  #key(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void this.#submit(event)
    else if (event.key === 'Escape') this.#leave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** Leaves the form; what is typed into a new entry is there again when it is opened. */
  #leave = () => {
    if (this.activity) {
      this.#drafts!.delete('form')
      this.dispatchEvent(new CustomEvent('close'))
      return
    }
    const { type } = this.form
    if (!this.form.body && !this.form.subject) this.#drafts!.delete('form')
    this.open = false
    this.#focus(`[data-testid=log-${type}]`)
  }

  #submit = async (event: Event) => {
    event.preventDefault()
    if (this.busy) return
    const { form, activity, contactId } = this
    const { type } = form
    const minutes = form.minutes.trim().replace(',', '.')
    if (minutes && !(Number(minutes) >= 0)) return this.#fault('minutes', this.speech.words.noNumber)
    const before = activity && formOf(activity) // a field shows less than the seconds that there are
    const input = {
      subject: (type !== 'NOTE' || activity) && form.subject.trim() ? form.subject.trim() : null,
      body: form.body.trim() || null,
      ...(talks.has(type) && { direction: form.direction }),
      ...(type === 'CALL' && form.minutes !== before?.minutes && { durationSeconds: minutes ? Math.round(Number(minutes) * 60) : null }),
      ...(type === 'TASK' && form.due !== before?.due && { dueAt: instant(form.due) }),
    }
    const drafts = this.#drafts!
    this.busy = true
    try {
      const answer = activity
        ? (await this.client.query(UpdateActivityDocument, { input: { id: activity.id, ...input } })).updateActivity
        : (await this.client.query(LogActivityDocument, { input: { contactId, type, ...input } })).logActivity
      const refused: Refused | undefined = answer.errors?.[0]
      if (!answer.activity) return this.#fault(refused?.field === 'dueAt' ? 'due' : (refused?.field ?? null), refused?.message ?? '')
      drafts.delete('form')
      if (!activity && drafts === this.#drafts) {
        this.open = false
        this.form = blank
        this.#focus(`[data-testid=log-${type}]`)
      }
      this.dispatchEvent(new CustomEvent('logged', { detail: { activity: answer.activity, card: answer.contact, isNew: !activity } }))
    } catch (error) {
      this.#fault(null, asProblem(error).message)
    } finally {
      this.busy = false
    }
  }

  #fault(field: string | null, message: string) {
    this.wrong = field
    this.error = message
    this.#focus('[aria-invalid=true]')
  }

  static override styles = formStyles
}

define('crm-activity-form', ActivityForm)
