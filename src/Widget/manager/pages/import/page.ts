import { LitElement, html, nothing } from 'lit'
import { WizardAgainDocument, WizardChoicesDocument, type SavedMapFragment } from '../../../api/gen/documents'
import { ended, ImportsApi, undoing, type Preview, type Run } from '../../../api/imports'
import { asProblem, wasAborted, type Problem } from '../../../api/problem'
import { buttons } from '../../../elements/button'
import { define } from '../../../elements/define'
import { fields } from '../../../elements/field'
import { icons } from '../../../elements/icons'
import '../../../elements/progress'
import { base } from '../../../elements/theme'
import { causesOf, correctedFile, readFailing, type Failing } from '../../../imports/failing'
import { errorFileName, newKey, saveFile } from '../../../imports/files'
import { faultsOf } from '../../../imports/plan'
import { readKept, type KeptPerson } from '../../../imports/kept'
import { runStep } from '../../../imports/run-step'
import { uploadStyles } from '../../../imports/styles'
import { trouble } from '../../../imports/trouble'
import { watchTrial } from '../../../imports/watch'
import { FileDrop } from '../../../sidebar/file-drop'
import type { Manager } from '../../pages'
import type { Route } from '../../route'
import { changesOf, matched, codeOf } from './changes'
import { corrected, fixGrid } from './fix-grid'
import { mapStep, wordFor } from './map-step'
import { mappable, reviewStep, type Trial } from './review-step'
import { blank, keeper, mappedBy, planFor, readingFields, steps, type Reading, type Step, type Template, type Wizard, type WizardPlan } from './state'
import { wizardStyles } from './styles'
import { uploadStep } from './upload-step'
import { chosenFor, toldValues, type FixedField, type Values } from './values'
import { wizardWords } from './words/words'

/** So many failing rows are looked at to tell why rows fail, and so many are corrected on one page. */
const mostLooked = 2000
const mostFixed = 200
const mostChanges = 6

/**
 * `<crm-page-import>`: a CSV goes in, in three steps: the file, where its columns go, a last look; then how it goes, and what did not go
 * in is corrected and sent again. The server holds the file, the window what was chosen: a reload goes on where it was.
 */
export class ImportPage extends LitElement {
  static override properties = {
    manager: { attribute: false },
    route: { attribute: false },
    wizard: { state: true },
    preview: { state: true },
    maps: { state: true },
    customs: { state: true },
    preset: { state: true },
    trial: { state: true },
    run: { state: true },
    kept: { state: true },
    failing: { state: true },
    fixing: { state: true },
    fixPage: { state: true },
    coming: { state: true },
    problem: { state: true },
    busy: { state: true },
    over: { state: true },
    waiting: { state: true },
  }
  declare manager: Manager
  declare route: Route
  declare private wizard: Wizard
  declare private preview: Preview | null
  declare private maps: readonly SavedMapFragment[]
  declare private customs: readonly FixedField[]
  declare private preset: Template | null
  declare private trial: Trial | null
  declare private run: Run | null
  declare private kept: KeptPerson[]
  declare private failing: Failing | null
  /** The grid of failing rows is open, or on its way. */
  declare private fixing: boolean
  declare private fixPage: number
  declare private coming: File | null
  declare private problem: Problem | null
  declare private busy: boolean
  declare private over: boolean
  /** What a reload has left is asked for. */
  declare private waiting: boolean

  #request: AbortController | null = null
  #key = ''
  #deaf: (() => void) | null = null
  #shown = ''
  #choices: Promise<void> | null = null
  readonly #drop = new FileDrop(this, () => this.wizard.step === 'upload' && !this.coming, (file) => void this.#take(file))

  constructor() {
    super()
    this.wizard = blank
    this.preview = this.preset = this.trial = this.run = this.failing = this.coming = this.problem = null
    this.maps = this.customs = this.kept = []
    this.busy = this.over = this.fixing = this.waiting = false
    this.fixPage = 0
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#request?.abort()
    this.#deaf?.()
    this.#deaf = this.#choices = null
    this.trial = null
  }

