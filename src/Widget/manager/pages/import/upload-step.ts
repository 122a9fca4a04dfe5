import { html, nothing } from 'lit'
import { live } from 'lit/directives/live.js'
import type { SavedMapFragment } from '../../../api/gen/documents'
import type { Preview } from '../../../api/imports'
import { icons } from '../../../elements/icons'
import { chooseStep, waitStep } from '../../../imports/choose-step'
import type { ManagerSpeech } from '../../words/words'
import type { Reading, Template } from './state'
import type { WizardWords } from './words/words'

export interface UploadStep {
  words: WizardWords
  speech: ManagerSpeech
  preview: Preview | null
  fileName: string
  reading: Reading
  maps: readonly SavedMapFragment[]
  /** The template whose targets are shown. */
  template: Template | null
  /** Settings of an earlier import that wait for a file. */
  preset: Template | null
  /** A file that is on its way. */
  coming: File | null
  busy: boolean
  over: boolean
  hang(over: boolean): void
  take(file: File | undefined): void
  read(some: Partial<Reading>): void
  load(id: string): void
}

const shown = 10
const delimiters = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const
const encodings = ['utf-8', 'windows-1252', 'iso-8859-1', 'iso-8859-15', 'windows-1250', 'windows-1251', 'utf-16', 'utf-16BE', 'macintosh', 'shift_jis', 'gb18030']

const valueOf = (event: Event) => (event.target as HTMLSelectElement).value

/** The file, how it is read, and what it looks like then. */
export function uploadStep(step: UploadStep) {
  const { words, preview, coming } = step
  if (!preview) {
    return html`
      ${step.preset ? html`<p class="note" data-testid="preset">${icons.check}${words.presetFrom(step.preset.name)}</p>` : nothing}
      ${coming ? waitStep(words, coming) : chooseStep(words, step.over, step.hang, step.take)}
      ${coming || !step.maps.length || step.preset ? nothing : html`<div class="settings">${templates(step)}</div>`}
    `
  }
  return html`
    <div class="facts">
      <span class="badge small">${icons.file}</span>
      <div>
        <b data-testid="file-name"><bdi>${step.fileName}</bdi></b>
        <p class="quiet" data-testid="file-facts">${words.fileFacts(step.speech.number(preview.total_rows ?? 0), step.speech.number(preview.columns.length))}</p>
      </div>
      <span class="room"></span>
      <label class="button pick">
        ${icons.upload}${words.anotherFile}
        <input type="file" class="unseen" accept=".csv,.tsv,.txt,text/csv,text/plain" data-testid="file-input" @change=${(event: Event) => step.take((event.target as HTMLInputElement).files?.[0])} />
      </label>
    </div>
    <div class="settings" aria-busy=${step.busy}>${delimiter(step, preview)} ${encoding(step, preview)} ${templates(step)} ${header(step)}</div>
    ${told(step, preview)} ${table(step, preview)}
  `
}

function delimiter({ words, reading, read }: UploadStep, preview: Preview) {
  const name = (sign: string) => (sign in delimiters ? words[delimiters[sign as ',']] : sign)
  const others = Object.keys(delimiters).includes(reading.delimiter) || reading.delimiter === 'auto' ? [] : [reading.delimiter]
  return html`<label>
    <span>${words.delimiter}</span>
    <select class="field" data-testid="delimiter" .value=${live(reading.delimiter)} @change=${(event: Event) => read({ delimiter: valueOf(event) })}>
      <option value="auto" ?selected=${reading.delimiter === 'auto'}>${reading.delimiter === 'auto' ? words.auto(name(preview.delimiter)) : words.auto('…')}</option>
      ${[...Object.keys(delimiters), ...others].map((sign) => html`<option value=${sign} ?selected=${sign === reading.delimiter}>${name(sign)}</option>`)}
    </select>
  </label>`
}

function encoding({ words, reading, read }: UploadStep, preview: Preview) {
  const all = [...new Set([...encodings, ...(reading.encoding === 'auto' ? [] : [reading.encoding])])]
  return html`<label>
    <span>${words.encoding}</span>
    <select class="field" data-testid="encoding" .value=${live(reading.encoding)} @change=${(event: Event) => read({ encoding: valueOf(event) })}>
      <option value="auto" ?selected=${reading.encoding === 'auto'}>${reading.encoding === 'auto' ? words.auto(preview.encoding.toUpperCase()) : words.auto('…')}</option>
      ${all.map((name) => html`<option value=${name} ?selected=${name === reading.encoding}>${name.toUpperCase()}</option>`)}
    </select>
  </label>`
}

const header = ({ words, reading, read }: UploadStep) => html`<label class="check-box">
  <input type="checkbox" data-testid="has-header" .checked=${live(reading.hasHeader)} @change=${(event: Event) => read({ hasHeader: (event.target as HTMLInputElement).checked })} />${words.hasHeader}
</label>`

/** A template that the header brought is shown as the one that is loaded. */
function templates({ words, maps, reading, preview, load }: UploadStep) {
  if (!maps.length) return nothing
  const chosen = preview?.import_map ?? reading.map ?? ''
  return html`<label>
    <span>${words.loadTemplate}</span>
    <select class="field" data-testid="template" .value=${live(chosen)} @change=${(event: Event) => load(valueOf(event))}>
      <option value="" ?selected=${!chosen}>${words.noTemplate}</option>
      ${maps.map((map) => html`<option value=${map.id} ?selected=${map.id === chosen}>${map.name}</option>`)}
    </select>
  </label>`
}

function told({ words, template, preset, reading }: UploadStep, preview: Preview) {
  if (!template) return nothing
  const has = preview.columns.map((column) => column.header.trim().toLocaleLowerCase())
  const lacks = template.columns.filter(({ header, target }) => target && !has.includes(header.trim().toLocaleLowerCase()))
  return html`
    ${preset ? html`<p class="note" role="status">${icons.check}${words.presetFrom(preset.name)}</p>` : reading.map ? nothing : html`<p class="note" role="status" data-testid="template-fits">${icons.check}${words.templateFits(template.name)}</p>`}
    ${lacks.length ? html`<p class="warn" role="status">${icons.alert}${words.templateIncomplete(lacks.map((one) => one.header).join(', '))}</p>` : nothing}
  `
}

function table({ words, speech, busy }: UploadStep, preview: Preview) {
  const rows = preview.rows.slice(0, shown)
  return html`
    <h3>${words.previewTitle} <span class="quiet">${words.previewFacts(speech.number(rows.length), speech.number(preview.total_rows ?? rows.length))}</span></h3>
    <div class="scroll" tabindex="0" role="region" aria-label=${words.previewTitle} data-testid="preview" ?data-busy=${busy}>
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">${words.rowNumber}</th>
            ${preview.columns.map((column, at) => html`<th scope="col"><bdi>${column.header || `${words.column} ${at + 1}`}</bdi></th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row, at) => html`<tr>
              <th scope="row" class="number">${speech.number(at + 1)}</th>
              ${preview.columns.map((_, column) => html`<td><bdi>${row[column] ?? ''}</bdi></td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `
}
