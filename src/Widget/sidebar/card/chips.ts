import { html, nothing } from 'lit'
import '../../elements/combobox'
import type { Choice } from '../../elements/combobox'
import { icons } from '../../elements/icons'
import { more } from '../../elements/more-icons'
import type { Words } from '../words/words'

export interface Chip {
  id: string
  text: string
  icon?: keyof typeof icons
  /** Nobody takes it off by hand; these words say why. */
  fixed?: string
}

export interface ChipSet {
  /** `tag` or `list`: names the field and the tests' handles. */
  kind: 'tag' | 'list'
  chips: Chip[]
  words: Words
  canEdit: boolean
  /** What is being typed; null while nothing is added. */
  adding: string | null
  /** Any words make a new one. */
  free: boolean
  find(text: string): Promise<Choice[]>
  type(text: string | null): void
  add(choice: Choice): void
  remove(chip: Chip): void
}

/** Tags, or lists: what there is, each to be taken off, and a field that adds another. */
export function chips(set: ChipSet) {
  const { kind, words, adding } = set
  if (!set.chips.length && !set.canEdit) return nothing
  const [add, off] = kind === 'tag' ? [words.addTag, words.removeTag] : [words.addToList, words.leaveList]
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    set.type(null)
    event.preventDefault()
    event.stopPropagation()
  }
  const enter = () => {
    const text = (adding ?? '').trim()
    if (!text) set.type(null)
    else if (set.free) set.add({ value: text, text })
  }
  return html`
    <div class="chips" role="group" aria-label=${kind === 'tag' ? words.tags : words.inLists} data-testid="${kind}s">
      ${set.chips.map(
        (chip) => html`<span class="chip ${kind}" data-testid=${kind === 'tag' ? 'tag' : 'contact-list-chip'} title=${chip.fixed ?? nothing}>
          ${chip.icon ? icons[chip.icon] : nothing}<bdi>${chip.text}</bdi>${chip.fixed ? html`<span class="unseen">${chip.fixed}</span>` : nothing}
          ${set.canEdit && !chip.fixed
            ? html`<button aria-label=${off(chip.text)} title=${off(chip.text)} data-testid="remove-${kind}" @click=${() => set.remove(chip)}>${icons.close}</button>`
            : nothing}
        </span>`,
      )}
      ${!set.canEdit
        ? nothing
        : adding === null
          ? html`<button class="add" data-edit="#${kind}" aria-label=${add} title=${add} data-testid="add-${kind}" @click=${() => set.type('')}>${kind === 'tag' ? icons.plus : icons.list}${set.chips.length ? nothing : add}</button>`
          : html`<span class="adding" @keydown=${key}>
              <crm-combobox
                .name="${kind}-field"
                .label=${add}
                .placeholder=${add}
                .text=${adding}
                .free=${set.free}
                .find=${set.find}
                @type=${(event: CustomEvent<string>) => set.type(event.detail)}
                @take=${(event: CustomEvent<Choice>) => set.add(event.detail)}
                @enter=${enter}
              ></crm-combobox>
              <button class="tool" aria-label=${words.close} title=${words.close} @click=${() => set.type(null)}>${icons.close}</button>
            </span>`}
    </div>
  `
}
