import { LitElement, html, nothing } from 'lit'
import type { ListEntryFragment } from '../../api/gen/documents'
import { ended, type ImportsApi, type Preview, type Run } from '../../api/imports'
import { asProblem, wasAborted, type Problem } from '../../api/problem'
import { buttons } from '../../elements/button'
import { define } from '../../elements/define'
import '../../elements/dialog'
import { fields } from '../../elements/field'
import { icons } from '../../elements/icons'
import '../../elements/progress'
import { base } from '../../elements/theme'
import type { ImportRuns } from '../import-runs'
import type { Speech } from '../words/words'
import { mappingStep } from './mapping-step'
import { runFoot, runStep } from './run-step'
import { uploadStyles } from './styles'
import { claimedTwice, lacksName } from './targets'

/**
 * `<crm-upload>`: the window in which a CSV goes in: choose a file, see where its columns go, start, watch, result.
 * A chunk of its own; the run goes on when the window is closed.
 *
 * @prop api · @prop runs · @prop run the run to show, null before there is one · @prop file one to begin with ·
 * @prop speech · @prop lists static lists that can be added to · @prop listId the list that is shown behind
 * @fires started (detail: run) · again for another file · close
 */
export class Upload extends LitElement {
  static override properties = {
    api: { attribute: false },
    runs: { attribute: false },
    run: { attribute: false },
    file: { attribute: false },
    speech: { attribute: false },
    lists: { attribute: false },
    listId: { attribute: false },
    reading: { state: true },
    preview: { state: true },
    mapping: { state: true },
    onDuplicate: { state: true },
    problem: { state: true },
    busy: { state: true },
    over: { state: true },
  }
  declare api: ImportsApi
  declare runs: ImportRuns
  declare run: Run | null
  declare file: File | null
  declare speech: Speech
  declare lists: ListEntryFragment[]
  declare listId: string | null
  declare reading: File | null
  declare preview: Preview | null
  declare mapping: (string | null)[]
  declare onDuplicate: 'update' | 'skip'
  declare problem: Problem | null
  declare busy: boolean
  declare over: boolean
  #request: AbortController | null = null
  #target: string | null = null
  /** One key for one press of Start: pressed again after a lost answer, it is the same run. */
  #key = ''

  constructor() {
    super()
    this.run = this.file = this.reading = this.preview = this.problem = this.listId = null
    this.mapping = []
    this.lists = []
    this.onDuplicate = 'update'
    this.busy = this.over = false
  }

  protected override firstUpdated() {
    this.#target = this.lists.some((list) => list.id === this.listId) ? this.listId : null
    if (this.file) void this.#read(this.file)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#request?.abort()
  }

  protected override render() {
    const { words } = this.speech
    return html`
      <crm-dialog heading=${words.uploadTitle} close-label=${words.close} @close=${this.#close}>
        <div class="step" data-testid="upload-dialog">
          ${this.problem ? this.#trouble(this.problem) : nothing}
          ${this.run ? runStep(this.run, this.speech) : this.preview ? this.#map(this.preview) : this.reading ? this.#wait(this.reading) : this.#choose()}
        </div>
        ${this.#foot()}
      </crm-dialog>
    `
  }

