import { LitElement, html, nothing } from 'lit'
import type { ContactFilterInput } from '../../api/gen/documents'
import { AccountNameDocument, GridTotalDocument } from '../../api/gen/documents'
import { CompaniesDocument } from '../../api/gen/card-documents'
import { asProblem, wasAborted } from '../../api/problem'
import { buttons } from '../../elements/button'
import { comboboxes, type Choice } from '../../elements/combobox'
import { define } from '../../elements/define'
import { fields as fieldStyles } from '../../elements/field'
import { icons } from '../../elements/icons'
import { base } from '../../elements/theme'
import { choicesOf, findTags, matching } from '../../sidebar/card/choices'
import type { Manager } from '../pages'
import { builderStyles } from './styles'
import { contactFields, customFilterField, groupOf, isBare, isGroup, isWhole, opsOf, whereOfGroup, type FilterField, type Group, type Op, type Test } from './model'

/** Changes rest this long before they are counted, in milliseconds. */
const rest = 250
/** Groups stand within groups no deeper than this. */
const deepest = 3

/**
 * `<crm-filter-builder>`: a filter of conditions and groups of them, with and or or, and how many contacts pass it while it is
 * put together. Used for the rows of the grid and for dynamic lists.
 *
 * @prop manager · @prop where the filter to begin with · @prop problem words of what is wrong with it, from elsewhere
 * @fires change (detail: the filter, null for none) whenever it says something else
 */
export class FilterBuilder extends LitElement {
  static override properties = {
    manager: { attribute: false },
    where: { attribute: false },
    group: { state: true },
    found: { state: true },
    error: { state: true },
    strange: { state: true },
    names: { state: true },
  }
  declare manager: Manager
  declare where: ContactFilterInput | null
  declare private group: Group
  /** How many pass; null while that is being counted. */
  declare private found: number | null
  declare private error: string
  /** The filter says more than conditions can. */
  declare private strange: boolean
  declare private names: Record<string, string>
  #fields: FilterField[] = [...contactFields]
  #said = ''
  #timer: ReturnType<typeof setTimeout> | undefined
  #counting: AbortController | null = null

  constructor() {
    super()
    this.where = null
    this.group = { mode: 'and', items: [] }
    this.found = null
    this.error = ''
    this.strange = false
    this.names = {}
  }

