import { css, html, nothing } from 'lit'
import { ConvertListDocument, CreateListDocument, DeleteListDocument, DuplicateListDocument, ListsPageDocument, UpdateListDocument, type ContactFilterInput, type ListsPageQuery } from '../../../api/gen/documents'
import { asProblem } from '../../../api/problem'
import { define } from '../../../elements/define'
import '../../../elements/dialog'
import { icons } from '../../../elements/icons'
import { notice } from '../../../sidebar/states'
import { DataPage, refusedBy } from '../../parts/data-page'
import { own } from '../../parts/icons'
import type { MenuItem } from '../../parts/menu'
import { dialogFoot } from '../../parts/dialog-foot'

type List = ListsPageQuery['lists'][number]

/** `<crm-page-lists>`: static and dynamic lists, and what can be done with them. */
export class ListsPage extends DataPage<List[]> {
  static override properties = { ...DataPage.properties, filtering: { state: true } }
  /** The dynamic list whose filter is put together; without an id one that is made. */
  declare private filtering: { list: List | null; name: string; where: ContactFilterInput | null; wrong: string; busy: boolean } | null
  #seen = ''

  constructor() {
    super()
    this.filtering = null
  }

  protected heading() {
    return this.words.listsPage
  }

  protected async read() {
    this.#seen = this.#sign
    return (await this.manager.client.query(ListsPageDocument, {})).lists
  }

