import { html } from 'lit'
import { countsOf, type Run } from '../api/imports'
import type { Speech } from '../sidebar/words/words'
import type { UploadWords } from './words/en'

/** The five counts of a run, whose sum is its rows. @param prefix of their test ids */
export const counts = (run: Run, speech: Speech, words: UploadWords, prefix = 'count') => html`
  <dl class="counts">
    ${countsOf(run).map(
      ([name, count]) => html`<div class="${name} ${count ? '' : 'zero'}"><dt>${words[name as 'errors']}</dt><dd data-testid="${prefix}-${name}">${speech.number(count)}</dd></div>`,
    )}
  </dl>
`

/** How fast, and how long still. */
export function pace(run: Run, speech: Speech, words: UploadWords & { ofRows(rows: string, total: string): string; rows(rows: string): string }) {
  const { number } = speech
  const eta = run.etaSeconds ?? (run.totalRows && run.rowsPerSecond ? (run.totalRows - run.rows) / run.rowsPerSecond : null)
  const speed = [run.rowsPerSecond ? words.perSecond(number(Math.round(run.rowsPerSecond))) : null, eta !== null && run.rows ? words.left(speech.duration(eta)) : null]
  return html`
    <p class="pace">
      <span data-testid="progress-rows">${run.totalRows ? words.ofRows(number(run.rows), number(run.totalRows)) : words.rows(number(run.rows))}</span>
      <span class="quiet" data-testid="pace">${speed.filter(Boolean).join(' · ')}</span>
    </p>
  `
}
