import { html, nothing } from 'lit'
import { ImportsPageDocument, type ImportsPageQuery } from '../../../api/gen/documents'
import { ended, ImportsApi, readRun, undoing, type Run } from '../../../api/imports'
import { define } from '../../../elements/define'
import { icons } from '../../../elements/icons'
import '../../../elements/progress'
import { errorFileName, saveFile } from '../../../imports/files'
import { targetName } from '../../../imports/targets'
import { notice } from '../../../sidebar/states'
import { DataPage } from '../../parts/data-page'
import type { MenuItem } from '../../parts/menu'
import type { PageWords } from '../../words/pages'

type Node = NonNullable<NonNullable<ImportsPageQuery['imports']>['nodes']>[number]
type Data = { nodes: Node[]; next: string | null; total: number }

const atOnce = 30

/** A run as it is now: what the server has told of it since the page was read counts more. */
export function latest(node: Node, told: Run | undefined): Run {
  const read = readRun(node as unknown as Record<string, unknown>)
  return told && (ended(told) || !ended(read) || undoing(told)) ? told : read
}

/** What it was told to do, in few words. */
export function optionsText({ options }: Node, words: PageWords, lang: string, listName: (id: string) => string | undefined): string {
  const list = options.listMode === 'PER_ROW' ? words.optPerRow : options.listMode === 'NONE' ? '' : words.optList(options.listName ?? (options.listId && listName(options.listId)) ?? '…')
  return [
    words.optColumns(String(options.columns.filter(({ target }) => target).length)),
    words.optKeys(options.matchKeys.map((key) => targetName(key, lang)).join(', ')),
    options.onDuplicate === 'SKIP' ? words.optSkip : words.optUpdate,
    options.blankCells === 'CLEAR' ? words.optClear : '',
    list,
  ].filter(Boolean).join(' · ')
}

/** `<crm-page-imports>`: what was imported, by whom and how it went: a manager sees everybody's, others their own. */
export class ImportsPage extends DataPage<Data> {
  #known = new Set<string>()

  protected heading() {
    return this.words.importsPage
  }

  protected async read(): Promise<Data> {
    // As many as were shown: who has asked for more keeps them.
    const first = Math.max(atOnce, Math.min(200, this.data?.nodes.length ?? 0))
    const { imports } = await this.manager.client.query(ImportsPageDocument, { first })
    for (const run of this.manager.runs?.all ?? []) this.#known.add(run.id)
    return { nodes: imports?.nodes ?? [], next: imports?.pageInfo.hasNextPage ? (imports.pageInfo.endCursor ?? null) : null, total: imports?.totalCount ?? 0 }
  }

  /** A run that nobody knew of is read with all that belongs to it; of the others the counts alone move. */
  protected override told() {
    const shown = new Set(this.data?.nodes.map(({ id }) => id))
    const unknown = (this.manager.runs?.all ?? []).filter(({ id }) => !shown.has(id) && !this.#known.has(id))
    if (this.data && unknown.length) {
      for (const { id } of unknown) this.#known.add(id)
      void this.reload()
    }
    this.requestUpdate()
  }

  async #more() {
    const { nodes, next } = this.data!
    try {
      const { imports } = await this.manager.client.query(ImportsPageDocument, { first: atOnce, after: next })
      this.data = { nodes: [...nodes, ...(imports?.nodes ?? [])], next: imports?.pageInfo.hasNextPage ? (imports.pageInfo.endCursor ?? null) : null, total: imports?.totalCount ?? 0 }
    } catch (error) {
      this.manager.failed(error)
    }
  }

  protected override tools() {
    return this.#importButton()
  }

  #importButton = () => html`<button class="button primary" data-testid="import" @click=${() => this.manager.go({ page: 'import' })}>${icons.upload}${this.words.importCsv}</button>`

