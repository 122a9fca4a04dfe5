import { html, nothing } from 'lit'
import { AccountsPageDocument, CreateAccountDocument, DeleteAccountDocument, UpdateAccountDocument, type AccountsPageQuery } from '../../../api/gen/documents'
import { define } from '../../../elements/define'
import { icons } from '../../../elements/icons'
import { notice } from '../../../sidebar/states'
import { DataPage } from '../../parts/data-page'
import { own } from '../../parts/icons'
import type { MenuItem } from '../../parts/menu'

type Account = NonNullable<NonNullable<AccountsPageQuery['accounts']>['nodes']>[number]
type Data = { nodes: Account[]; next: string | null; total: number; search: string }

const atOnce = 50
/** Typing rests this long before it is searched for, in milliseconds. */
const rest = 160

/** `<crm-page-accounts>`: the companies that contacts belong to. */
export class AccountsPage extends DataPage<Data> {
  #search = ''
  #typing: ReturnType<typeof setTimeout> | undefined

  protected heading() {
    return this.words.accountsPage
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    if (changed.has('route')) {
      const search = this.route.query.get('q') ?? ''
      const moved = this.data && search !== this.#search && !this.#typing
      this.#search = search
      if (moved) void this.reload()
    }
    super.willUpdate(changed)
  }

  #ask(first: number, after: string | null) {
    const name = this.#search.trim()
    return this.manager.client.query(AccountsPageDocument, { first, after, where: name ? { name: { contains: name } } : null })
  }

  protected async read(): Promise<Data> {
    const search = this.#search.trim()
    const shown = this.data?.search === search ? this.data.nodes.length : 0
    const { accounts } = await this.#ask(Math.max(atOnce, Math.min(200, shown)), null)
    return { nodes: accounts?.nodes ?? [], next: accounts?.pageInfo.hasNextPage ? (accounts.pageInfo.endCursor ?? null) : null, total: accounts?.totalCount ?? 0, search }
  }

  async #more() {
    const { nodes, next, search } = this.data!
    try {
      const { accounts } = await this.#ask(atOnce, next)
      this.data = { nodes: [...nodes, ...(accounts?.nodes ?? [])], next: accounts?.pageInfo.hasNextPage ? (accounts.pageInfo.endCursor ?? null) : null, total: accounts?.totalCount ?? 0, search }
    } catch (error) {
      this.manager.failed(error)
    }
  }

  #type = (event: Event) => {
    this.#search = (event.target as HTMLInputElement).value
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => {
      const name = this.#search.trim()
      this.manager.go({ page: 'accounts', query: new URLSearchParams(name ? { q: name } : {}) }, true)
      this.#typing = undefined
      void this.reload()
    }, rest)
  }

  protected override tools() {
    const { words } = this
    return html`
      <input class="field search" type="search" autocomplete="off" spellcheck="false" aria-label=${words.searchAccounts} placeholder=${words.searchAccounts} data-testid="search-accounts" .value=${this.#search} @input=${this.#type} />
      ${this.manager.may('CRM_EDIT') ? this.#newButton() : nothing}
    `
  }

  #newButton = () => html`<button class="button primary" data-testid="new-account" @click=${() => this.#create()}>${icons.plus}${this.words.newAccount}</button>`

  #create() {
    const { words } = this
    this.ask = {
      heading: words.newAccount,
      fields: [{ name: 'name', label: words.nameHead, value: this.data?.nodes.length ? '' : this.#search, required: true }],
      go: words.newAccount,
      run: ({ name = '' }) => this.answered(this.manager.client.query(CreateAccountDocument, { name })),
    }
  }

  #rename(account: Account) {
    const { words } = this
    this.ask = {
      heading: words.rename,
      text: words.renameAccountText,
      fields: [{ name: 'name', label: words.nameHead, value: account.name, required: true }],
      go: words.rename,
      run: ({ name = '' }) => this.answered(this.manager.client.query(UpdateAccountDocument, { id: account.id, name })),
    }
  }

  #delete(account: Account) {
    const { words } = this
    this.ask = {
      heading: words.remove,
      text: words.deleteAccountText(account.name),
      go: words.remove,
      danger: true,
      run: () => this.answered(this.manager.client.query(DeleteAccountDocument, { id: account.id }), words.deleted(account.name)),
    }
  }

  protected view(data: Data) {
    const { words } = this
    if (!data.nodes.length) {
      return data.search ? notice('search', words.nobody, words.noAccountFound) : notice('people', words.noAccountsTitle, words.noAccountsText, this.manager.may('CRM_EDIT') ? this.#newButton() : nothing)
    }
    return html`
      <table data-testid="accounts">
        <thead>
          <tr>
            <th scope="col">${words.nameHead} <span class="count" data-testid="account-count">(${this.manager.speech.number(data.total)})</span></th>
            <th scope="col" class="aside">${words.madeHead}</th>
            <th scope="col"><span class="unseen">${words.actionsFor('')}</span></th>
          </tr>
        </thead>
        <tbody>
          ${data.nodes.map((account) => this.#row(account))}
        </tbody>
      </table>
      ${data.next ? html`<div class="foot"><button class="button" data-testid="show-more" @click=${() => void this.#more()}>${words.showMore}</button></div>` : nothing}
    `
  }

  #row(account: Account) {
    const { words } = this
    const items: MenuItem[] = [
      { key: 'rename', text: words.rename, icon: own.edit, run: () => this.#rename(account) },
      { key: 'delete', text: words.remove, icon: own.trash, danger: true, apart: true, run: () => this.#delete(account) },
    ]
    return html`<tr data-testid="account-row" data-id=${account.id}>
      <th scope="row">${this.link('contacts', new URLSearchParams({ account: account.id }), html`<bdi>${account.name}</bdi>`, 'account-contacts')}</th>
      <td class="aside">${this.day(account.createdAt)}</td>
      <td class="acts">${this.manager.may('CRM_MANAGE') ? this.more(account.name, items) : nothing}</td>
    </tr>`
  }
}

define('crm-page-accounts', AccountsPage)
