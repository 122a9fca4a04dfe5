import { html, nothing } from 'lit'
import { ended, undoing, type Run } from '../api/imports'
import { icons } from '../elements/icons'
import type { Speech, Words } from '../sidebar/words/words'
import { counts, pace } from './counts'
import type { KeptPerson } from './kept'
import type { UploadWords } from './words/en'

const titleOf = (run: Run, words: Words & UploadWords) =>
  undoing(run) ? words.undoingImport : ended(run) ? words[run.status as 'completed'] : run.status === 'queued' ? words.queued : words.importing

const textOf = (run: Run, words: Words & UploadWords) =>
  run.message && ended(run) ? run.message : run.status === 'cancelled' ? words.cancelledText : run.fileName

/** How a run is going, or went: the bar, the five counts, what is wrong, and what was taken back. */
export function runStep(run: Run, speech: Speech, words: Words & UploadWords, kept: KeptPerson[]) {
  const over = ended(run)
  return html`
    <div class="run ${run.status}" data-testid="run" data-status=${run.status}>
      <div class="title" role="status" tabindex="-1" data-step>
        <span class="badge ${over ? run.status : ''}">${icons[run.status === 'completed' || run.status === 'undone' ? 'check' : over ? 'alert' : 'upload']}</span>
        <div>
          <b>${titleOf(run, words)}</b>
          <p class="quiet"><bdi>${textOf(run, words)}</bdi></p>
        </div>
      </div>
      ${over ? nothing : undoing(run) ? takingBack(run, words) : html`<crm-progress data-testid="progress" .label=${words.importing} .value=${run.rows} .max=${run.totalRows}></crm-progress>${pace(run, speech, words)}`}
      ${run.status === 'undone' ? undone(run, speech, words, kept) : counts(run, speech, words)}
      ${!over
        ? html`<p class="quiet">${words.goesOn}</p>`
        : run.status !== 'undone'
          ? html`<p class="quiet sum" data-testid="run-rows">${words.rows(speech.number(run.rows))}</p>
              ${run.errors && run.errorToken ? html`<p class="quiet">${words.errorHint}</p>` : nothing}`
          : nothing}
    </div>
  `
}

const takingBack = (run: Run, words: UploadWords) =>
  html`<crm-progress data-testid="undo-progress" .label=${words.undoingImport} .value=${run.takenBack + run.kept} .max=${run.imported + run.updated || null}></crm-progress>`

function undone(run: Run, speech: Speech, words: UploadWords, kept: KeptPerson[]) {
  return html`
    <p data-testid="taken-back">${words.undoneText(speech.number(run.takenBack))}</p>
    ${run.kept
      ? html`<p data-testid="kept">${words.keptText(speech.number(run.kept))}</p>
          <ul class="kept">
            ${kept.map((one) => html`<li><bdi>${one.name ?? words.somebody}</bdi><span class="quiet">${words[('kept_' + one.reason) as 'kept_edited'] ?? one.reason}</span></li>`)}
            ${run.kept > kept.length ? html`<li class="quiet">…</li>` : nothing}
          </ul>`
      : nothing}
  `
}

export interface RunActs {
  cancel(): void
  close(): void
  again(): void
  errors(): void
  undo(): void
}

export function runFoot(run: Run, words: UploadWords, busy: boolean, act: RunActs) {
  const undoable = ended(run) && run.status !== 'undone' && run.imported + run.updated > 0
  return html`
    <div slot="foot" class="foot">
      ${!ended(run)
        ? html`
            ${undoing(run)
              ? nothing
              : html`<button class="button danger" data-testid="cancel-import" aria-busy=${busy} ?disabled=${busy} @click=${act.cancel}>${busy ? words.cancelling : words.cancelImport}</button>`}
            <span class="room"></span>
            <button class="button" data-testid="keep-going" @click=${act.close}>${words.keepGoing}</button>
          `
        : html`
            ${run.errors && run.errorToken && run.status !== 'undone'
              ? html`<button class="button" data-testid="error-file" aria-busy=${busy} @click=${act.errors}>${icons.download}${words.errorFile}</button>`
              : html`<button class="button" data-testid="another-file" @click=${act.again}>${words.anotherFile}</button>`}
            ${undoable ? html`<button class="button" data-testid="undo-import" aria-busy=${busy} ?disabled=${busy} @click=${act.undo}>${words.undoImport}</button>` : nothing}
            <span class="room"></span>
            <button class="button primary" data-testid="upload-done" @click=${act.close}>${words.closeUpload}</button>
          `}
    </div>
  `
}
