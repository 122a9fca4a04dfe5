import { LitElement, css, html, nothing } from 'lit'
import { AccountNameDocument, type ContactSource, type ContactStatus } from '../../../api/gen/documents'
import { CompaniesDocument } from '../../../api/gen/card-documents'
import { buttons } from '../../../elements/button'
import { comboboxes, type Choice } from '../../../elements/combobox'
import { define } from '../../../elements/define'
import { fields } from '../../../elements/field'
import { icons } from '../../../elements/icons'
import { base } from '../../../elements/theme'
import '../../parts/menu'
import type { MenuItem } from '../../parts/menu'
import type { Manager } from '../../pages'
import { own } from '../../parts/icons'
import { isFiltered, sources, statuses, type Filters } from './filters'

/** Typing rests this long before it is filtered by, in milliseconds. */
const rest = 90
/** The name of a company stands in no address. */
const names = new Map<string, string>()

/**
 * `<crm-filter-bar>`: what narrows the rows below: status, source, company, activities, part of a tag, and what is put together
 * in the builder.
 *
 * @prop manager · @prop filters · @prop building whether the builder is open · @prop saves whether a list may be made of them
 * @fires filter (detail: what changes of the filters) · build · save
 */
export class FilterBar extends LitElement {
  static override properties = {
    manager: { attribute: false },
    filters: { attribute: false },
    building: { type: Boolean },
    saves: { type: Boolean },
    open: { state: true },
    company: { state: true },
  }
  declare manager: Manager
  declare filters: Filters
  declare building: boolean
  declare saves: boolean
  declare private open: { key: string; x: number; y: number } | null
  declare private company: string
  #typing: ReturnType<typeof setTimeout> | undefined
  #named: string | null = null

  constructor() {
    super()
    this.open = null
    this.company = ''
    this.building = this.saves = false
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    clearTimeout(this.#typing)
  }

  protected override willUpdate() {
    const { accountId } = this.filters
    if (accountId === this.#named) return
    this.#named = accountId
    this.company = accountId ? (names.get(accountId) ?? '…') : ''
    if (accountId && !names.has(accountId)) void this.#name(accountId)
  }

  async #name(id: string) {
    const { accountById } = await this.manager.client.query(AccountNameDocument, { id }).catch(() => ({ accountById: null }))
    names.set(id, accountById?.name ?? '?')
    if (this.filters.accountId === id) this.company = names.get(id)!
  }

  #set(filters: Partial<Filters>) {
    this.dispatchEvent(new CustomEvent('filter', { detail: filters }))
  }

