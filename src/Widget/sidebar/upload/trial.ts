import { html } from 'lit'
import { ended, type Run } from '../../api/imports'
import { icons } from '../../elements/icons'
import type { Speech, Words } from '../words/words'
import { counts } from '../../imports/counts'
import type { UploadWords } from '../../imports/words/en'

/** What an import would do, or that it is being found out. @param save saves the rows that would fail */
export function trial(run: Run | null, speech: Speech, words: Words & UploadWords, save: () => void) {
  if (!run || !ended(run)) {
    return html`<div class="trial" role="status" data-testid="trial" data-status="running">
      <p class="quiet">${words.trying}</p>
      <crm-progress thin .label=${words.trying} .value=${run?.rows ?? 0} .max=${run?.totalRows ?? null}></crm-progress>
    </div>`
  }
  return html`
    <div class="trial" data-testid="trial" data-status=${run.status}>
      <p role="status"><b>${words.wouldBe}</b> <span class="quiet">${run.message ?? words.wouldBeHint}</span></p>
      ${counts(run, speech, words, 'trial')}
      ${run.errors && run.errorToken ? html`<button class="button" data-testid="trial-errors" @click=${save}>${icons.download}${words.errorFile}</button>` : ''}
    </div>
  `
}
