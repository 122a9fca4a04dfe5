import { html, nothing } from 'lit'
import { icons } from '../../elements/icons'
import { more } from '../../elements/more-icons'
import { control, idOf, note, type ControlOwner } from './control'
import type { Draft } from './drafts'
import type { Edits } from './edits'
import { labelOf, nameOf, valueOf, type Card, type Field } from './fields'
import { show } from './show'

/** What the rows of a card need. */
export interface CardView extends ControlOwner {
  card: Card
  /** Null for those who only read. */
  edits: Edits | null
  canCall: boolean
  edit(key: string): void
  save(key: string): void
  leave(key: string): void
  keepMine(key: string): void
  takeTheirs(key: string): void
  copy(text: string): void
  call(number: string): void
  email(): void
}

/** A group of fields: those that have a value, or are being edited, and the rest to be added. */
export function group(title: string, fields: Field[], view: CardView, rest: unknown = nothing) {
  const { edits, card } = view
  const there = fields.filter(({ key }) => edits?.drafts.get(key) || valueOf(card, key))
  const empty = edits ? fields.filter((field) => !there.includes(field)) : []
  if (!there.length && !empty.length && rest === nothing) return nothing
  return html`
    <div class="group">
      <h3>${title}</h3>
      <dl>
        ${there.map((field) => row(field, view))} ${rest}
      </dl>
      ${empty.length
        ? html`<div class="adds">
            ${empty.map((field) => {
              const name = nameOf(field, view.speech.words)
              return html`<button class="add" data-edit=${field.key} aria-label=${view.speech.words.add(name)} data-testid="add-${field.key}" @click=${() => view.edit(field.key)}>
                ${icons.plus}<bdi>${name}</bdi>
              </button>`
            })}
          </div>`
        : nothing}
    </div>
  `
}

/** A value that nobody edits. */
export const fact = (name: string, value: unknown) => (value ? html`<div class="row"><dt>${name}</dt><dd><bdi class="value">${value}</bdi></dd></div>` : nothing)

export function row(field: Field, view: CardView) {
  const draft = view.edits?.open(field.key)
  return draft ? html`<div class="row editing" data-key=${field.key}><dt>${nameOf(field, view.speech.words)}</dt><dd>${editor(field, draft, view)}</dd></div>` : reading(field, view)
}

function reading(field: Field, view: CardView) {
  const { speech, edits, card } = view
  const { key } = field
  const { text, label } = edits?.shown(key) ?? { text: valueOf(card, key), label: labelOf(card, key) }
  const name = nameOf(field, speech.words)
  const value = show(field, text, label, speech)
  const act = field.kind === 'tel' && view.canCall ? () => view.call(text) : field.kind === 'email' ? () => view.email() : null
  const change = () => view.edit(key)
  const words = speech.words.edit(name)
  return html`
    <div class="row ${edits?.drafts.get(key)?.busy ? 'busy' : ''}" data-key=${key} data-testid="field-${key}">
      <dt>${name}</dt>
      <dd>
        ${act
          ? html`<button class="link value" title=${field.kind === 'tel' ? speech.words.callNumber(text) : text} @click=${act}><bdi>${field.kind === 'email' ? value.split(/(?=@)/).map((part, at) => (at ? html`<wbr />${part}` : part)) : value}</bdi></button>`
          : edits
            ? html`<button class="value" data-edit=${key} aria-label="${words}: ${value}" @click=${change}><bdi>${value}</bdi></button>`
            : html`<bdi class="value">${value}</bdi>`}
        <span class="tools">
          ${act && edits ? html`<button class="tool" data-edit=${key} aria-label=${words} title=${words} data-testid="edit-${key}" @click=${change}>${more.edit}</button>` : nothing}
          <button class="tool" aria-label=${speech.words.copy(name)} title=${speech.words.copy(name)} data-testid="copy-${key}" @click=${() => view.copy(label)}>${icons.copy}</button>
        </span>
      </dd>
    </div>
  `
}

/** The field with what saves and leaves it, what is wrong with it, and somebody else's value to choose from. */
export function editor(field: Field, draft: Draft, view: CardView) {
  const { words } = view.speech
  const { key } = field
  const keys = (event: KeyboardEvent) => {
    if ((event.target as HTMLElement).localName === 'button' && event.key !== 'Escape') return
    if (event.key === 'Escape') view.leave(key)
    else if (event.key === 'Enter' && !event.isComposing && (field.kind !== 'area' || event.ctrlKey || event.metaKey)) view.save(key)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return html`
    <div @keydown=${keys} data-testid="edit-of-${key}">
      <div class="line">
        ${control(field, draft, view)}
        <button class="tool save" aria-label=${words.save} title=${words.save} data-testid="save" @click=${() => view.save(key)}>${icons.check}</button>
        <button class="tool" aria-label=${words.cancel} title=${words.cancel} data-testid="leave" @click=${() => view.leave(key)}>${icons.close}</button>
      </div>
      ${note(key, draft)} ${view.edits!.conflict(key) ? conflict(field, draft, view) : nothing}
    </div>
  `
}

function conflict(field: Field, draft: Draft, view: CardView) {
  const { words } = view.speech
  const { key } = field
  const theirs = show(field, valueOf(view.card, key), labelOf(view.card, key), view.speech)
  const mine = show(field, draft.text, draft.label, view.speech)
  return html`
    <div class="conflict" role="group" aria-labelledby="${idOf(key)}-both" data-testid="conflict">
      <p role="alert" id="${idOf(key)}-both">${words.conflict}</p>
      <button class="both" data-testid="take-theirs" @click=${() => view.takeTheirs(key)}><span>${words.takeTheirs}</span><bdi>${theirs || words.nothing}</bdi></button>
      <button class="both" data-testid="keep-mine" @click=${() => view.keepMine(key)}><span>${words.keepMine}</span><bdi>${mine || words.nothing}</bdi></button>
    </div>
  `
}
