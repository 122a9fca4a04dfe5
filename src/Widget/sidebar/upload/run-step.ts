import { html, nothing } from 'lit'
import { countsOf, ended, type Run } from '../../api/imports'
import { icons } from '../../elements/icons'
import type { Speech } from '../words/words'

/** How a run is going, or went: the bar, the five counts, and what is wrong. */
export function runStep(run: Run, speech: Speech) {
  const { words } = speech
  const over = ended(run)
  return html`
    <div class="run ${run.status}" data-testid="run" data-status=${run.status}>
      <div class="title" role="status">
        <span class="badge ${over ? run.status : ''}">${icons[run.status === 'completed' ? 'check' : over ? 'alert' : 'upload']}</span>
        <div>
          <b>${over ? words[run.status as 'completed'] : run.status === 'queued' ? words.queued : words.importing}</b>
          <p class="quiet"><bdi>${run.message && over ? run.message : run.status === 'cancelled' ? words.cancelledText : run.fileName}</bdi></p>
        </div>
      </div>
      ${over ? nothing : moving(run, speech)}
      <dl class="counts">
        ${countsOf(run).map(
          ([name, count]) => html`<div class="${name} ${count ? '' : 'zero'}"><dt>${words[name as 'errors']}</dt><dd data-testid="count-${name}">${speech.number(count)}</dd></div>`,
        )}
      </dl>
      ${over
        ? html`<p class="quiet sum" data-testid="run-rows">${words.rows(speech.number(run.rows))}</p>${run.errors && run.errorToken ? html`<p class="quiet">${words.errorHint}</p>` : nothing}`
        : html`<p class="quiet">${words.goesOn}</p>`}
    </div>
  `
}

function moving(run: Run, speech: Speech) {
  const { words, number } = speech
  const eta = run.etaSeconds ?? (run.totalRows && run.rowsPerSecond ? (run.totalRows - run.rows) / run.rowsPerSecond : null)
  return html`
    <crm-progress data-testid="progress" .label=${words.importing} .value=${run.rows} .max=${run.totalRows}></crm-progress>
    <p class="pace">
      <span data-testid="progress-rows">${run.totalRows ? words.ofRows(number(run.rows), number(run.totalRows)) : words.rows(number(run.rows))}</span>
      <span class="quiet">
        ${[run.rowsPerSecond ? words.perSecond(number(Math.round(run.rowsPerSecond))) : null, eta !== null && run.rows ? words.left(speech.duration(eta)) : null]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </p>
  `
}

export function runFoot(run: Run, speech: Speech, busy: boolean, act: { cancel(): void; close(): void; again(): void; errors(): void }) {
  const { words } = speech
  return html`
    <div slot="foot" class="foot">
      ${!ended(run)
        ? html`
            <button class="button danger" data-testid="cancel-import" aria-busy=${busy} ?disabled=${busy} @click=${act.cancel}>${busy ? words.cancelling : words.cancelImport}</button>
            <span class="room"></span>
            <button class="button" data-testid="keep-going" @click=${act.close}>${words.keepGoing}</button>
          `
        : html`
            ${run.errors && run.errorToken
              ? html`<button class="button" data-testid="error-file" aria-busy=${busy} @click=${act.errors}>${icons.download}${words.errorFile}</button>`
              : html`<button class="button" @click=${act.again}>${words.anotherFile}</button>`}
            <span class="room"></span>
            <button class="button primary" data-testid="upload-done" @click=${act.close}>${words.done}</button>
          `}
    </div>
  `
}
