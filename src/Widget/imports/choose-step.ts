import { html } from 'lit'
import { icons } from '../elements/icons'
import type { Words } from '../sidebar/words/words'
import type { UploadWords } from './words/en'

/** Where a file is dropped, or chosen. */
export const chooseStep = (words: Words & UploadWords, over: boolean, hang: (over: boolean) => void, take: (file: File | undefined) => void) => html`
  <div
    class="drop ${over ? 'over' : ''}"
    data-testid="drop-zone"
    @dragover=${(event: DragEvent) => (event.preventDefault(), hang(true))}
    @dragleave=${() => hang(false)}
    @drop=${(event: DragEvent) => (event.preventDefault(), hang(false), take(event.dataTransfer?.files[0]))}
  >
    <span class="badge">${icons.file}</span>
    <b>${words.drop}</b>
    <span class="quiet">${words.dropOr}</span>
    <label class="button primary pick">
      ${words.choose}
      <input
        type="file"
        class="unseen"
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        data-testid="file-input"
        @change=${(event: Event) => take((event.target as HTMLInputElement).files?.[0])}
      />
    </label>
    <p class="quiet hint">${words.dropHint}</p>
  </div>
`

/** While the file is being read. */
export const waitStep = (words: UploadWords, file: File) =>
  html`<div class="wait" role="status" tabindex="-1" data-step><p>${words.reading(file.name)}</p><crm-progress .label=${words.reading(file.name)}></crm-progress></div>`
