import { LitElement, html, nothing } from 'lit'
import { UploadTargetsDocument, type ListEntryFragment } from '../../api/gen/documents'
import { ended, type ImportsApi, type Preview, type Run } from '../../api/imports'
import { asProblem, wasAborted, type Problem } from '../../api/problem'
import { buttons } from '../../elements/button'
import { define } from '../../elements/define'
import '../../elements/dialog'
import { fields } from '../../elements/field'
import '../../elements/progress'
import { base } from '../../elements/theme'
import { errorFileName, newKey, saveFile } from '../../imports/files'
import type { ImportRuns } from '../import-runs'
import type { Speech } from '../words/words'
import { chooseStep, waitStep } from '../../imports/choose-step'
import { mappingStep } from './mapping-step'
import { faultsOf, planOf, type Plan } from '../../imports/plan'
import { readKept, type KeptPerson } from '../../imports/kept'
import { runFoot, runStep } from '../../imports/run-step'
import { uploadStyles } from '../../imports/styles'
import type { CustomTarget } from '../../imports/targets'
import { trial } from './trial'
import { trouble } from '../../imports/trouble'
import { watchTrial } from '../../imports/watch'
import { uploadWords } from '../../imports/words/words'

/**
 * `<crm-upload>`: the window in which a CSV goes in: choose a file, see where its columns go, try it, start, watch, result.
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
    plan: { state: true },
    trial: { state: true },
    customs: { state: true },
    kept: { state: true },
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
  declare plan: Plan | null
  /** A dry run of the plan as it stands: asked for, or over. */
  declare trial: { run: Run | null } | null
  declare customs: CustomTarget[]
  declare kept: KeptPerson[]
  declare problem: Problem | null
  declare busy: boolean
  declare over: boolean
  #request: AbortController | null = null
  /** What a preview has staged is taken up once; after that the file goes along itself. */
  #staged: string | null = null
  /** One key for one press of Start: pressed again after a lost answer, it is the same run. */
  #key = ''
  #step = ''

  constructor() {
    super()
    this.run = this.file = this.reading = this.preview = this.plan = this.trial = this.problem = this.listId = null
    this.lists = this.customs = this.kept = []
    this.busy = this.over = false
  }

  protected override firstUpdated() {
    if (this.file) void this.#read(this.file)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#request?.abort()
    this.trial = null
  }

  protected override updated(changed: Map<string, unknown>) {
    if (changed.has('run') && this.run?.status === 'undone' && this.run.kept && !this.kept.length) void this.#readKept(this.run)
    this.#keepFocus()
  }

  protected override render() {
    const words = uploadWords(this.speech)
    return html`
      <crm-dialog heading=${words.uploadTitle} close-label=${words.close} @close=${this.#close}>
        <div class="step" data-testid="upload-dialog">
          ${this.problem ? trouble(this.problem, this.speech, words) : nothing}
          ${this.run
            ? runStep(this.run, this.speech, words, this.kept)
            : this.preview && this.plan
              ? this.#map(this.preview, this.plan)
              : this.reading
                ? waitStep(words, this.reading)
                : chooseStep(words, this.over, (over) => (this.over = over), (file) => file && void this.#read(file))}
        </div>
        ${this.#foot()}
      </crm-dialog>
    `
  }

  #map(preview: Preview, plan: Plan) {
    const { speech, lists, customs } = this
    const words = uploadWords(speech)
    const change = (some: Partial<Plan>) => {
      this.plan = { ...this.plan!, ...some }
      this.trial = null // what it said was said of another plan
    }
    return html`
      ${mappingStep({ preview, plan, speech, words, lists, customs, change, fileName: this.reading?.name ?? '' })}
      ${this.trial ? trial(this.trial.run, speech, words, () => void this.#saveErrors(this.trial!.run!)) : nothing}
    `
  }

  #foot() {
    const words = uploadWords(this.speech)
    if (this.run) {
      return runFoot(this.run, words, this.busy, {
        cancel: () => void this.#work(() => this.runs.cancel(this.run!.id), () => !ended(this.run!)),
        close: this.#close,
        again: () => this.#again(),
        errors: () => void this.#saveErrors(this.run!),
        undo: () => void this.#work(() => this.runs.undo(this.run!.id)),
      })
    }
    if (!this.preview || !this.plan) return nothing
    const off = faultsOf(this.plan).length > 0 || this.busy
    const rows = this.preview.total_rows
    return html`
      <div slot="foot" class="foot">
        <button class="button" data-testid="another-file" @click=${() => this.#again()}>${words.anotherFile}</button>
        <span class="room"></span>
        <button class="button" data-testid="dry-run" ?disabled=${off || !!this.trial} @click=${() => void this.#try()}>${words.tryFirst}</button>
        <button class="button primary" data-testid="start-import" ?disabled=${off} aria-busy=${this.busy} @click=${() => void this.#start()}>
          ${rows ? words.start(this.speech.number(rows)) : words.startAll}
        </button>
      </div>
    `
  }

  async #read(file: File) {
    this.#request?.abort()
    const request = (this.#request = new AbortController())
    this.reading = file
    this.problem = null
    if (!this.customs.length) void this.#readCustoms()
    try {
      const preview = await this.api.preview(file, request.signal)
      this.#staged = preview.staged
      this.plan = planOf(preview, this.lists.some((list) => list.id === this.listId) ? this.listId : null)
      this.preview = preview
      this.#key = ''
    } catch (error) {
      if (wasAborted(error)) return
      this.reading = null
      this.problem = asProblem(error)
    }
  }

  /** Without their names the suggested ones are still there. */
  async #readCustoms() {
    this.customs = await this.api.client.query(UploadTargetsDocument, {}).then((data) => data.customFields, () => [])
  }

  async #readKept(run: Run) {
    this.kept = await readKept(this.api, this.api.client, run)
  }

  async #begin(dryRun: boolean, key: string): Promise<Run> {
    const { into, ...plan } = this.plan!
    const options = { ...plan, into: { ...into, list: into.list.trim() }, dryRun }
    try {
      const run = await this.api.start({ ...options, source: this.#staged ?? this.reading! }, key)
      if (!dryRun) this.#staged = null
      return run
    } catch (error) {
      if (!this.#staged || asProblem(error).code !== 'staged_unknown') throw error
      this.#staged = null // a request whose answer was lost has used it up, or its time is over
      return this.api.start({ ...options, source: this.reading! }, key)
    }
  }

  async #try() {
    const mine: { run: Run | null } = (this.trial = { run: null })
    this.problem = null
    try {
      await watchTrial(this.api, await this.#begin(true, newKey()), () => this.trial === mine, (run) => {
        mine.run = run
        this.requestUpdate()
      })
    } catch (error) {
      if (this.trial !== mine) return
      this.trial = null
      this.problem = asProblem(error)
    }
  }

  async #start() {
    this.#key ||= newKey()
    this.busy = true
    this.problem = null
    try {
      const run = await this.#begin(false, this.#key)
      this.trial = null
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

  /** Asks for something that the run does next. @param matters whether a refusal is worth telling by then */
  async #work(ask: () => Promise<void>, matters = () => true) {
    this.busy = true
    this.problem = null
    try {
      await ask()
    } catch (error) {
      if (matters()) this.problem = asProblem(error)
    } finally {
      this.busy = false
    }
  }

  /** The file needs the bearer, so it is fetched and handed to the browser from memory. */
  #saveErrors(run: Run) {
    return this.#work(async () => {
      saveFile(await (await this.api.errorRows(run)).blob(), errorFileName(run.fileName))
    })
  }

  #again() {
    this.#request?.abort()
    this.run = this.preview = this.plan = this.reading = this.trial = this.problem = this.file = null
    this.kept = []
    this.dispatchEvent(new CustomEvent('again'))
  }

  #close = () => this.dispatchEvent(new CustomEvent('close'))

  /** A step that goes takes focus with it: it goes on at the beginning of the next, and is read out there. */
  #keepFocus() {
    const step = this.run ? 'run' : this.preview ? 'map' : this.reading ? 'wait' : 'choose'
    const [before, now] = [this.#step, step + (this.problem ? '!' : '')]
    if (now === before) return
    this.#step = now
    const to = this.problem ? '.trouble' : before && before.replace('!', '') !== step ? (step === 'choose' ? '[data-testid=file-input]' : '[data-step]') : null
    if (to) this.renderRoot.querySelector<HTMLElement>(to)?.focus()
  }

  static override styles = [base, buttons, fields, uploadStyles]
}

define('crm-upload', Upload)