  protected view(data: Data) {
    const { words } = this
    if (!data.nodes.length) return notice('upload', words.noImportsTitle, words.noImportsText, this.#importButton())
    return html`
      <table data-testid="imports">
        <thead>
          <tr>
            <th scope="col">${words.fileHead}</th>
            <th scope="col">${words.statusHead}</th>
            <th scope="col">${words.resultHead}</th>
            <th scope="col" class="aside">${words.optionsHead}</th>
            <th scope="col"><span class="unseen">${words.actionsFor('')}</span></th>
          </tr>
        </thead>
        <tbody>
          ${data.nodes.map((node) => this.#row(node, latest(node, this.manager.runs?.get(node.id))))}
        </tbody>
      </table>
      ${data.next ? html`<div class="foot"><button class="button" data-testid="show-more" @click=${() => void this.#more()}>${words.showMore}</button></div>` : nothing}
    `
  }

  #row(node: Node, run: Run) {
    const { words } = this
    const { speech } = this.manager
    const going = !ended(run)
    const back = undoing(run)
    const state = back ? words.undoingShort : going ? words[run.status as 'queued'] : words[(run.status + 'Short') as 'failedShort']
    return html`<tr data-testid="import-row" data-id=${run.id} data-status=${run.status}>
      <th scope="row" class="wide">
        <bdi>${node.fileName}</bdi>
        <span class="quiet"><bdi>${node.agent?.name ?? ''}</bdi> · ${speech.date(node.createdAt)}</span>
      </th>
      <td>
        <span class="tag ${run.status}">${state}</span> ${node.dryRun ? html`<span class="tag">${words.dryRun}</span>` : nothing}
        ${going ? html`<crm-progress thin .label=${state} .value=${back ? run.takenBack + run.kept : run.rows} .max=${back ? run.imported + run.updated || null : run.totalRows}></crm-progress>` : nothing}
        ${run.message && !going ? html`<span class="quiet"><bdi>${run.message}</bdi></span>` : nothing}
      </td>
      <td data-testid="result">${this.#result(run)}</td>
      <td class="aside"><span class="quiet">${optionsText(node, words, speech.lang, (id) => this.manager.lists.find((list) => list.id === id)?.name)}</span></td>
      <td class="acts">${this.#acts(node, run)}</td>
    </tr>`
  }

  #result(run: Run) {
    const { words } = this
    const { number } = this.manager.speech
    const counts = [
      run.imported && words.newCount(number(run.imported)),
      run.updated && words.updatedCount(number(run.updated)),
      run.unchanged && words.unchangedCount(number(run.unchanged)),
      run.skipped && words.skippedCount(number(run.skipped)),
    ].filter(Boolean)
    const errors = run.errors ? html`<span class="bad">${words.errorCount(number(run.errors), this.one(run.errors))}</span>` : nothing
    return html`
      ${counts.join(' · ') || (run.errors ? nothing : '–')}${counts.length && run.errors ? ' · ' : nothing}${errors}
      ${!ended(run) && run.totalRows ? html`<span class="quiet">${words.ofRows(number(run.rows), number(run.totalRows))}</span>` : nothing}
      ${run.status === 'undone' ? html`<span class="quiet">${[words.takenBackCount(number(run.takenBack)), run.kept ? words.keptCount(number(run.kept)) : ''].filter(Boolean).join(' · ')}</span>` : nothing}
    `
  }

  #acts(node: Node, run: Run) {
    const { words } = this
    const over = ended(run)
    const undoable = over && !run.dryRun && run.status !== 'undone' && run.imported + run.updated > 0
    const api = new ImportsApi(this.manager.client, this.manager.viewer.tenant.slug)
    const items: MenuItem[] = [
      { key: 'again', text: words.importAgain, icon: icons.upload, run: () => this.manager.go({ page: 'import', query: new URLSearchParams({ again: node.id }) }) },
      ...(undoable ? [{ key: 'undo', text: words.undoImport, icon: icons.back, apart: true, run: () => this.#undo(run) }] : []),
      ...(!over && !undoing(run) ? [{ key: 'cancel', text: words.cancelImport, icon: icons.close, danger: true, run: () => void this.work(() => this.manager.runs?.cancel(run.id) ?? api.cancel(run.id)) }] : []),
    ]
    return html`
      ${run.errors && run.errorToken
        ? html`<button class="button icon" aria-label="${words.errorCsv}: ${node.fileName}" title=${words.errorCsv} data-testid="error-file" @click=${() => void this.#errors(api, run)}>${icons.download}</button>`
        : nothing}
      ${this.more(node.fileName, items)}
    `
  }

  #undo(run: Run) {
    const { words } = this
    this.ask = {
      heading: words.undoImport,
      text: words.undoImportText(run.fileName ?? ''),
      go: words.undoImport,
      run: async () => {
        await this.manager.runs!.undo(run.id)
      },
    }
  }

  async #errors(api: ImportsApi, run: Run) {
    try {
      saveFile(await (await api.errorRows(run)).blob(), errorFileName(run.fileName))
    } catch (error) {
      this.manager.failed(error)
    }
  }
}

define('crm-page-imports', ImportsPage)
