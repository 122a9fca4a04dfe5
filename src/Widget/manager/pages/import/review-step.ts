import { html, nothing } from 'lit'
import { live } from 'lit/directives/live.js'
import type { ListEntryFragment } from '../../../api/gen/documents'
import { ended, type Preview, type Run } from '../../../api/imports'
import { icons } from '../../../elements/icons'
import { choices } from '../../../imports/choices'
import { counts } from '../../../imports/counts'
import type { Cause, Failing } from '../../../imports/failing'
import { faultsOf } from '../../../imports/plan'
import { targetName } from '../../../imports/targets'
import type { ManagerSpeech } from '../../words/words'
import type { Change } from './changes'
import { wordFor } from './map-step'
import type { WizardPlan } from './state'
import { fixed, type FixedField } from './values'
import type { WizardWords } from './words/words'

/** A dry run of the plan as it stands, with what is told of it at its end. */
export interface Trial {
  run: Run | null
  failing: Failing | null
  causes: Cause[]
  changes: Change[]
}

export interface ReviewStep {
  words: WizardWords
  speech: ManagerSpeech
  preview: Preview
  fileName: string
  plan: WizardPlan
  lists: ListEntryFragment[]
  customs: readonly FixedField[]
  trial: Trial | null
  busy: boolean
  change(some: Partial<WizardPlan>): void
  tryIt(): void
  stop(): void
  save(): void
  mapValues(code: string): void
}

/** Causes whose cells may be given a meaning. */
export const mappable = (code: string) => Object.keys(fixed).find((target) => code === target + '_unknown')

const valueOf = (event: Event) => (event.target as HTMLSelectElement).value

export function reviewStep(step: ReviewStep) {
  const { words, speech, preview, plan, lists, change } = step
  const faults = faultsOf(plan)
  return html`
    <div class="facts">
      <span class="badge small">${icons.file}</span>
      <div><b><bdi>${step.fileName}</bdi></b><p class="quiet">${words.summary(speech.number(preview.total_rows ?? 0), speech.number(plan.mapping.filter(Boolean).length))}</p></div>
    </div>
    <section class="options">
      ${choices(plan, words, speech.lang, lists, change)}
      <div class="choices">
        <label>
          <span>${words.blankTitle}</span>
          <select class="field" data-testid="blank-cells" .value=${live(plan.blankCells)} @change=${(event: Event) => change({ blankCells: valueOf(event) as 'keep' })}>
            <option value="keep">${words.blankKeep}</option>
            <option value="clear" ?selected=${plan.blankCells === 'clear'}>${words.blankClear}</option>
          </select>
        </label>
        ${plan.mapping.some((target) => target === 'phone' || target === 'mobile')
          ? html`<label>
              <span>${words.countryTitle}</span>
              <input class="field" maxlength="2" autocomplete="off" data-testid="country" title=${words.countryHint} placeholder="–" .value=${live(plan.country)} @change=${(event: Event) => change({ country: valueOf(event).trim().toUpperCase() })} />
            </label>`
          : nothing}
      </div>
      <div class="template">
        <label class="check-box">
          <input type="checkbox" data-testid="save-template" .checked=${live(plan.save)} @change=${(event: Event) => change({ save: (event.target as HTMLInputElement).checked })} />${words.saveTemplate}
        </label>
        ${plan.save
          ? html`<input class="field" maxlength="100" autocomplete="off" aria-label=${words.templateName} placeholder=${words.templateName} data-testid="template-name" .value=${live(plan.saveAs)} @input=${(event: Event) => change({ saveAs: valueOf(event) })} />`
          : nothing}
      </div>
      ${faults.filter((fault) => fault !== 'twice').map((fault) => html`<p class="warn" role="status" data-testid="plan-fault">${icons.alert}${words[fault]}</p>`)}
      ${plan.save && !plan.saveAs.trim() ? html`<p class="warn" role="status" data-testid="plan-fault">${icons.alert}${words.templateNeedsName}</p>` : nothing}
    </section>
    <section class="dry" data-testid="trial" data-status=${step.trial ? (step.trial.run && ended(step.trial.run) ? step.trial.run.status : 'running') : 'none'}>${dry(step, faults.length > 0)}</section>
  `
}

