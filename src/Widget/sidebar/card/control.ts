import { html, nothing } from 'lit'
import type { Client } from '../../api/client'
import { asProblem } from '../../api/problem'
import '../../elements/combobox'
import type { Choice, Combobox } from '../../elements/combobox'
import type { Speech } from '../words/words'
import { createCompany, find } from './choices'
import type { Draft } from './drafts'
import { nameOf, type Field } from './fields'

/** What a control tells its owner. */
export interface ControlOwner {
  client: Client
  speech: Speech
  type(key: string, text: string, label?: string, loose?: boolean): void
  /** The value is complete: a choice was made by hand, or Enter was pressed. */
  enter(key: string): void
  fault(key: string, message: string): void
}

/** Fields whose typed words stand as they are, though choices are offered. */
const free = new Set(['language', 'zone'])

export const idOf = (key: string) => 'f-' + key.replace('.', '-')

/** The browser's own field for a kind, or the combobox. Messages about it stand in `#{id}-note`. */
export function control(field: Field, draft: Draft, owner: ControlOwner) {
  const { speech } = owner
  const { key, kind } = field
  const id = idOf(key)
  const label = nameOf(field, speech.words)
  const typed = (event: Event) => owner.type(key, (event.target as HTMLInputElement).value)
  const note = draft.error ? id + '-note' : nothing
  const invalid = !!draft.error

  if (['agent', 'queue', 'company', 'language', 'zone'].includes(kind)) {
    const loose = (text: string) => (free.has(kind) ? owner.type(key, text) : owner.type(key, text.trim() ? draft.text : '', text, !!text.trim()))
    return html`<crm-combobox
      .name=${id}
      .label=${label}
      .text=${draft.label}
      .free=${free.has(kind)}
      .describedby=${draft.error ? id + '-note' : ''}
      .invalid=${invalid}
      .find=${(text: string) => find(owner.client, field, text, speech)}
      @type=${(event: CustomEvent<string>) => loose(event.detail)}
      @take=${(event: CustomEvent<Choice>) => void take(field, event.detail, owner, event.target as Combobox)}
      @enter=${() => owner.enter(key)}
    ></crm-combobox>`
  }
  if (kind === 'choice') {
    const options = field.options ?? []
    let keyed = false
    return html`<select
      id=${id}
      class="field"
      aria-label=${label}
      aria-describedby=${note}
      aria-invalid=${invalid}
      data-testid=${id}
      @keydown=${() => (keyed = true)}
      @pointerdown=${() => (keyed = false)}
      @change=${(event: Event) => {
        typed(event)
        if (!keyed) owner.enter(key)
      }}
    >
      ${field.required && draft.text ? nothing : html`<option value="" ?selected=${!draft.text}>–</option>`}
      ${(options.includes(draft.text) || !draft.text ? options : [draft.text, ...options]).map((code) => html`<option value=${code} ?selected=${code === draft.text}>${field.name ? code : speech.code(code)}</option>`)}
    </select>`
  }
  if (kind === 'area') {
    return html`<textarea
      id=${id}
      class="field"
      rows="5"
      dir="auto"
      aria-label=${label}
      aria-describedby=${note}
      aria-invalid=${invalid}
      data-testid=${id}
      .value=${draft.text}
      @input=${typed}
    ></textarea>`
  }
  if (kind === 'check') {
    return html`<select id=${id} class="field" aria-label=${label} aria-describedby=${note} aria-invalid=${invalid} data-testid=${id} @change=${typed}>
      ${['', 'true', 'false'].map((value) => html`<option value=${value} ?selected=${value === draft.text}>${value ? speech.code(value === 'true' ? 'YES' : 'NO') : '–'}</option>`)}
    </select>`
  }
  return html`<input
    id=${id}
    class="field"
    type=${kind === 'date' ? 'date' : kind === 'tel' ? 'tel' : 'text'}
    inputmode=${{ email: 'email', number: 'decimal' }[kind as string] ?? nothing}
    dir=${kind === 'tel' ? 'ltr' : 'auto'}
    autocomplete="off"
    aria-label=${label}
    aria-describedby=${note}
    aria-invalid=${invalid}
    data-testid=${id}
    .value=${draft.text}
    @input=${typed}
  />`
}

async function take(field: Field, choice: Choice, owner: ControlOwner, box: Combobox) {
  const { key, kind } = field
  try {
    const { value, text } = choice.create ? await createCompany(owner.client, choice.value) : choice
    owner.type(key, value, free.has(kind) ? value : text)
    owner.enter(key)
  } catch (error) {
    box.text = choice.value
    owner.fault(key, asProblem(error).message)
  }
}

/** What is wrong with a field, read out when it comes. */
export const note = (key: string, draft: Draft) =>
  html`<p class="wrong" id="${idOf(key)}-note" role="alert">${draft.error ?? nothing}</p>`
