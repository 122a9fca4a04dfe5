import { html, nothing } from 'lit'
import { live } from 'lit/directives/live.js'
import type { ListEntryFragment } from '../../api/gen/documents'
import type { Column, Preview } from '../../api/imports'
import { icons } from '../../elements/icons'
import type { Speech, Words } from '../words/words'
import { choices } from '../../imports/choices'
import { faultsOf, type Plan } from '../../imports/plan'
import { certainty, claimedTwice, samplesOf, targetName, targetsFor, type CustomTarget } from '../../imports/targets'
import type { UploadWords } from '../../imports/words/en'

export interface MappingStep {
  preview: Preview
  fileName: string
  plan: Plan
  speech: Speech
  words: Words & UploadWords
  lists: ListEntryFragment[]
  customs: CustomTarget[]
  change(some: Partial<Plan>): void
}

const delimiters: Record<string, 'comma' | 'semicolon' | 'tab' | 'pipe'> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' }

/** Each column with its first three cells and the field it goes to; every choice can be changed. */
export function mappingStep(step: MappingStep) {
  const { preview, speech, words, plan } = step
  const twice = claimedTwice(plan.mapping)
  const facts = [
    preview.total_rows === null ? null : words.fileFacts(speech.number(preview.total_rows), speech.number(preview.columns.length)),
    preview.encoding.toUpperCase(),
    delimiters[preview.delimiter] ? words[delimiters[preview.delimiter]!] : preview.delimiter,
    preview.import_map ? words.savedMapping : null,
  ]
  return html`
    <div class="facts">
      <span class="badge small">${icons.file}</span>
      <div><b><bdi>${step.fileName}</bdi></b><p class="quiet">${facts.filter(Boolean).join(' · ')}</p></div>
    </div>
    <h3 tabindex="-1" data-step>${words.mapTitle}</h3>
    <ul class="columns" data-testid="mapping">
      ${preview.columns.map((column, at) => row(step, column, at, twice))}
    </ul>
    ${choices(plan, words, speech.lang, step.lists, step.change)}
    ${faultsOf(plan).map((fault) => warning(fault === 'twice' ? twice.map((target) => words.twice(targetName(target, speech.lang, step.customs))).join(' ') : words[fault]))}
  `
}

const warning = (text: string) => html`<p class="warn" role="status" data-testid="mapping-fault">${icons.alert}${text}</p>`

function row(step: MappingStep, column: Column, at: number, twice: string[]) {
  const { words, preview, plan } = step
  const target = plan.mapping[at] ?? ''
  const header = column.header || `${words.column} ${at + 1}`
  return html`
    <li class=${target ? '' : 'out'} data-testid="mapping-row" data-header=${column.header}>
      <div class="from">
        <b><bdi>${header}</bdi></b> ${hint(step, column, target)}
        <ol>
          ${samplesOf(column, preview.rows).map((cell) => html`<li data-testid="sample" class=${cell ? '' : 'none'}><bdi>${cell || words.emptyColumn}</bdi></li>`)}
        </ol>
      </div>
      ${icons.arrow}
      <select
        class="field"
        data-testid="mapping-target"
        aria-label=${words.targetFor(header)}
        aria-invalid=${twice.includes(target)}
        .value=${live(target)}
        @change=${(event: Event) => step.change({ mapping: plan.mapping.with(at, (event.target as HTMLSelectElement).value || null) })}
      >
        ${targets(step, target)}
      </select>
    </li>
  `
}

/** How sure the suggestion is, as long as it is the suggestion that stands there. */
function hint({ words, speech }: MappingStep, column: Column, target: string) {
  if (!target) return column.reason === 'custom_field_gone' ? html`<span class="check">${words.fieldGone}</span>` : nothing
  if (target !== column.target) return nothing
  const how = certainty(column.confidence)
  const percent = new Intl.NumberFormat(speech.lang, { style: 'percent' }).format(column.confidence)
  return html`<span class="check ${how}" data-testid="confidence" title=${words.certainty(percent)}>${words[how]}</span>`
}

function targets({ preview, speech, words, customs }: MappingStep, chosen: string) {
  const option = (name: string) => html`<option value=${name} ?selected=${name === chosen}>${targetName(name, speech.lang, customs)}</option>`
  const ours = targetsFor(preview.columns).filter((name) => !name.startsWith('custom:'))
  const theirs = [...new Set([...customs.map((field) => 'custom:' + field.key), ...preview.columns.flatMap((one) => one.target ?? []).filter((name) => name.startsWith('custom:'))])]
  return html`
    <option value="" ?selected=${!chosen}>${words.ignore}</option>
    <optgroup label=${words.ownFields}>${ours.map(option)}</optgroup>
    ${theirs.length ? html`<optgroup label=${words.customFields}>${theirs.map(option)}</optgroup>` : nothing}
  `
}