  protected override render() {
    const { words } = this.manager.speech
    const { filters } = this
    const codes = (all: readonly string[]) => (all.length > 2 ? this.manager.speech.number(all.length) : all.map((one) => this.manager.speech.code(one)).join(', '))
    const active = filters.active === null ? '' : filters.active ? words.withActivities : words.withoutActivities
    return html`
      <div class="bar" role="group" aria-label=${words.filters} data-testid="filter-bar">
        ${this.#facet('status', words.status, codes(filters.status))} ${this.#facet('source', words.source, codes(filters.source))}
        <span class="with ${filters.accountId ? 'on' : ''}">
          ${own.company}
          <crm-combobox
            name="filter-company"
            .label=${words.account}
            .placeholder=${words.account}
            .text=${this.company}
            .find=${this.#companies}
            @take=${(event: CustomEvent<Choice>) => this.#take(event.detail)}
            @type=${(event: CustomEvent<string>) => !event.detail && filters.accountId && this.#set({ accountId: null })}
            @enter=${(event: Event) => !(event.target as HTMLElement & { text: string }).text && this.#set({ accountId: null })}
          ></crm-combobox>
          ${filters.accountId ? this.#off('account', words.account, { accountId: null }) : nothing}
        </span>
        ${this.#facet('activities', active || words.hasActivities, '', filters.active !== null)}
        <span class="with ${filters.tag ? 'on' : ''}">
          ${own.tag}
          <input class="field" aria-label=${words.tagContains} placeholder=${words.tagContains} autocomplete="off" spellcheck="false" data-testid="filter-tag" .value=${filters.tag} @input=${this.#tag} @keydown=${(event: KeyboardEvent) => event.stopPropagation()} />
          ${filters.tag ? this.#off('tag', words.tagContains, { tag: '' }) : nothing}
        </span>
        <button class="facet ${filters.where ? 'on' : ''}" aria-expanded=${this.building} data-testid="build" @click=${() => this.dispatchEvent(new CustomEvent('build'))}>${own.filter}${words.moreFilters}${filters.where ? html`<b>1</b>` : nothing}</button>
        ${isFiltered(filters)
          ? html`<button class="link" data-testid="clear-filters" @click=${() => this.#set({ status: [], source: [], accountId: null, active: null, tag: '', where: null })}>${words.clearFilters}</button>
              ${this.saves ? html`<button class="link" data-testid="save-as-list" @click=${() => this.dispatchEvent(new CustomEvent('save'))}>${words.saveAsList}</button>` : nothing}`
          : nothing}
      </div>
      ${this.open ? html`<crm-menu .label=${this.#title(this.open.key)} .items=${this.#items(this.open.key)} .x=${this.open.x} .y=${this.open.y} @close=${() => (this.open = null)}></crm-menu>` : nothing}
    `
  }

  #facet(key: string, title: string, value: string, on = !!value) {
    return html`<button class="facet ${on ? 'on' : ''}" aria-haspopup="menu" aria-expanded=${this.open?.key === key} data-testid="filter-${key}" @click=${(event: Event) => this.#show(key, event.currentTarget as HTMLElement)}>
      ${title}${value ? html`<b>${value}</b>` : nothing}${icons.down}
    </button>`
  }

  #off(key: string, name: string, filters: Partial<Filters>) {
    const title = this.manager.speech.words.removeFilter(name)
    return html`<button class="off" aria-label=${title} title=${title} data-testid="off-${key}" @click=${() => this.#set(filters)}>${icons.close}</button>`
  }

  #show(key: string, at: HTMLElement) {
    const { left, right, bottom } = at.getBoundingClientRect()
    this.open = { key, x: getComputedStyle(this).direction === 'rtl' ? right : left, y: bottom + 4 }
  }

  #title(key: string) {
    const { words } = this.manager.speech
    return { status: words.status, source: words.source }[key] ?? words.hasActivities
  }

  #items(key: string): MenuItem[] {
    const { words, code } = { words: this.manager.speech.words, code: (one: string) => this.manager.speech.code(one) }
    const { filters } = this
    const flip = <T>(all: readonly T[], one: T) => (all.includes(one) ? all.filter((other) => other !== one) : [...all, one])
    if (key === 'status') return statuses.map((one: ContactStatus) => ({ key: one, text: code(one), on: filters.status.includes(one), run: () => this.#set({ status: flip(filters.status, one) }) }))
    if (key === 'source') return sources.map((one: ContactSource) => ({ key: one, text: code(one), on: filters.source.includes(one), run: () => this.#set({ source: flip(filters.source, one) }) }))
    return [
      { key: 'any', text: words.anyStatus, on: filters.active === null, run: () => this.#set({ active: null }) },
      { key: 'with', text: words.withActivities, on: filters.active === true, run: () => this.#set({ active: true }) },
      { key: 'without', text: words.withoutActivities, on: filters.active === false, run: () => this.#set({ active: false }) },
    ]
  }

  #companies = async (text: string): Promise<Choice[]> => {
    const { accounts } = await this.manager.client.query(CompaniesDocument, { name: text.trim() })
    return (accounts?.nodes ?? []).map(({ id, name }) => ({ value: id, text: name }))
  }

  #take({ value, text }: Choice) {
    names.set(value, text)
    this.#set({ accountId: value })
  }

  #tag = (event: Event) => {
    const { value } = event.target as HTMLInputElement
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => this.#set({ tag: value.trim() }), rest)
  }

  static override styles = [
    base,
    buttons,
    fields,
    comboboxes,
    css`
      :host {
        display: block;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 8px;
      }
      .facet,
      .with {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-block-size: 30px;
        padding: 0 10px;
        border-radius: 99px;
        box-shadow: inset 0 0 0 1px var(--crm-color-line);
        font-weight: 550;
        white-space: nowrap;
      }
      .facet:hover {
        background: var(--hover);
      }
      .facet svg,
      .with svg {
        inline-size: 14px;
        block-size: 14px;
        color: var(--crm-color-muted);
      }
      .facet b {
        color: var(--crm-color-accent);
        font-weight: 600;
      }
      .on {
        background: var(--tint);
        box-shadow: inset 0 0 0 1px color-mix(in oklab, var(--crm-color-accent) 40%, transparent);
      }
      .with {
        padding-inline: 10px 4px;
      }
      .with .field {
        min-block-size: 28px;
        inline-size: 120px;
        padding: 0 4px;
        border: 0;
        background: none;
        font-weight: 400;
      }
      .with .field:focus {
        outline: none;
      }
      .with:focus-within {
        box-shadow: inset 0 0 0 2px var(--crm-color-accent);
      }
      crm-combobox .choices {
        inset-inline: -34px auto;
        min-inline-size: 240px;
      }
      .off {
        display: grid;
        place-items: center;
        inline-size: 24px;
        block-size: 24px;
        border-radius: 50%;
      }
      .off:hover {
        background: var(--hover);
      }
      .link {
        min-block-size: 28px;
        padding: 0 4px;
      }
    `,
  ]
}

define('crm-filter-bar', FilterBar)