  get #words() {
    return wizardWords(this.manager.speech)
  }

  get #api() {
    return new ImportsApi(this.manager.client, this.manager.viewer.tenant.slug)
  }

  get #store() {
    const { tenant, agent } = this.manager.viewer
    return keeper(`crm-manager/${tenant.slug}/${agent.id}/import`)
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    if (!this.#deaf) {
      this.#deaf = this.manager.listen({ changed: () => this.#follow() })
      this.#choices = this.#readChoices()
      void this.#restore()
    }
    if (changed.has('route') && !this.waiting) this.#route()
    this.over = this.#drop.over
  }

  protected override updated(changed: Map<string, unknown>) {
    if (!this.waiting && (changed.has('wizard') || changed.has('waiting'))) this.#store.write(this.wizard)
    this.#keepFocus()
  }

  // ——— where one is

  #set(some: Partial<Wizard>) {
    this.wizard = { ...this.wizard, ...some }
  }

  /** True for a step that what is there allows. */
  #open(step: Step) {
    if (step === 'run') return !!this.run
    if (step === 'upload') return !this.run
    if (this.run || !this.preview || !this.wizard.plan) return false
    return step === 'map' || this.#mapped
  }

  get #mapped() {
    return !faultsOf({ ...this.wizard.plan!, matchKeys: ['email'], into: { mode: 'none', list: '' } }).length
  }

  #route() {
    const wanted = (this.route.path[0] ?? (this.run ? 'run' : 'upload')) as Step
    if (wanted === this.wizard.step) return
    if (this.#open(wanted)) this.#set({ step: wanted })
    else this.#go(this.wizard.step, true)
  }

  #go(step: Step, replace = false) {
    this.#set({ step })
    this.problem = null
    this.manager.go({ page: 'import', path: step === 'upload' ? [] : [step] }, replace)
  }

  /** Goes on with what a reload, or another page, has left. */
  async #restore() {
    const [again, template] = [this.route.query.get('again'), this.route.query.get('template')]
    const kept = again || template ? null : this.#store.read()
    if (again) return this.#like(again)
    if (template) return void this.#choices?.then(() => (this.#load(template), this.#go('upload', true)))
    if (!kept) return this.#route()
    this.waiting = true
    try {
      if (kept.run) {
        this.run = await this.#api.run(kept.run)
        this.#own(this.run)
        this.wizard = { ...kept, step: 'run' }
        if (Object.keys(kept.fixes).length) void this.#fix()
        if (kept.staged && kept.plan) this.preview = await this.#api.preview(kept.staged, undefined, this.#fields(kept.reading)).catch(() => null)
      } else {
        this.preview = await this.#api.preview(kept.staged!, undefined, this.#fields(kept.reading))
        this.wizard = kept
      }
    } catch (error) {
      const problem = asProblem(error)
      // Without the server what was kept stays kept.
      if (problem.away || problem.signedOut) {
        this.problem = problem
        return
      }
      this.wizard = blank
      this.manager.toast({ text: this.#words.gone, bad: true })
    } finally {
      this.waiting = !!(this.problem?.away || this.problem?.signedOut)
    }
    this.#go(this.wizard.step, true)
  }

  async #like(id: string) {
    this.#store.write(blank)
    try {
      const { importById } = await this.manager.client.query(WizardAgainDocument, { id })
      if (importById) this.preset = { name: importById.fileName, columns: importById.options.columns, options: importById.options }
    } catch (error) {
      this.manager.failed(error)
    }
    this.#go('upload', true)
  }

  #readChoices() {
    return this.manager.client.query(WizardChoicesDocument, {}).then(
      ({ importMaps, customFields }) => {
        this.maps = importMaps
        this.customs = customFields
      },
      () => {}, // without them the rest is still there
    )
  }

  // ——— the file

  #fields(reading: Reading) {
    return { ...readingFields(reading), ...(reading.map ? { import_map: reading.map } : {}) }
  }

  get #template(): Template | null {
    if (this.preset) return this.preset
    const id = this.preview?.import_map ?? this.wizard.reading.map
    return (id && this.maps.find((map) => map.id === id)) || null
  }

  #take(file: File | undefined) {
    // A file that falls on the frame falls on the page around it, too: that is told of none any more once one is on its way.
    this.#drop.over = false
    if (!file || this.coming) return
    this.run = null
    return this.#look(file, this.preview ? { ...blank.reading } : this.wizard.reading)
  }

  /** Reads a file, or the one that is there in another way; what was chosen about its columns is proposed anew. */
  async #look(source: File | string, reading: Reading) {
    this.#request?.abort()
    const request = (this.#request = new AbortController())
    const file = typeof source === 'string' ? null : source
    if (file) this.coming = file
    this.problem = null
    this.busy = true
    const before = this.wizard.reading
    this.#set({ reading })
    try {
      const preview = await this.#api.preview(source, request.signal, this.#fields(reading))
      await this.#choices
      if (file) this.preview = null
      this.preview = preview
      const listId = this.manager.lists.find(({ id, kind }) => kind === 'STATIC' && id === this.route.query.get('list'))?.id ?? null
      const plan = planFor(preview, listId, this.#template)
      if (this.preset) plan.mapping = mappedBy(this.preset, preview.columns.map(({ header }) => header))
      this.#set({ staged: preview.staged, fileName: file?.name ?? this.wizard.fileName, plan, run: null, fixes: {}, fixPages: 1 })
      this.trial = null
      this.#key = ''
      this.#go('upload', true)
    } catch (error) {
      if (wasAborted(error)) return
      this.#set({ reading: before })
      this.problem = asProblem(error)
    } finally {
      if (this.#request === request) {
        this.coming = null
        this.busy = false
      }
    }
  }

  #load(id: string) {
    const map = this.maps.find((one) => one.id === id)
    this.preset = null
    const reading: Reading = { delimiter: map?.options.delimiter ?? 'auto', encoding: map?.options.encoding ?? 'auto', hasHeader: map?.options.hasHeader ?? true, map: id || null }
    if (this.wizard.staged) void this.#look(this.wizard.staged, reading)
    else this.#set({ reading })
  }

  // ——— plan and trial

  #change = (some: Partial<WizardPlan>) => {
    this.#set({ plan: { ...this.wizard.plan!, ...some } })
    // What a trial said, it said of another plan; how the mapping is kept is no matter of it.
    if (Object.keys(some).some((name) => !['save', 'saveAs', 'found'].includes(name))) this.#endTrial()
  }

  #endTrial() {
    this.trial = null
    this.#key = ''
  }

  get #values(): Values {
    const { mapping, values, found } = this.wizard.plan!
    return this.preview ? toldValues(values, mapping, this.preview, found, this.customs, wordFor(this.manager.speech)) : values
  }

  #options(dryRun: boolean) {
    const plan = this.wizard.plan!
    const values = Object.entries(this.#values).map(([target, cells]) => [target, Object.fromEntries(Object.entries(cells).map(([cell, code]) => [cell, code || null]))])
    const more = {
      blank_cells: plan.blankCells,
      ...(values.length ? { values_json: JSON.stringify(Object.fromEntries(values)) } : {}),
      ...(plan.country.length === 2 ? { default_country: plan.country } : {}),
    }
    const { mapping, matchKeys, onDuplicate } = plan
    return { mapping, matchKeys, onDuplicate, into: { ...plan.into, list: plan.into.list.trim() }, dryRun, more }
  }

  async #try() {
    const mine: Trial = (this.trial = { run: null, failing: null, causes: [], changes: [] })
    this.problem = null
    const options = this.#options(true)
    try {
      const run = await this.#api.start({ ...options, source: this.wizard.staged!, more: { ...options.more, ...readingFields(this.wizard.reading) } }, newKey())
      await watchTrial(this.#api, run, () => this.trial === mine, async (now) => {
        if (ended(now)) Object.assign(mine, await this.#told(now))
        mine.run = now
        this.requestUpdate()
      })
    } catch (error) {
      if (this.trial !== mine) return
      this.trial = null
      this.problem = asProblem(error)
    }
  }

  /** Why rows fail, and what would change: both are worth having without the other. */
  async #told(run: Run): Promise<Partial<Trial>> {
    const { mapping, matchKeys, blankCells } = this.wizard.plan!
    const values = this.#values
    const failing = run.errors && run.errorToken ? await readFailing(this.#api, run, mostLooked).catch(() => null) : null
    const contacts = run.updated ? await matched(this.manager.client, this.preview!, mapping, matchKeys).catch(() => []) : []
    const mean = (target: string, cell: string) => chosenFor(values[target], cell) ?? codeOf(target, cell)
    const changes = changesOf(this.preview!.rows, mapping, matchKeys, contacts, blankCells === 'clear', mean).slice(0, mostChanges)
    return { failing, causes: failing ? causesOf(failing.rows) : [], changes }
  }

  /** The words that the trial has stumbled over are shown beside their column. */
  #mapValues(code: string) {
    const target = mappable(code)!
    const { plan } = this.wizard
    const at = plan!.mapping.indexOf(target)
    const cells = (this.trial?.failing?.rows ?? []).filter((row) => row.codes.includes(code)).map((row) => row.cells[at]?.trim() ?? '')
    this.#change({ found: { ...plan!.found, [target]: [...new Set([...(plan!.found[target] ?? []), ...cells])].filter(Boolean) } })
    this.#go('map')
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-testid="values-${target}"] [aria-invalid=true]`)?.focus())
  }

  // ——— the run

  #own(run: Run) {
    this.manager.runs?.own(run)
  }

  #follow() {
    const run = this.wizard.run ? this.manager.runs?.get(this.wizard.run) : undefined
    if (!run && this.run && !ended(this.run)) this.#own(this.run)
    if (run && run !== this.run) {
      this.run = run
      if (run.status === 'undone' && run.kept && !this.kept.length) void this.#readKept(run)
    } else this.requestUpdate()
  }

  async #start(source: File | string, options: Parameters<ImportsApi['start']>[0]) {
    this.#key ||= newKey()
    this.busy = true
    this.problem = null
    try {
      const run = await this.#api.start({ ...options, source }, this.#key)
      this.#key = ''
      this.trial = this.failing = null
      this.fixing = false
      this.fixPage = 0
      this.kept = []
      this.run = run
      this.#set({ run: run.id, staged: null, fixes: {}, fixPages: 1 })
      this.#own(run)
      this.#go('run')
    } catch (error) {
      this.problem = asProblem(error)
      if (!this.problem.away) this.#key = ''
    } finally {
      this.busy = false
    }
  }

  #import() {
    const { plan, reading, staged } = this.wizard
    const options = this.#options(false)
    const saveAs = plan!.save && plan!.saveAs.trim()
    const more = { ...options.more, ...readingFields(reading), ...(saveAs ? { save_map_as: saveAs } : {}) }
    return this.#start(staged!, { ...options, more, source: '' })
  }

  async #work(ask: () => Promise<unknown>) {
    this.busy = true
    this.problem = null
    try {
      await ask()
    } catch (error) {
      this.problem = asProblem(error)
    } finally {
      this.busy = false
    }
  }

  #saveErrors(run: Run) {
    return this.#work(async () => saveFile(await (await this.#api.errorRows(run)).blob(), errorFileName(run.fileName)))
  }

  async #readKept(run: Run) {
    this.kept = await readKept(this.#api, this.manager.client, run)
  }

  // ——— what did not go in

  async #fix() {
    this.fixing = true
    try {
      this.failing = await readFailing(this.#api, this.run!, mostFixed * this.wizard.fixPages)
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('[data-fix]')?.focus()
    } catch (error) {
      this.fixing = false
      this.problem = asProblem(error)
    }
  }

  /** Another page of the failing rows; those that were come to before stay. */
  async #fixTo(page: number) {
    if (page * mostFixed >= this.failing!.rows.length) {
      this.#set({ fixPages: page + 1 })
      await this.#work(async () => (this.failing = await readFailing(this.#api, this.run!, mostFixed * (page + 1))))
    }
    this.fixPage = Math.min(page, Math.max(0, Math.ceil(this.failing!.rows.length / mostFixed) - 1))
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('[data-fix]')?.focus()
    this.renderRoot.querySelector('.fix .scroll')?.scrollTo?.(0, 0)
  }

  /** Only these rows go in again, by the same plan; a list that the first run made is there by now. */
  #send() {
    const { plan, fixes, fileName } = this.wizard
    const rows = this.failing!.rows.map((row) => corrected(row, fixes)).filter((row) => row !== null)
    const options = this.#options(false)
    const into = options.into.mode === 'new' ? { ...options.into, mode: 'existing' as const } : options.into
    const file = correctedFile(this.failing!.header, rows, fileName.replace(/(-corrected)?(\.\w+)?$/, '-corrected.csv'))
    void this.#start(file, { ...options, into, mapping: plan!.mapping.slice(0, this.failing!.header.length), more: { ...options.more, delimiter: 'comma', encoding: 'utf-8' }, source: file })
  }

  #anew = () => {
    this.#request?.abort()
    this.preview = this.trial = this.run = this.failing = this.problem = this.coming = this.preset = null
    this.fixing = this.busy = this.waiting = false
    this.fixPage = 0
    this.kept = []
    this.wizard = blank
    void this.#readChoices() // a template may have come by the run
    this.#go('upload')
  }

  // ——— what is seen

  protected override render() {
    const words = this.#words
    const { step } = this.wizard
    const at = steps.indexOf(step as 'map')
    const titles = { upload: words.stepUpload, map: words.stepMap, review: words.stepReview, run: words.stepReview }
    return html`
      <div class="wizard" data-testid="wizard" data-step-name=${step}>
        <header>
          <h2 tabindex="-1" data-step-title>${words.wizardTitle}<span class="unseen">. ${at < 0 ? '' : words.stepOf(String(at + 1), titles[step])}</span></h2>
          <ol class="steps" aria-label=${words.wizardTitle}>
            ${steps.map((name, index) => {
              const done = step === 'run' || index < at
              const inside = html`<i aria-hidden="true">${done ? icons.check : index + 1}</i><span>${titles[name]}</span>`
              const open = name !== step && this.#open(name)
              return html`<li aria-current=${name === step ? 'step' : nothing} class=${done ? 'done' : ''}>
                ${open ? html`<button data-testid="step-${name}" @click=${() => this.#go(name)}>${inside}</button>` : html`<span class="stepname">${inside}</span>`}
              </li>`
            })}
          </ol>
        </header>
        <div class="inside" ?data-over=${this.over}>
          <div class="step">${this.problem ? trouble(this.problem, this.manager.speech, words, this.problem.away ? words.awayTitle : undefined) : nothing} ${this.waiting ? this.#waits() : this.#body(step)}</div>
        </div>
        ${this.waiting ? nothing : this.#foot(step)}
      </div>
    `
  }

  #waits() {
    const words = this.#words
    return this.problem ? html`<button class="button start" @click=${() => ((this.problem = null), void this.#restore())}>${words.retry}</button>` : html`<crm-progress .label=${words.loading}></crm-progress>`
  }

  #body(step: Step) {
    const { speech } = this.manager
    const words = this.#words
    const { plan, fileName, reading } = this.wizard
    const { preview, customs } = this
    if (step === 'run' && this.run) return this.#running(this.run)
    if (step === 'map' && preview && plan) return mapStep({ words, speech, preview, plan, customs, change: this.#change })
    if (step === 'review' && preview && plan) {
      return reviewStep({
        words, speech, preview, fileName, plan, customs,
        lists: this.manager.lists.filter(({ kind }) => kind === 'STATIC'),
        trial: this.trial,
        busy: this.busy,
        change: this.#change,
        tryIt: () => void this.#try(),
        stop: () => this.#endTrial(),
        save: () => void this.#saveErrors(this.trial!.run!),
        mapValues: (code) => this.#mapValues(code),
      })
    }
    return uploadStep({
      words, speech, preview, fileName, reading,
      maps: this.maps,
      template: this.#template,
      preset: this.preset,
      coming: this.coming,
      busy: this.busy,
      over: this.over,
      hang: (over) => (this.over = over),
      take: (file) => void this.#take(file),
      read: (some) => void this.#look(this.wizard.staged!, { ...reading, ...some }),
      load: (id) => this.#load(id),
    })
  }

  #running(run: Run) {
    const { speech } = this.manager
    const words = this.#words
    const over = ended(run) && run.status !== 'undone'
    const { fixes, plan } = this.wizard
    return html`
      ${runStep(run, speech, words, this.kept)}
      ${this.fixing && over
        ? this.failing && plan
          ? fixGrid({
              words, speech, failing: this.failing, total: run.errors, mapping: plan.mapping, customs: this.customs, fixes, busy: this.busy,
              page: this.fixPage, size: mostFixed,
              go: (page) => void this.#fixTo(page),
              fix: (row, some) => this.#set({ fixes: { ...fixes, [row]: some } }),
              send: () => this.#send(),
            })
          : html`<p class="quiet" role="status">${words.fixLoading}</p>`
        : nothing}
    `
  }

  #foot(step: Step) {
    const words = this.#words
    if (step === 'run' && this.run) return this.#runFoot(this.run)
    if (!this.preview || !this.wizard.plan) return nothing
    const { plan } = this.wizard
    const ready = this.#mapped
    const off = faultsOf(plan).length > 0 || (plan.save && !plan.saveAs.trim()) || this.busy
    const rows = this.preview.total_rows
    const back = step === 'review' ? 'map' : 'upload'
    return html`<footer>
      ${step === 'upload' ? nothing : html`<button class="button" data-testid="step-back" @click=${() => this.#go(back)}>${words.stepBack}</button>`}
      <button class="button" data-testid="start-over" @click=${this.#anew}>${words.startOver}</button>
      <span class="room"></span>
      ${step === 'map' && !ready ? html`<p class="warn" role="status" data-testid="plan-fault">${icons.alert}${words[faultsOf(plan)[0] ?? 'needsName']}</p>` : nothing}
      ${step === 'review'
        ? html`<button class="button primary" data-testid="start-import" ?disabled=${off} aria-busy=${this.busy} @click=${() => void this.#import()}>${rows ? words.start(this.manager.speech.number(rows)) : words.startAll}</button>`
        : html`<button class="button primary" data-testid="next" ?disabled=${this.busy || (step === 'map' && !ready)} @click=${() => this.#go(step === 'upload' ? 'map' : 'review')}>${words.next}${icons.arrow}</button>`}
    </footer>`
  }

  #runFoot(run: Run) {
    const words = this.#words
    const failed = run.errors > 0 && !!run.errorToken && run.status !== 'undone'
    const { runs } = this.manager
    if (!ended(run)) {
      return html`<footer>
        ${undoing(run) || !runs ? nothing : html`<button class="button danger" data-testid="cancel-import" ?disabled=${this.busy} @click=${() => void this.#work(() => runs.cancel(run.id))}>${words.cancelImport}</button>`}
        <span class="room"></span>
        ${this.#links(run)}
      </footer>`
    }
    return html`<footer>
      ${failed ? html`<button class="button" data-testid="error-file" ?disabled=${this.busy} @click=${() => void this.#saveErrors(run)}>${icons.download}${words.errorFile}</button>` : nothing}
      ${runs && run.status !== 'undone' && run.imported + run.updated > 0
        ? html`<button class="button" data-testid="undo-import" ?disabled=${this.busy} @click=${() => void this.#work(() => runs.undo(run.id))}>${words.undoImport}</button>`
        : nothing}
      <button class="button" data-testid="import-another" @click=${this.#anew}>${words.importAnother}</button>
      <span class="room"></span>
      ${this.#links(run)}
      ${failed && !this.fixing && this.wizard.plan ? html`<button class="button primary" data-testid="fix-rows" @click=${() => void this.#fix()}>${words.fixRows}</button>` : nothing}
    </footer>`
  }

  #links(run: Run) {
    const words = this.#words
    const { into } = this.wizard.plan ?? {}
    const list = into?.mode === 'existing' ? into.list : into?.mode === 'new' ? this.manager.lists.find(({ name }) => name === into.list.trim())?.id : null
    const query = new URLSearchParams(list ? { list } : {})
    const go = (page: string, query?: URLSearchParams) => (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      if (ended(run)) this.#store.write((this.wizard = blank))
      this.manager.go({ page, query: query ?? new URLSearchParams() })
    }
    return html`
      ${this.manager.has('imports') ? html`<a class="button" data-testid="all-imports" href=${this.manager.href({ page: 'imports' })} @click=${go('imports')}>${words.allImports}</a>` : nothing}
      <a class="button" data-testid="show-contacts" href=${this.manager.href({ page: 'contacts', query })} @click=${go('contacts', query)}>${words.showContacts}</a>
    `
  }

  /** A step that comes takes the focus to its beginning, where it is read out. */
  #keepFocus() {
    const now = this.waiting ? '' : this.wizard.step + (this.preview || this.run ? '' : '-') + (this.problem ? '!' : '')
    const before = this.#shown
    if (now === before) return
    this.#shown = now
    if (!before) return
    this.renderRoot.querySelector<HTMLElement>(this.problem ? '.trouble' : '[data-step-title]')?.focus()
    this.renderRoot.querySelector('.inside')?.scrollTo?.(0, 0)
  }

  static override styles = [base, buttons, fields, uploadStyles, wizardStyles]
}

define('crm-page-import', ImportPage)
