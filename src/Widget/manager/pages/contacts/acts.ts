import { html, nothing } from 'lit'
import { CreateListDocument, type ContactStatus } from '../../../api/gen/documents'
import '../../../elements/progress'

import type { Manager } from '../../pages'
import { BulkWorks, type BulkAction, type BulkWork } from './bulk'
import './bulk-dialog'
import type { Asked } from './bulk-dialog'
import { exported, save } from './export'
import type { GridPages, GridRow, Wanted } from './grid-pages'
import './merge-dialog'
import './save-list'
import { inputOf, type Selection } from './selection'

/** What the page lets its actions see. */
export interface Acted {
  readonly manager: Manager
  readonly pages: GridPages
  readonly selection: Selection
  readonly selected: number | null
  changed(): void
  /** Something was done to many: what is shown is read anew, where it is shown. */
  refresh(): Promise<void>
  /** Those who were chosen are gone, or are one now. */
  clear(): void
  /** What comes back from the server about these is one's own doing. */
  mine(ids: Iterable<string> | null): void
}

/** Past so many contacts a deletion is asked about first. */
const mostDeleted = 500
const mostMerged = 50

/** Who the action is about: as it was when it was asked for, whatever is chosen meanwhile. */
interface Chosen {
  selection: Selection
  wanted: Wanted
  count: number
}

/** What can be done with those who are chosen, from the question to the undo. Fetched after the first rows. */
export class Acts {
  readonly works: BulkWorks
  #asked: (Chosen & { ask: Asked }) | null = null
  #merging: GridRow[] | null = null
  #exporting = false
  #help = false

  constructor(readonly page: Acted) {
    this.works = new BulkWorks(page.manager.client, () => page.changed(), (work) => this.#ended(work))
  }

  get #chosen(): Chosen {
    const { selection, pages, selected } = this.page
    return { selection, wanted: pages.wanted, count: selected ?? pages.total ?? 0 }
  }

  /** Begins an action by its name in toolbar and menu. */
  async start(name: string) {
    const chosen = this.#chosen
    if (name.startsWith('status:')) return this.#run({ kind: 'status', status: name.slice(7) as ContactStatus }, chosen)
    if (name === 'export') return this.#export(chosen)
    if (name === 'merge') return this.#merge(chosen)
    if (name === 'remove-list') {
      const list = this.page.manager.lists.find(({ id }) => id === chosen.wanted.listId)
      return list && this.#run({ kind: 'remove-list', listId: list.id, name: list.name }, chosen)
    }
    if (name === 'delete' && chosen.count <= mostDeleted) return this.#run({ kind: 'delete' }, chosen)
    this.#asked = { ...chosen, ask: name as Asked }
    this.page.changed()
  }

  showHelp() {
    this.#help = true
    this.page.changed()
  }

  end() {
    this.works.end()
  }

  // ——— what is seen

  /** Actions that go on. */
  strips() {
    const { words, number } = this.page.manager.speech
    return this.works.going.map((work) => html`<div class="work" role="status" data-testid="bulk-progress">
      <span>${work.undoing ? words.takingBack : words.working(this.#what(work.action))}</span>
      <crm-progress thin .label=${words.working(this.#what(work.action))} .value=${work.affected + work.skipped} .max=${work.total}></crm-progress>
      <span class="of">${work.total === null ? number(work.affected) : words.ofMany(number(work.affected + work.skipped), number(work.total))}</span>
    </div>`)
  }