function dry(step: ReviewStep, off: boolean) {
  const { words, speech, trial } = step
  const run = trial?.run
  const button = (text: string) => html`<button class="button" data-testid="dry-run" ?disabled=${off || step.busy} @click=${step.tryIt}>${icons.search}${text}</button>`
  if (!trial) return html`<div class="line"><p>${words.dryText}</p>${button(words.tryFirst)}</div>`
  if (!run || !ended(run)) {
    return html`<div class="line" role="status"><p>${words.trying}</p><button class="button" data-testid="stop-dry-run" @click=${step.stop}>${words.stopDry}</button></div>
      <crm-progress thin .label=${words.trying} .value=${run?.rows ?? 0} .max=${run?.totalRows ?? null}></crm-progress>`
  }
  return html`
    <div class="line" role="status" tabindex="-1" data-trial><p><b>${words.dryOver}</b> <span class="quiet">${run.message ?? words.wouldBeHint}</span></p>${button(words.tryAgain)}</div>
    ${counts(run, speech, words, 'trial')} ${causes(step, trial)} ${changes(step, trial)}
    ${run.errors && run.errorToken ? html`<button class="button start" data-testid="trial-errors" @click=${step.save}>${icons.download}${words.errorFile}</button>` : nothing}
  `
}

export const causeName = (words: WizardWords, code: string) => words[('cause_' + code) as 'cause_required'] ?? code.replaceAll('_', ' ')

function causes({ words, speech, mapValues }: ReviewStep, { causes, failing }: Trial) {
  if (!causes.length) return nothing
  return html`
    <h3>${words.causes}${failing?.more ? html` <span class="quiet">${words.causesOf(speech.number(failing.rows.length))}</span>` : nothing}</h3>
    <div class="scroll" tabindex="0" role="region" aria-label=${words.causes}>
      <table data-testid="causes">
        <thead>
          <tr><th scope="col">${words.causeHead}</th><th scope="col" class="number">${words.rowsHead}</th><th scope="col">${words.exampleHead}</th></tr>
        </thead>
        <tbody>
          ${causes.map(
            ({ code, count, message, rows }) => html`<tr data-testid="cause" data-code=${code}>
              <th scope="row">${causeName(words, code)}</th>
              <td class="number">${speech.number(count)}</td>
              <td class="wrap">
                <bdi>${message}</bdi>
                <span class="quiet">(${rows.length === 1 ? words.inRow(speech.number(rows[0]!)) : words.inRows(rows.map(speech.number).join(', ') + (count > rows.length ? ' …' : ''))})</span>
                ${mappable(code) ? html`<button class="link" data-testid="map-values" @click=${() => mapValues(code)}>${words.mapValues}</button>` : nothing}
              </td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `
}

function changes({ words, speech, customs }: ReviewStep, { changes }: Trial) {
  if (!changes.length) return nothing
  const word = (target: string, value: string) => (fixed[target] ? wordFor(speech)(target, value) : value)
  const side = (target: string, value: string) => (value ? html`<bdi>${word(target, value)}</bdi>` : html`<i>${words.wasEmpty}</i>`)
  return html`
    <h3>${words.changesTitle} <span class="quiet">${words.changesHint}</span></h3>
    <ul class="changes" data-testid="changes">
      ${changes.map(
        ({ name, row, fields }) => html`<li data-testid="changed">
          <b><bdi>${name}</bdi></b> <span class="quiet">${words.inRow(speech.number(row))}</span>
          <dl>
            ${fields.map(
              ({ target, before, after }) => html`<div>
                <dt>${targetName(target, speech.lang, [...customs])}</dt>
                <dd><del>${side(target, before)}</del>${icons.arrow}<ins>${side(target, after)}</ins></dd>
              </div>`,
            )}
          </dl>
        </li>`,
      )}
    </ul>
  `
}
