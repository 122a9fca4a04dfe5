import { html, nothing } from 'lit'
import { live } from 'lit/directives/live.js'
import type { ListEntryFragment } from '../api/gen/documents'
import { matchKeys, type MatchKey } from '../api/imports'
import type { Words } from '../sidebar/words/words'
import { usableKeys, type Plan } from './plan'
import { targetName } from './targets'
import type { UploadWords } from './words/en'

const valueOf = (event: Event) => (event.target as HTMLSelectElement).value

/** By what people are recognised, what becomes of those who are here, and which list all of them join. */
export function choices(plan: Plan, words: Words & UploadWords, lang: string, lists: ListEntryFragment[], change: (some: Partial<Plan>) => void) {
  return html`
    <fieldset class="keys" data-testid="match-keys">
      <legend>${words.matchBy}</legend>
      ${matchKeys.map((key) => keyBox(plan, key, targetName(key, lang), change))}
    </fieldset>
    <div class="choices">
      <label>
        <span>${words.onDuplicate}</span>
        <select class="field" data-testid="on-duplicate" .value=${live(plan.onDuplicate)} @change=${(event: Event) => change({ onDuplicate: valueOf(event) as 'update' })}>
          <option value="update">${words.update}</option>
          <option value="skip" ?selected=${plan.onDuplicate === 'skip'}>${words.skip}</option>
        </select>
      </label>
      ${plan.mapping.includes('_list') ? html`<p class="quiet">${words.listPerRow}</p>` : intoList(plan, words, lists, change)}
    </div>
  `
}

function keyBox(plan: Plan, key: MatchKey, name: string, change: (some: Partial<Plan>) => void) {
  const usable = usableKeys(plan).includes(key)
  const toggle = () => change({ matchKeys: matchKeys.filter((one) => plan.matchKeys.includes(one) !== (one === key)) })
  return html`<label class=${usable ? '' : 'off'}>
    <input type="checkbox" data-testid="match-${key}" .checked=${live(plan.matchKeys.includes(key))} ?disabled=${!usable} @change=${toggle} />${name}
  </label>`
}

const newList = '+'

function intoList({ into }: Plan, words: UploadWords, lists: ListEntryFragment[], change: (some: Partial<Plan>) => void) {
  const chosen = into.mode === 'existing' ? into.list : into.mode === 'new' ? newList : ''
  const choose = (value: string) => change({ into: value === newList ? { mode: 'new', list: '' } : { mode: value ? 'existing' : 'none', list: value } })
  return html`
    <label>
      <span>${words.addTo}</span>
      <select class="field" data-testid="import-list" @change=${(event: Event) => choose(valueOf(event))}>
        <option value="" ?selected=${!chosen}>${words.noList}</option>
        ${lists.map((list) => html`<option value=${list.id} ?selected=${list.id === chosen}>${list.name}</option>`)}
        <option value=${newList} ?selected=${chosen === newList}>${words.newList}</option>
      </select>
    </label>
    ${into.mode === 'new'
      ? html`<label>
          <span>${words.newListName}</span>
          <input
            class="field"
            maxlength="255"
            data-testid="new-list"
            .value=${live(into.list)}
            @input=${(event: Event) => change({ into: { mode: 'new', list: valueOf(event) } })}
          />
        </label>`
      : nothing}
  `
}
