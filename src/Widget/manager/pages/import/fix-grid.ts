import { html, nothing } from 'lit'
import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import { icons } from '../../../elements/icons'
import { isBlamed, type Failing, type FailingRow } from '../../../imports/failing'
import { targetName } from '../../../imports/targets'
import type { ManagerSpeech } from '../../words/words'
import { wordFor } from './map-step'
import { causeName } from './review-step'
import type { Wizard } from './state'
import { codesOf, known, type FixedField } from './values'
import type { WizardWords } from './words/words'

export interface FixGrid {
  words: WizardWords
  speech: ManagerSpeech
  failing: Failing
  /** So many there are in all. */
  total: number
  mapping: readonly (string | null)[]
  customs: readonly FixedField[]
  fixes: Wizard['fixes']
  busy: boolean
  /** Which page of so many rows is shown, from 0 on. */
  page: number
  size: number
  go(page: number): void
  fix(row: number, fixes: Record<number, string> | null): void
  send(): void
}

/** A row as it was corrected; null when it is left out. */
export const corrected = (row: FailingRow, fixes: Wizard['fixes']) => (fixes[row.row] === null ? null : row.cells.map((cell, at) => fixes[row.row]?.[at] ?? cell))

/** The rows that did not go in, to be written over: columns that go nowhere are not shown, and go along as they are. */
export function fixGrid(grid: FixGrid) {
  const { words, speech, failing, fixes } = grid
  const columns = failing.header.map((_, at) => at).filter((at) => grid.mapping[at])
  const n = failing.rows.filter((row) => fixes[row.row] !== null).length
  const from = grid.page * grid.size
  const shown = failing.rows.slice(from, from + grid.size)
  const all = Math.max(grid.total, failing.rows.length)
  const one = (n: number) => new Intl.PluralRules(speech.lang).select(n) === 'one'
  return html`
    <section class="fix" data-testid="fix-grid">
      <h3 tabindex="-1" data-fix>${words.fixTitle(speech.number(all), one(all))}</h3>
      <p class="quiet">${words.fixHint} ${all > failing.rows.length ? words.fixRest(speech.number(all - failing.rows.length)) : nothing}</p>
      ${all > grid.size
        ? html`<div class="line" data-testid="fix-pages">
            <p role="status"><b>${words.fixRange(speech.number(from + 1), speech.number(from + shown.length), speech.number(all))}</b></p>
            <button class="button" data-testid="fix-back" ?disabled=${grid.busy || !grid.page} @click=${() => grid.go(grid.page - 1)}>${words.fixBack}</button>
            <button class="button" data-testid="fix-next" ?disabled=${grid.busy || from + shown.length >= all || (!failing.more && from + shown.length >= failing.rows.length)} @click=${() => grid.go(grid.page + 1)}>${words.fixNext}</button>
          </div>`
        : nothing}
      <div class="scroll" tabindex="0" role="region" aria-label=${words.fixRows} @keydown=${move}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">${words.rowNumber}</th>
              <th scope="col" class="why">${words.fixWhy}</th>
              ${columns.map((at) => html`<th scope="col"><bdi>${failing.header[at]}</bdi><span class="quiet">${targetName(grid.mapping[at]!, speech.lang, [...grid.customs])}</span></th>`)}
              <th></th>
            </tr>
          </thead>
          <tbody>
            ${repeat(shown, ({ row }) => row, (row) => line(grid, row, columns))}
          </tbody>
        </table>
      </div>
      <button class="button primary start" data-testid="fix-send" ?disabled=${!n || grid.busy} aria-busy=${grid.busy} @click=${grid.send}>${icons.upload}${words.fixSend(speech.number(n), one(n))}</button>
    </section>
  `
}

function line(grid: FixGrid, row: FailingRow, columns: number[]) {
  const { words, speech, fixes } = grid
  const out = fixes[row.row] === null
  const toggle = () => grid.fix(row.row, out ? {} : null)
  const name = out ? words.fixTake : words.fixLeave
  return html`<tr class=${out ? 'out' : ''} data-testid="fix-row" data-row=${row.row}>
    <th scope="row" class="number">${speech.number(row.row)}</th>
    <td class="why" id="why-${row.row}"><b>${row.codes.map((code) => causeName(words, code)).join(', ')}</b><span class="quiet"><bdi>${row.message}</bdi></span></td>
    ${columns.map((at) => html`<td>${cell(grid, row, at, out)}</td>`)}
    <td><button class="button icon" aria-label="${name}, ${words.inRow(speech.number(row.row))}" title=${name} data-testid="fix-leave" @click=${toggle}>${out ? icons.plus : icons.close}</button></td>
  </tr>`
}

function cell(grid: FixGrid, row: FailingRow, at: number, out: boolean) {
  const { words, speech, customs } = grid
  const target = grid.mapping[at]!
  const was = row.cells[at] ?? ''
  const now = grid.fixes[row.row]?.[at] ?? was
  const wrong = isBlamed(target, row.codes)
  const label = words.fixCell(grid.failing.header[at] ?? '', speech.number(row.row))
  const write = (event: Event) => grid.fix(row.row, { ...grid.fixes[row.row], [at]: (event.target as HTMLInputElement).value })
  const shared = wrong && now === was
  const codes = codesOf(target, customs)
  if (codes && !(was && known(target, was, codes) === undefined && !wrong)) {
    const chosen = known(target, now, codes) ?? now
    return html`<select class="field" data-cell="${at}" aria-label=${label} aria-invalid=${shared} aria-describedby="why-${row.row}" ?disabled=${out} .value=${live(chosen)} @change=${write}>
      ${chosen && codes.includes(chosen) ? nothing : html`<option value=${chosen} selected>${chosen}</option>`}
      ${codes.map((code) => html`<option value=${code} ?selected=${code === chosen}>${wordFor(speech)(target, code)}</option>`)}
    </select>`
  }
  return html`<input class="field" data-cell="${at}" dir="auto" aria-label=${label} aria-invalid=${shared} aria-describedby=${wrong ? 'why-' + row.row : nothing} ?disabled=${out} .value=${live(now)} @input=${write} />`
}

/** Arrows and Enter go to the same column of the next row, as in a spreadsheet. */
function move(event: KeyboardEvent) {
  const from = event.target as HTMLElement
  const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key]
  if (!step || from.tagName !== 'INPUT') return
  const rows = [...(event.currentTarget as HTMLElement).querySelectorAll('tbody tr')]
  const next = rows[rows.indexOf(from.closest('tr')!) + step]
  const to = next?.querySelector<HTMLInputElement>(`[data-cell="${from.dataset.cell}"]`)
  if (!to) return
  event.preventDefault()
  to.focus()
  to.select?.()
}