  #choose() {
    const { words } = this.speech
    return html`
      <div
        class="drop ${this.over ? 'over' : ''}"
        data-testid="drop-zone"
        @dragover=${(event: DragEvent) => (event.preventDefault(), (this.over = true))}
        @dragleave=${() => (this.over = false)}
        @drop=${this.#drop}
      >
        <span class="badge">${icons.file}</span>
        <b>${words.drop}</b>
        <span class="quiet">${words.dropOr}</span>
        <label class="button primary pick">
          ${words.choose}
          <input type="file" class="unseen" accept=".csv,.tsv,.txt,text/csv,text/plain" data-testid="file-input" @change=${this.#picked} />
        </label>
        <p class="quiet hint">${words.dropHint}</p>
      </div>
    `
  }

  #wait(file: File) {
    const { words } = this.speech
    return html`<div class="wait" role="status"><p>${words.reading(file.name)}</p><crm-progress .label=${words.reading(file.name)}></crm-progress></div>`
  }

  #map(preview: Preview) {
    return mappingStep({
      preview,
      fileName: this.reading?.name ?? '',
      mapping: this.mapping,
      speech: this.speech,
      lists: this.lists,
      listId: this.#target,
      onDuplicate: this.onDuplicate,
      map: (at, target) => (this.mapping = this.mapping.with(at, target)),
      duplicates: (value) => (this.onDuplicate = value),
      into: (listId) => (this.#target = listId),
    })
  }

  #foot() {
    const { words, number } = this.speech
    if (this.run) {
      return runFoot(this.run, this.speech, this.busy, {
        cancel: () => void this.#cancel(),
        close: this.#close,
        again: () => this.#again(),
        errors: () => void this.#saveErrors(this.run!),
      })
    }
    if (!this.preview) return nothing
    const wrong = claimedTwice(this.mapping).length > 0 || lacksName(this.mapping)
    const rows = this.preview.total_rows
    return html`
      <div slot="foot" class="foot">
        <button class="button" @click=${() => this.#again()}>${words.anotherFile}</button>
        <span class="room"></span>
        <button class="button primary" data-testid="start-import" ?disabled=${wrong || this.busy} aria-busy=${this.busy} @click=${this.#start}>
          ${rows ? words.start(number(rows)) : words.startAll}
        </button>
      </div>
    `
  }

  #trouble(problem: Problem) {
    return html`
      <div class="trouble" role="alert" data-testid="upload-error">
        ${icons.alert}
        <div><p>${problem.message}</p><code>${problem.code}</code></div>
      </div>
    `
  }

  async #read(file: File) {
    this.#request?.abort()
    const request = (this.#request = new AbortController())
    this.reading = file
    this.problem = null
    try {
      const preview = await this.api.preview(file, request.signal)
      this.mapping = preview.columns.map((column) => column.target)
      this.preview = preview
      this.#key = ''
    } catch (error) {
      if (wasAborted(error)) return
      this.reading = null
      this.problem = asProblem(error)
    }
  }

  #start = async () => {
    this.busy = true
    this.problem = null
    this.#key ||= newKey()
    try {
      const options = { staged: this.preview!.staged, mapping: this.mapping, onDuplicate: this.onDuplicate, listId: this.#target }
      const run = await this.api.start(options, this.#key)
      this.run = run
      this.runs.own(run)
      this.dispatchEvent(new CustomEvent('started', { detail: run }))
    } catch (error) {
      this.problem = asProblem(error)
      if (!this.problem.away) this.#key = ''
    } finally {
      this.busy = false
    }
  }

  async #cancel() {
    this.busy = true
    try {
      await this.runs.cancel(this.run!.id)
    } catch (error) {
      if (!ended(this.run!)) this.problem = asProblem(error)
    } finally {
      this.busy = false
    }
  }

  /** The file needs the bearer, so it is fetched and handed to the browser from memory. */
  async #saveErrors(run: Run) {
    this.busy = true
    try {
      const url = URL.createObjectURL(await this.api.errorFile(run))
      const link = document.createElement('a')
      link.href = url
      link.download = (run.fileName ?? 'import').replace(/\.\w+$/, '') + '-errors.csv'
      link.click()
      setTimeout(() => URL.revokeObjectURL(url), 10_000)
    } catch (error) {
      this.problem = asProblem(error)
    } finally {
      this.busy = false
    }
  }

  #again() {
    this.#request?.abort()
    this.run = this.preview = this.reading = this.problem = this.file = null
    this.dispatchEvent(new CustomEvent('again'))
  }

  #close = () => this.dispatchEvent(new CustomEvent('close'))

  #drop(event: DragEvent) {
    event.preventDefault()
    this.over = false
    const file = event.dataTransfer?.files[0]
    if (file) void this.#read(file)
  }

  #picked(event: Event) {
    const file = (event.target as HTMLInputElement).files?.[0]
    if (file) void this.#read(file)
  }

  static override styles = [base, buttons, fields, uploadStyles]
}

/** 128 random bits; `randomUUID` is missing where a page is not served securely. */
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

define('crm-upload', Upload)