  get #sign() {
    return JSON.stringify(this.manager.lists.map(({ id, name, kind, counting }) => [id, name, kind, counting]))
  }

  protected override told() {
    if (this.data && this.#seen !== this.#sign) void this.reload()
    this.requestUpdate()
  }

  /** The shell's lists are those of the contacts' page, too. */
  protected override async done() {
    this.manager.refresh()
    await this.reload()
  }

  protected override tools() {
    if (!this.manager.may('CRM_EDIT')) return nothing
    return this.#new()
  }

  #new() {
    const { words } = this
    if (!this.manager.may('CRM_MANAGE')) return html`<button class="button primary" data-testid="new-list" @click=${() => this.#create()}>${icons.plus}${words.newList}</button>`
    const items = (): MenuItem[] => [
      { key: 'new-static', text: words.staticList, icon: icons.list, run: () => this.#create() },
      { key: 'new-dynamic', text: words.dynamicList, icon: icons.bolt, run: () => this.#filter(null) },
    ]
    return html`<button class="button primary" aria-haspopup="menu" data-testid="new-list" @click=${(event: Event) => this.open(event.currentTarget as HTMLElement, words.newList, items())}>${icons.plus}${words.newList}${icons.down}</button>`
  }

  #create() {
    const { words } = this
    this.ask = {
      heading: words.staticList,
      text: words.staticText,
      fields: [{ name: 'name', label: words.nameHead, required: true }, { name: 'description', label: words.description }],
      go: words.newList,
      run: async ({ name = '', description }) => {
        const { createList } = await this.manager.client.query(CreateListDocument, { input: { name, kind: 'STATIC', ...(description ? { description } : {}) } })
        if (!createList.contactList) return createList.errors?.[0] ?? { message: words.noScript }
        await this.done()
        return null
      },
    }
  }

  #edit(list: List) {
    const { words } = this
    this.ask = {
      heading: words.changeIt,
      fields: [{ name: 'name', label: words.nameHead, value: list.name, required: true }, { name: 'description', label: words.description, value: list.description ?? '' }],
      go: words.save,
      run: ({ name = '', description = '' }) => this.answered(this.manager.client.query(UpdateListDocument, { input: { id: list.id, name, description: description || null } })),
    }
  }

  #duplicate(list: List) {
    const { words } = this
    this.ask = {
      heading: words.duplicate,
      fields: [{ name: 'name', label: words.nameHead, value: words.copyOf(list.name), required: true }],
      go: words.duplicate,
      run: ({ name }) => this.answered(this.manager.client.query(DuplicateListDocument, { id: list.id, name })),
    }
  }

  #convert(list: List) {
    const { words } = this
    this.ask = {
      heading: words.makeStatic,
      text: words.makeStaticText(list.name, this.manager.speech.contacts(this.manager.count(list.id))),
      go: words.makeStatic,
      run: () => this.answered(this.manager.client.query(ConvertListDocument, { id: list.id }), words.madeStatic(list.name)),
    }
  }

  /** A dynamic list is made again by what it was; who stood on a static one is known to nobody any more, so that is asked before. */
  #delete(list: List) {
    const { words } = this
    const remove = async () => {
      const refused = refusedBy(await this.manager.client.query(DeleteListDocument, { id: list.id }))
      if (!refused) await this.done()
      return refused
    }
    if (list.kind !== 'DYNAMIC' || list.whereProblem) {
      this.ask = {
        heading: words.remove,
        text: words.deleteListText(list.name, this.manager.speech.contacts(this.manager.count(list.id))),
        go: words.remove,
        danger: true,
        run: async () => {
          const refused = await remove()
          if (!refused) this.manager.toast({ text: words.deleted(list.name) })
          return refused
        },
      }
      return
    }
    void remove().then(
      (refused) => (refused ? this.manager.toast({ text: refused.message, bad: true }) : this.manager.toast({ text: words.deleted(list.name), action: { text: words.undo, run: () => void this.#again(list) } })),
      (error) => this.manager.failed(error),
    )
  }

  async #again({ name, description, where }: List) {
    try {
      const { createList } = await this.manager.client.query(CreateListDocument, { input: { name, description, kind: 'DYNAMIC', where: where as ContactFilterInput } })
      if (!createList.contactList) throw new Error(createList.errors?.[0]?.message)
      await this.done()
      this.manager.toast({ text: this.words.broughtBack(name) })
    } catch (error) {
      this.manager.failed(error)
    }
  }

  // ——— filters

  #filter(list: List | null) {
    void import('../../filters/builder').catch((error) => this.manager.failed(error))
    this.filtering = { list, name: list?.name ?? '', where: (list?.where as ContactFilterInput | undefined) ?? null, wrong: '', busy: false }
  }

  #set(some: Partial<NonNullable<ListsPage['filtering']>>) {
    this.filtering = this.filtering && { ...this.filtering, ...some }
  }

  async #saveFilter() {
    const { words } = this
    const { list, name, where, busy } = this.filtering!
    if (busy) return
    if (!name.trim()) return this.#set({ wrong: words.required })
    if (!where) return this.#set({ wrong: words.filterNeeded })
    this.#set({ busy: true, wrong: '' })
    try {
      const { client } = this.manager
      const refused = list
        ? refusedBy(await client.query(UpdateListDocument, { input: { id: list.id, name: name.trim(), where } }))
        : await client.query(CreateListDocument, { input: { name: name.trim(), kind: 'DYNAMIC', where } }).then(({ createList }) => createList.errors?.[0] ?? null)
      if (refused) return this.#set({ wrong: refused.message, busy: false })
      this.filtering = null
      this.manager.toast({ text: words.listSaved(name.trim()) })
      await this.done()
    } catch (error) {
      this.#set({ wrong: asProblem(error).message, busy: false })
    }
  }

  #filterDialog() {
    const { words } = this
    const { list, name, where, wrong, busy } = this.filtering!
    const close = () => (this.filtering = null)
    return html`<crm-dialog class="wide" heading=${list ? words.filterOf(list.name) : words.dynamicList} close-label=${words.close} @close=${close}>
      <div class="filter" data-testid="list-filter">
        <label>${words.nameHead}<input class="field" maxlength="100" autocomplete="off" data-testid="filter-name" .value=${name} @input=${(event: Event) => this.#set({ name: (event.target as HTMLInputElement).value, wrong: '' })} /></label>
        <crm-filter-builder .manager=${this.manager} .where=${where} @change=${(event: CustomEvent<ContactFilterInput | null>) => this.#set({ where: event.detail, wrong: '' })}></crm-filter-builder>
        <p class="bad" role="alert">${wrong}</p>
      </div>
      <div slot="foot" class="foot">
        <button class="button" @click=${close}>${words.cancel}</button>
        <button class="button primary" aria-busy=${busy} data-testid="filter-save" @click=${() => void this.#saveFilter()}>${words.save}</button>
      </div>
    </crm-dialog>`
  }

  // ——— what is seen

  protected view(lists: List[]) {
    const { words } = this
    if (!lists.length) return notice('list', words.noListsTitle, words.noListsText, this.manager.may('CRM_EDIT') ? this.#new() : nothing)
    return html`<table data-testid="lists">
      <thead>
        <tr>
          <th scope="col">${words.nameHead}</th>
          <th scope="col">${words.kindHead}</th>
          <th scope="col" class="number">${words.contactsHead}</th>
          <th scope="col" class="aside">${words.whenHead}</th>
          <th scope="col"><span class="unseen">${words.actionsFor('')}</span></th>
        </tr>
      </thead>
      <tbody>
        ${lists.map((list) => this.#row(list))}
      </tbody>
    </table>`
  }

  #row(list: List) {
    const { words } = this
    const { number } = this.manager.speech
    const dynamic = list.kind === 'DYNAMIC'
    const members = new URLSearchParams({ list: list.id })
    const counting = this.manager.lists.find(({ id }) => id === list.id)?.counting ?? list.counting
    return html`<tr data-testid="list-row" data-id=${list.id}>
      <th scope="row">
        ${this.link('contacts', members, html`<bdi>${list.name}</bdi>`, 'members')}
        ${list.description ? html`<span class="quiet"><bdi>${list.description}</bdi></span>` : nothing}
        ${list.whereProblem ? html`<span class="tag warn" role="note">${list.whereProblem}</span>` : nothing}
      </th>
      <td><span class="kind" title=${dynamic ? words.dynamicText : words.staticText}>${dynamic ? icons.bolt : icons.list}${dynamic ? words.dynamicKind : words.staticKind}</span></td>
      <td class="number">${number(this.manager.count(list.id))}${counting ? ' …' : nothing}</td>
      <td class="aside">${this.day(list.updatedAt)}</td>
      <td class="acts">${this.more(list.name, this.#items(list))}</td>
    </tr>`
  }

  #items(list: List): MenuItem[] {
    const { words } = this
    const manages = this.manager.may('CRM_MANAGE')
    const dynamic = list.kind === 'DYNAMIC'
    const items: (MenuItem | false)[] = [
      manages && { key: 'edit', text: words.changeIt, icon: own.edit, run: () => this.#edit(list) },
      manages && dynamic && { key: 'filter', text: words.editFilter, icon: own.filter, run: () => this.#filter(list) },
      (manages || (!dynamic && this.manager.may('CRM_EDIT'))) && { key: 'duplicate', text: words.duplicate, icon: icons.copy, run: () => this.#duplicate(list) },
      manages && dynamic && { key: 'convert', text: words.makeStatic, icon: icons.list, run: () => this.#convert(list) },
      manages && { key: 'delete', text: words.remove, icon: own.trash, danger: true, apart: true, run: () => this.#delete(list) },
    ]
    return items.filter((item) => item !== false)
  }

  protected override render() {
    return html`${super.render()}${this.filtering ? this.#filterDialog() : nothing}`
  }

  static override styles = [
    ...DataPage.styles,
    dialogFoot,
    css`
      .filter {
        display: grid;
        gap: 14px;
      }
      .filter label {
        display: grid;
        gap: 4px;
        font-weight: 550;
      }
    `,
  ]
}

define('crm-page-lists', ListsPage)
