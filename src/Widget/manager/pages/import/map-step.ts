import { html, nothing } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Column, Preview } from '../../../api/imports'
import { icons } from '../../../elements/icons'
import { certainty, claimedTwice, samplesOf, targetName, targetsFor } from '../../../imports/targets'
import type { ManagerSpeech } from '../../words/words'
import { needsOf, type WizardPlan } from './state'
import { cellsOf, chosenFor, codesOf, known, meaning, type FixedField } from './values'
import type { WizardWords } from './words/words'

export interface MapStep {
  words: WizardWords
  speech: ManagerSpeech
  preview: Preview
  plan: WizardPlan
  customs: readonly FixedField[]
  change(some: Partial<WizardPlan>): void
}

/** So many cells of a column with fixed values are shown. */
const mostCells = 60

/** What a column with fixed values is called by, code by code. */
export const wordFor = (speech: ManagerSpeech) => (target: string, code: string) => (target.startsWith('custom:') ? code : speech.code(code))

const headerOf = (words: WizardWords, column: Column | undefined, at: number) => column?.header || `${words.column} ${at + 1}`

/** A row for each column of the file: its cells, the field that it goes to, and how sure that is. */
export function mapStep(step: MapStep) {
  const { words, speech, preview, plan, customs } = step
  const twice = claimedTwice(plan.mapping)
  const going = plan.mapping.filter(Boolean).length
  return html`
    <p class="quiet">${words.mapHint}</p>
    <div class="needs" data-testid="needs">
      <b>${words.needed}</b>
      ${needsOf(plan.mapping).map(
        ({ target, from, whole }) => html`<span class="need ${from < 0 ? 'open' : ''}" data-testid="need-${target}" data-met=${from >= 0}>
          ${from < 0 ? icons.alert : icons.check}<b>${targetName(target, speech.lang)}</b>
          <span>${from < 0 ? words.neededNone : words.neededFrom(headerOf(words, preview.columns[from], from) + (whole ? ` (${targetName(plan.mapping[from]!, speech.lang)})` : ''))}</span>
        </span>`,
      )}
      <span class="room"></span>
      <span class="quiet" data-testid="columns-in">${words.columnsIn(speech.number(going), speech.number(plan.mapping.length))}</span>
    </div>
    ${twice.length ? html`<p class="warn" role="status" data-testid="mapping-fault">${icons.alert}${twice.map((target) => words.twice(targetName(target, speech.lang, [...customs]))).join(' ')}</p>` : nothing}
    <div class="map" role="table" aria-label=${words.stepMap} data-testid="mapping">
      <div role="row" class="map-head">
        <span role="columnheader">${words.column}</span><span role="columnheader">${words.sampleHead}</span><span role="columnheader">${words.targetHead}</span><span role="columnheader">${words.whyHead}</span>
      </div>
      ${preview.columns.map((column, at) => row(step, column, at, twice))}
    </div>
  `
}

function row(step: MapStep, column: Column, at: number, twice: string[]) {
  const { words, speech, preview, plan } = step
  const target = plan.mapping[at] ?? ''
  const header = headerOf(words, column, at)
  const fill = (column as Column & { fill_rate?: number }).fill_rate
  return html`
    <div role="row" class="map-row ${target ? '' : 'out'}" data-testid="mapping-row" data-header=${column.header}>
      <div role="rowheader">
        <b><bdi>${header}</bdi></b>
        ${fill === undefined ? nothing : html`<span class="quiet">${words.filled(new Intl.NumberFormat(speech.lang, { style: 'percent' }).format(fill))}</span>`}
      </div>
      <div role="cell" class="samples">${samplesOf(column, preview.rows).map((cell) => html`<span data-testid="sample" class=${cell ? '' : 'none'}><bdi>${cell || words.emptyCell}</bdi></span>`)}</div>
      <div role="cell">
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
      </div>
      <div role="cell">${why(step, column, target)}</div>
      ${values(step, at, target)}
    </div>
  `
}

function targets({ preview, speech, words, customs, plan }: MapStep, chosen: string) {
  const all = [...customs]
  const option = (name: string) => {
    const elsewhere = name !== chosen && plan.mapping.includes(name)
    return html`<option value=${name} ?selected=${name === chosen}>${targetName(name, speech.lang, all)}${elsewhere ? ' ✓' : ''}</option>`
  }
  const ours = targetsFor(preview.columns).filter((name) => !name.startsWith('custom:'))
  return html`
    <option value="" ?selected=${!chosen}>${words.ignore}</option>
    <optgroup label=${words.ownFields}>${ours.map(option)}</optgroup>
    ${all.length ? html`<optgroup label=${words.customFields}>${all.map((field) => option('custom:' + field.key))}</optgroup>` : nothing}
  `
}

/** How sure the proposal is, and why it is made, in words. */
function why({ words, speech }: MapStep, column: Column, target: string) {
  if (!target) return column.reason === 'custom_field_gone' ? html`<span class="check">${words.fieldGone}</span>` : html`<span class="quiet">–</span>`
  if (target !== column.target) return html`<span class="quiet" data-testid="confidence">${words.chosenByHand}</span>`
  const how = certainty(column.confidence)
  const percent = new Intl.NumberFormat(speech.lang, { style: 'percent' }).format(column.confidence)
  const reason = words[('reason_' + column.reason) as 'reason_alias']
  return html`<span class="check ${how}" data-testid="confidence" title=${words.certainty(percent)}>${words[how]}</span>${reason ? html`<span class="quiet">${reason}</span>` : nothing}`
}

/** What each word of the file means, where the field takes one of a few. */
function values({ words, speech, preview, plan, customs, change }: MapStep, at: number, target: string) {
  const codes = codesOf(target, customs)
  if (!codes) return nothing
  const word = (code: string) => wordFor(speech)(target, code)
  const cells = cellsOf(preview, at, [...(plan.found[target] ?? []), ...Object.keys(plan.values[target] ?? {})]).slice(0, mostCells)
  if (!cells.length) return nothing
  const name = targetName(target, speech.lang, [...customs])
  const choose = (cell: string, code: string) => change({ values: { ...plan.values, [target]: { ...plan.values[target], [cell]: code } } })
  return html`
    <div role="cell" class="below"><fieldset class="values" data-testid="values-${target}">
      <legend>${words.valuesOf(name)}</legend>
      ${cells.map((cell) => {
        const code = meaning(plan.values, target, cell, codes, word)
        const plain = known(target, cell, codes) !== undefined && chosenFor(plan.values[target], cell) === undefined
        return html`<label class=${code === undefined ? 'open' : ''}>
          <bdi>${cell}</bdi>${icons.arrow}
          <select
            class="field"
            data-testid="value"
            data-cell=${cell}
            aria-label=${words.valueFor(cell)}
            aria-invalid=${code === undefined}
            aria-describedby=${code === undefined ? 'unknown-' + at : nothing}
            .value=${live(code ?? '?')}
            @change=${(event: Event) => choose(cell, (event.target as HTMLSelectElement).value)}
          >
            ${code === undefined ? html`<option value="?" disabled selected>${words.valueChoose}</option>` : nothing}
            ${codes.map((one) => html`<option value=${one} ?selected=${one === code}>${word(one)}</option>`)}
            ${plain ? nothing : html`<option value="" ?selected=${code === ''}>${words.valueNothing}</option>`}
          </select>
        </label>`
      })}
      ${cells.some((cell) => meaning(plan.values, target, cell, codes, word) === undefined) ? html`<p class="warn" id="unknown-${at}">${icons.alert}${words.valueUnknown}</p>` : nothing}
    </fieldset></div>
  `
}