  override connectedCallback() {
    super.connectedCallback()
    if (this.manager) void this.#know()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
    this.#counting?.abort()
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    if (changed.has('manager') && !changed.get('manager')) void this.#know()
    if (changed.has('where') && JSON.stringify(this.where) !== this.#said) this.#take()
  }

  #take() {
    this.#said = JSON.stringify(this.where)
    const group = this.where ? groupOf(this.where, this.#fields) : null
    this.strange = !!this.where && !group
    this.group = group ?? { mode: 'and', items: this.strange ? [] : [this.#fresh()] }
    this.#count()
  }

  /** What the organization has added, and the names of what stands in the filter by its id. */
  async #know() {
    const { client, lists } = this.manager
    const { customFields, agents, queues } = await choicesOf(client).catch(() => ({ customFields: [], agents: [], queues: [] }))
    this.#fields = [...contactFields, ...customFields.map(customFilterField)]
    this.names = Object.fromEntries([...agents, ...queues, ...lists].map(({ id, name }) => [id, name]))
    if (this.strange || !this.group.items.length) this.#take()
    for (const id of this.#ids(this.group)) {
      if (this.names[id]) continue
      const { accountById } = await client.query(AccountNameDocument, { id }).catch(() => ({ accountById: null }))
      if (accountById) this.names = { ...this.names, [id]: accountById.name }
    }
  }

  #ids(group: Group): string[] {
    return group.items.flatMap((item) => (isGroup(item) ? this.#ids(item) : this.#field(item.field)?.kind === 'company' ? item.values : []))
  }

  #field(key: string) {
    return this.#fields.find((field) => field.key === key)
  }

  #fresh(): Test {
    return { field: 'status', op: 'oneOf', values: [] }
  }

  #changed(group = this.group) {
    this.group = { ...group }
    const where = whereOfGroup(this.group, this.#fields)
    const said = JSON.stringify(where)
    if (said === this.#said) return
    this.#said = said
    this.where = where
    this.#count()
    this.dispatchEvent(new CustomEvent('change', { detail: where }))
  }

  #count() {
    clearTimeout(this.#timer)
    this.#counting?.abort()
    this.found = null
    this.error = ''
    const counting = (this.#counting = new AbortController())
    this.#timer = setTimeout(async () => {
      try {
        const { contacts } = await this.manager.client.query(GridTotalDocument, { where: this.where }, counting.signal)
        if (!counting.signal.aborted) this.found = contacts?.totalCount ?? 0
      } catch (error) {
        if (!wasAborted(error) && !counting.signal.aborted) this.error = asProblem(error).message
      }
    }, rest)
  }

  protected override render() {
    const { speech } = this.manager
    const { words } = speech
    return html`
      ${this.strange ? html`<p class="strange" role="status">${words.strangeFilter}</p>` : nothing}
      ${this.#group(this.group, 1, () => {})}
      <p class="found" role="status" data-testid="match-count">${this.error ? html`<span class="wrong">${this.error}</span>` : this.found === null ? words.counting : words.matchCount(speech.number(this.found), this.found === 1)}</p>
    `
  }

  #group(group: Group, depth: number, remove: () => void): unknown {
    const { words } = this.manager.speech
    const put = (at: number, ...items: (Test | Group)[]) => {
      group.items.splice(at, 1, ...items)
      this.#changed()
      this.requestUpdate()
    }
    const add = (item: Test | Group) => {
      group.items.push(item)
      this.#changed()
      this.requestUpdate()
    }
    return html`<fieldset class="group ${group.mode}" data-testid="group">
      <legend class="unseen">${group.mode === 'and' ? words.allOf : words.anyOf}</legend>
      <div class="mode">
        <select class="field" aria-label=${words.howTogether} data-testid="mode" @change=${(event: Event) => {
          group.mode = (event.target as HTMLSelectElement).value as 'and'
          this.#changed()
        }}>
          <option value="and" ?selected=${group.mode === 'and'}>${words.allOf}</option>
          <option value="or" ?selected=${group.mode === 'or'}>${words.anyOf}</option>
        </select>
        ${depth > 1 ? html`<button class="button icon" aria-label=${words.removeGroup} title=${words.removeGroup} @click=${remove}>${icons.close}</button>` : nothing}
      </div>
      ${group.items.map((item, at) => (isGroup(item) ? this.#group(item, depth + 1, () => put(at)) : this.#test(item, (test) => (test ? put(at, test) : put(at)))))}
      <div class="adds">
        <button class="link" data-testid="add-condition" @click=${() => add(this.#fresh())}>${icons.plus}${words.addCondition}</button>
        ${depth < deepest ? html`<button class="link" data-testid="add-group" @click=${() => add({ mode: group.mode === 'and' ? 'or' : 'and', items: [this.#fresh()] })}>${icons.plus}${words.addGroup}</button>` : nothing}
      </div>
    </fieldset>`
  }

  #title(field: FilterField): string {
    const { words } = this.manager.speech
    const names: Record<string, string> = { accountId: words.account, assignedToId: words.assignedTo, assignedQueueId: words.assignedQueue, lists: words.inLists, activityCount: words.activityCount, fullName: words.name }
    const [first, second] = field.key.split('.')
    if (first === 'consent') return `${words.consent}: ${(words as unknown as Record<string, string>)[field.key] ?? second}`
    return field.name ?? names[field.key] ?? (words as unknown as Record<string, string>)[field.key] ?? field.key
  }

  #test(test: Test, put: (test: Test | null) => void) {
    const { words } = this.manager.speech
    const field = this.#field(test.field) ?? this.#fields[0]!
    const choose = (key: string) => {
      const next = this.#field(key)!
      const ops = opsOf(next)
      put({ field: key, op: ops.includes(test.op) && next.kind === field.kind ? test.op : ops[0]!, values: next.kind === field.kind && next.kind !== 'choice' ? test.values : [] })
    }
    const custom = this.#fields.filter(({ name }) => name)
    return html`<div class="test ${isWhole(test, field) ? '' : 'open'}" data-testid="condition">
      <select class="field what" aria-label=${words.filterField} data-testid="condition-field" @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        ${contactFields.map((one) => html`<option value=${one.key} ?selected=${one.key === field.key}>${this.#title(one)}</option>`)}
        ${custom.length ? html`<optgroup label=${words.custom}>${custom.map((one) => html`<option value=${one.key} ?selected=${one.key === field.key}>${one.name}</option>`)}</optgroup>` : nothing}
      </select>
      <select class="field how" aria-label=${words.filterHow} data-testid="condition-op" @change=${(event: Event) => put({ ...test, op: (event.target as HTMLSelectElement).value as Op, values: test.values })}>
        ${opsOf(field).map((op) => html`<option value=${op} ?selected=${op === test.op}>${words.ops[op]}</option>`)}
      </select>
      ${isBare(test.op) ? html`<span class="by"></span>` : html`<span class="by">${this.#value(field, test, (values) => put({ ...test, values }))}</span>`}
      <button class="button icon" aria-label=${words.removeCondition} title=${words.removeCondition} data-testid="remove-condition" @click=${() => put(null)}>${icons.close}</button>
    </div>`
  }

  #value(field: FilterField, test: Test, set: (values: string[]) => void) {
    const { words } = this.manager.speech
    if (field.options) {
      return html`<span class="choices-of" role="group" aria-label=${this.#title(field)}>
        ${field.options.map((code) => {
          const on = test.values.includes(code)
          return html`<button class="pick ${on ? 'on' : ''}" aria-pressed=${on} data-testid="pick-${code}" @click=${() => set(on ? test.values.filter((one) => one !== code) : [...test.values, code])}>${field.name ? code : this.manager.speech.code(code)}</button>`
        })}
      </span>`
    }
    if (['agent', 'queue', 'company', 'list', 'tag'].includes(field.kind)) {
      const id = test.values[0] ?? ''
      return html`<crm-combobox
        name="value"
        .label=${this.#title(field)}
        .free=${field.kind === 'tag'}
        .text=${field.kind === 'tag' ? id : (this.names[id] ?? id)}
        .find=${(text: string) => this.#find(field, text)}
        @type=${(event: CustomEvent<string>) => field.kind === 'tag' && set([event.detail])}
        @take=${(event: CustomEvent<Choice>) => {
          this.names = { ...this.names, [event.detail.value]: event.detail.text }
          set([event.detail.value])
        }}
      ></crm-combobox>`
    }
    const type = field.kind === 'day' || field.kind === 'date' ? 'date' : 'text'
    return html`<input
      class="field"
      type=${type}
      inputmode=${field.kind === 'number' ? 'decimal' : nothing}
      aria-label="${this.#title(field)}: ${words.ops[test.op]}"
      data-testid="condition-value"
      .value=${test.values[0] ?? ''}
      @input=${(event: Event) => set([(event.target as HTMLInputElement).value])}
    />`
  }

  #find = async (field: FilterField, text: string): Promise<Choice[]> => {
    const { client, lists } = this.manager
    const named = (all: readonly { id: string; name: string }[]) => all.map(({ id, name }) => ({ value: id, text: name }))
    if (field.kind === 'agent') return matching(named((await choicesOf(client)).agents), text)
    if (field.kind === 'queue') return matching(named((await choicesOf(client)).queues), text)
    if (field.kind === 'list') return matching(named(lists.filter(({ kind }) => kind === 'STATIC')), text)
    if (field.kind === 'tag') return findTags(client, text, [])
    const { accounts } = await client.query(CompaniesDocument, { name: text.trim() })
    return named(accounts?.nodes ?? [])
  }

  static override styles = [base, buttons, fieldStyles, comboboxes, builderStyles]
}

define('crm-filter-builder', FilterBuilder)