  dialogs() {
    const { manager } = this.page
    const close = () => {
      this.#asked = this.#merging = null
      this.#help = false
      this.page.changed()
    }
    return html`
      ${this.#help ? this.#keys(close) : nothing}
      ${this.#asked
        ? html`<crm-bulk-dialog .manager=${manager} .ask=${this.#asked.ask} .count=${this.#asked.count} @close=${close} @done=${(event: CustomEvent<BulkAction | { make: string }>) => {
            const asked = this.#asked!
            close()
            void this.#done(event.detail, asked)
          }}></crm-bulk-dialog>`
        : nothing}
      ${this.#merging
        ? html`<crm-merge-dialog .manager=${manager} .ids=${this.#merging.map(({ id }) => id)} @close=${close} @merged=${(event: CustomEvent<{ name: string; count: number }>) => {
            close()
            const { name, count } = event.detail
            manager.toast({ text: manager.speech.words.merged(manager.speech.number(count), name) })
            this.page.clear()
            void this.page.refresh()
          }}></crm-merge-dialog>`
        : nothing}
    `
  }

  #keys(close: () => void) {
    const { words } = this.page.manager.speech
    const edits = this.page.manager.may('CRM_EDIT')
    const keys: [string, string][] = [
      ['/', words.search], ['↑ ↓ ← →', words.keyCells], ['Home · End', words.keyEnds], ['Enter', words.keyEnter], ['Space', words.keyChoose], ['Shift + ↑ ↓', words.keyRange], ['Ctrl + A', words.selectAll],
      ['Shift + F10', words.keyMenu], ['E', words.editContact], ['T', words.timeline], ...(edits ? [['N', words.createTitle], ['Delete', words.deleteSelected]] as [string, string][] : []), ['L', words.chooseList], ['Esc', words.keyBack], ['?', words.help],
    ]
    return html`<crm-dialog narrow heading=${words.help} close-label=${words.close} @close=${close}>
      <dl class="keys" data-testid="help">${keys.map(([key, text]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${text}</dd></div>`)}</dl>
    </crm-dialog>`
  }

  // ——— how it is done

  async #done(done: BulkAction | { make: string }, chosen: Chosen) {
    if (!('make' in done)) return this.#run(done, chosen)
    try {
      const { createList } = await this.page.manager.client.query(CreateListDocument, { input: { name: done.make, kind: 'STATIC' } })
      const list = createList.contactList
      if (!list) throw new Error(createList.errors?.[0]?.message)
      await this.#run({ kind: 'add-list', listId: list.id, name: list.name }, chosen)
    } catch (error) {
      this.page.manager.failed(error)
    }
  }

  async #run(action: BulkAction, { selection, wanted, count }: Chosen) {
    this.page.mine(selection.all ? null : selection.ids)
    try {
      await this.works.start(action, inputOf(selection, wanted), count)
    } catch (error) {
      this.page.manager.failed(error)
    }
  }

  #ended(work: BulkWork) {
    const { manager } = this.page
    const { words, number } = manager.speech
    if (work.status === 'FAILED') manager.toast({ text: work.message ?? words.failedAction, bad: true, action: this.#undo(work) })
    else if (work.undoing) manager.toast({ text: words.takenBack(number(work.affected), work.affected === 1) + (work.kept ? ' · ' + words.keptEdited(number(work.kept)) : '') })
    else {
      const text = this.#said(work) + (work.skipped ? ' · ' + words.skippedMany(number(work.skipped), work.skipped === 1) : '')
      manager.toast({ text, action: work.affected ? this.#undo(work) : undefined })
    }
    if (!work.undoing && work.action.kind === 'delete') this.page.clear()
    this.page.mine(null)
    manager.refresh()
    void this.page.refresh()
  }

  #undo(work: BulkWork) {
    if (work.undoing || !work.undoToken) return undefined
    const run = () => {
      this.page.mine(null)
      void this.works.undo(work).catch((error) => this.page.manager.failed(error))
    }
    return { text: this.page.manager.speech.words.takeBack, run }
  }

  /** What is being done, for a strip. */
  #what(action: BulkAction): string {
    const { words, code } = { words: this.page.manager.speech.words, code: (one: string) => this.page.manager.speech.code(one) }
    switch (action.kind) {
      case 'delete':
        return words.deleteSelected
      case 'add-tags':
        return `${words.addTags}: ${action.tags.join(', ')}`
      case 'remove-tags':
        return `${words.removeTags}: ${action.tags.join(', ')}`
      case 'queue':
        return `${words.assignToQueue}: ${action.name}`
      case 'assign':
        return `${words.assignTo}: ${action.name || words.assignNobody}`
      case 'status':
        return `${words.status}: ${code(action.status)}`
      case 'add-list':
        return `${words.addToListTitle}: ${action.name}`
      case 'remove-list':
        return words.leaveList(action.name)
    }
  }

  /** What was done. */
  #said({ action, affected }: BulkWork): string {
    const { words, number } = this.page.manager.speech
    const who = words.chosenContacts(number(affected), affected === 1)
    switch (action.kind) {
      case 'delete':
        return words.didDelete(who)
      case 'add-tags':
        return words.didTag(action.tags.join(', '), who)
      case 'remove-tags':
        return words.didUntag(action.tags.join(', '), who)
      case 'queue':
        return words.didQueue(who, action.name)
      case 'assign':
        return action.agentId ? words.didAssign(who, action.name) : words.didUnassign(who)
      case 'status':
        return words.didStatus(who, this.page.manager.speech.code(action.status))
      case 'add-list':
        return words.didAddToList(who, action.name)
      case 'remove-list':
        return words.didLeaveList(who, action.name)
    }
  }

  async #export({ selection, wanted }: Chosen) {
    if (this.#exporting) return
    this.#exporting = true
    const { manager } = this.page
    manager.toast({ text: manager.speech.words.exporting })
    try {
      const file = await exported(manager.client, manager.viewer.tenant.slug, selection, wanted)
      save(file, `contacts-${manager.viewer.tenant.slug}-${new Date().toISOString().slice(0, 10)}.csv`)
      manager.toast({ text: manager.speech.words.exportedFile })
    } catch (error) {
      manager.failed(error)
    } finally {
      this.#exporting = false
    }
  }

  async #merge({ selection }: Chosen) {
    const { manager, pages } = this.page
    const { words } = manager.speech
    if (selection.all || selection.ids.size < 2 || selection.ids.size > mostMerged) return manager.toast({ text: words.mergeTwo(manager.speech.number(mostMerged)), bad: true })
    this.#merging = [...selection.ids].map((id) => pages.row(pages.indexOf(id)) ?? ({ id } as GridRow))
    this.page.changed()
  }
}
