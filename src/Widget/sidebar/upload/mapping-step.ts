import { html, nothing } from 'lit'
import { live } from 'lit/directives/live.js'
import type { ListEntryFragment } from '../../api/gen/documents'
import type { Column, Preview } from '../../api/imports'
import { icons } from '../../elements/icons'
import type { Speech } from '../words/words'
import { claimedTwice, lacksName, samplesOf, targetName, targetsFor } from './targets'

/** Below this a suggestion is marked for a second look. */
const sure = 0.75

export interface MappingStep {
  preview: Preview
  fileName: string
  mapping: (string | null)[]
  speech: Speech
  lists: ListEntryFragment[]
  listId: string | null
  onDuplicate: 'update' | 'skip'
  map(at: number, target: string | null): void
  duplicates(value: 'update' | 'skip'): void
  into(listId: string | null): void
}

const valueOf = (event: Event) => (event.target as HTMLSelectElement).value
const delimiters: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' }

/** Each column with its first three cells and the field it goes to; every choice can be changed. */
export function mappingStep(step: MappingStep) {
  const { preview, speech, mapping } = step
  const { words, number } = speech
  const twice = claimedTwice(mapping)
  const facts = [
    preview.total_rows === null ? null : words.fileFacts(number(preview.total_rows), number(preview.columns.length)),
    preview.encoding.toUpperCase(),
    delimiters[preview.delimiter] ?? preview.delimiter,
  ]
  return html`
    <div class="facts">
      <span class="badge small">${icons.file}</span>
      <div><b><bdi>${step.fileName}</bdi></b><p class="quiet">${facts.filter(Boolean).join(' · ')}</p></div>
    </div>
    <h3>${words.mapTitle}</h3>
    <ul class="columns" data-testid="mapping">
      ${preview.columns.map((column, at) => row(step, column, at, twice))}
    </ul>
    ${lacksName(mapping) ? html`<p class="warn" role="status">${icons.alert}${words.needsName}</p>` : nothing}
    ${twice.map((target) => html`<p class="warn" role="status">${icons.alert}${words.twice(targetName(target, speech.lang))}</p>`)}
    <div class="choices">
      <label>
        <span>${words.onDuplicate}</span>
        <select class="field" data-testid="on-duplicate" @change=${(event: Event) => step.duplicates(valueOf(event) as 'update')}>
          <option value="update" ?selected=${step.onDuplicate === 'update'}>${words.update}</option>
          <option value="skip" ?selected=${step.onDuplicate === 'skip'}>${words.skip}</option>
        </select>
      </label>
      ${step.lists.length
        ? html`<label>
            <span>${words.addTo}</span>
            <select class="field" data-testid="import-list" @change=${(event: Event) => step.into(valueOf(event) || null)}>
              <option value="">${words.noList}</option>
              ${step.lists.map((list) => html`<option value=${list.id} ?selected=${list.id === step.listId}>${list.name}</option>`)}
            </select>
          </label>`
        : nothing}
    </div>
  `
}

function row(step: MappingStep, column: Column, at: number, twice: string[]) {
  const { speech, preview } = step
  const { words } = speech
  const target = step.mapping[at] ?? ''
  const suggested = target && target === column.target
  return html`
    <li class=${target ? '' : 'out'} data-testid="mapping-row" data-header=${column.header}>
      <div class="from">
        <b><bdi>${column.header || `${words.column} ${at + 1}`}</bdi></b>
        ${suggested && column.confidence < sure ? html`<span class="check">${words.checkThis}</span>` : nothing}
        <ol>
          ${samplesOf(column, preview.rows).map((cell) => html`<li data-testid="sample" class=${cell ? '' : 'none'}><bdi>${cell || words.emptyColumn}</bdi></li>`)}
        </ol>
      </div>
      ${icons.arrow}
      <select
        class="field"
        data-testid="mapping-target"
        aria-label=${words.targetFor(column.header || String(at + 1))}
        aria-invalid=${twice.includes(target)}
        .value=${live(target)}
        @change=${(event: Event) => step.map(at, valueOf(event) || null)}
      >
        <option value="" ?selected=${!target}>${words.ignore}</option>
        ${targetsFor(preview.columns).map((name) => html`<option value=${name} ?selected=${name === target}>${targetName(name, speech.lang)}</option>`)}
      </select>
    </li>
  `
}
