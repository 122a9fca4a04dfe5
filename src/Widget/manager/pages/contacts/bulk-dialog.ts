import { LitElement, css, html, nothing } from 'lit'
import { buttons } from '../../../elements/button'
import { comboboxes, type Choice, type Combobox } from '../../../elements/combobox'
import { define } from '../../../elements/define'
import '../../../elements/dialog'
import { fields } from '../../../elements/field'
import { icons } from '../../../elements/icons'
import { base } from '../../../elements/theme'
import { choicesOf, findTags, matching } from '../../../sidebar/card/choices'
import type { Manager } from '../../pages'
import type { BulkAction } from './bulk'
import { dialogFoot } from '../../parts/dialog-foot'

export type Asked = 'add-list' | 'add-tags' | 'remove-tags' | 'queue' | 'assign' | 'delete'

/**
 * `<crm-bulk-dialog>`: asks what is to be done with those who are chosen: which list, tags, queue or agent; and whether
 * really, where very many would go.
 *
 * @prop manager · @prop ask which of them · @prop count how many are chosen · @prop mayMake whether a new list may be made
 * @fires done (detail: BulkAction, or {make: name} for a list that is to be made first) · close
 */
export class BulkDialog extends LitElement {
  static override properties = { manager: { attribute: false }, ask: {}, count: { type: Number }, tags: { state: true }, choice: { state: true }, error: { state: true } }
  declare manager: Manager
  declare ask: Asked
  declare count: number
  declare private tags: string[]
  declare private choice: Choice | null
  declare private error: string

  constructor() {
    super()
    this.tags = []
    this.choice = null
    this.error = ''
  }

  protected override firstUpdated() {
    // The dialog opens first, then the field has the focus.
    requestAnimationFrame(() => (this.renderRoot.querySelector<HTMLElement>('crm-combobox') ?? this.renderRoot.querySelector<HTMLElement>('.primary, .danger'))?.focus())
  }

  protected override render() {
    const { words, number } = this.manager.speech
    const titles: Record<Asked, string> = { 'add-list': words.addToListTitle, 'add-tags': words.addTags, 'remove-tags': words.removeTags, queue: words.assignToQueue, assign: words.assignTo, delete: words.deleteSelected }
    const who = words.chosenContacts(number(this.count), this.count === 1)
    return html`
      <crm-dialog narrow heading=${titles[this.ask]} close-label=${words.close} @close=${this.#close}>
        <p class="who">${this.ask === 'delete' ? words.deleteMany(who) : who}</p>
        ${this.ask === 'queue' ? html`<p class="hint">${words.queueHint}</p>` : nothing}
        ${this.ask === 'delete' ? nothing : this.#field()}
        <p class="wrong" role="alert">${this.error}</p>
        <div slot="foot" class="foot">
          ${this.ask === 'assign' ? html`<button class="button" data-testid="assign-nobody" @click=${() => this.#done({ kind: 'assign', agentId: null, name: '' })}>${words.assignNobody}</button><span class="room"></span>` : nothing}
          <button class="button" data-testid="bulk-cancel" @click=${this.#close}>${words.cancel}</button>
          <button class="button ${this.ask === 'delete' ? 'danger' : 'primary'}" data-testid="bulk-go" @click=${this.#go}>${this.ask === 'delete' ? words.deleteSelected : words.apply}</button>
        </div>
      </crm-dialog>
    `
  }

  #field() {
    const { words } = this.manager.speech
    const many = this.ask === 'add-tags' || this.ask === 'remove-tags'
    const labels: Partial<Record<Asked, string>> = { 'add-list': words.list, queue: words.assignedQueue, assign: words.assignedTo }
    return html`
      ${many && this.tags.length
        ? html`<ul class="tags">${this.tags.map((tag) => html`<li class="tag"><bdi>${tag}</bdi><button aria-label=${words.removeTag(tag)} title=${words.removeTag(tag)} @click=${() => (this.tags = this.tags.filter((one) => one !== tag))}>${icons.close}</button></li>`)}</ul>`
        : nothing}
      <div class="pick">
        <crm-combobox
          name="bulk-value"
          .label=${labels[this.ask] ?? words.tags}
          .placeholder=${labels[this.ask] ?? words.tags}
          .free=${this.ask === 'add-tags'}
          .find=${this.#find}
          @type=${() => ((this.choice = null), (this.error = ''))}
          @take=${(event: CustomEvent<Choice>) => this.#take(event)}
          @enter=${(event: Event) => this.#enter(event.target as Combobox)}
        ></crm-combobox>
      </div>
    `
  }

  #find = async (text: string): Promise<Choice[]> => {
    const { client, lists, speech } = this.manager
    const named = (all: readonly { id: string; name: string }[]) => all.map(({ id, name }) => ({ value: id, text: name }))
    if (this.ask === 'queue') return matching(named((await choicesOf(client)).queues), text)
    if (this.ask === 'assign') return matching(named((await choicesOf(client)).agents), text)
    if (this.ask === 'add-list') {
      const there = lists.filter(({ kind }) => kind === 'STATIC')
      const name = text.trim()
      const known = lists.some((list) => list.name.toLocaleLowerCase() === name.toLocaleLowerCase())
      return [...matching(named(there), text), ...(name && !known ? [{ value: name, text: speech.words.create(name), create: true }] : [])]
    }
    return findTags(client, text, this.tags)
  }

  #take(event: CustomEvent<Choice>) {
    const { detail } = event
    if (this.ask === 'add-tags' || this.ask === 'remove-tags') {
      this.#tag(detail.value)
      ;(event.target as Combobox).text = ''
    } else this.choice = detail
  }

  #tag(text: string) {
    const tag = text.trim()
    if (tag && !this.tags.some((one) => one.toLocaleLowerCase() === tag.toLocaleLowerCase())) this.tags = [...this.tags, tag]
  }

  /** Enter on what is chosen goes on. */
  #enter(box: Combobox) {
    if (this.ask === 'add-tags' && box.text.trim()) {
      this.#tag(box.text)
      box.text = ''
    } else this.#go()
  }

  #go = () => {
    const { words } = this.manager.speech
    const { ask, choice } = this
    const box = this.renderRoot.querySelector<Combobox>('crm-combobox')
    if (ask === 'add-tags' && box?.text.trim()) this.#tag(box.text)
    if (ask === 'delete') return this.#done({ kind: 'delete' })
    if (ask === 'add-tags' || ask === 'remove-tags') {
      if (this.tags.length) return this.#done({ kind: ask, tags: this.tags })
    } else if (choice) {
      const { value, text } = choice
      if (ask === 'queue') return this.#done({ kind: ask, queueId: value, name: text })
      if (ask === 'assign') return this.#done({ kind: ask, agentId: value, name: text })
      return this.#done(choice.create ? { make: value } : { kind: ask, listId: value, name: text })
    }
    this.error = words.chooseOne
    box?.focus()
  }

  #done(detail: BulkAction | { make: string }) {
    this.dispatchEvent(new CustomEvent('done', { detail }))
  }

  #close = () => this.dispatchEvent(new CustomEvent('close'))

  static override styles = [
    base,
    buttons,
    fields,
    comboboxes,
    dialogFoot,
    css`
      .who {
        margin-block-end: 12px;
        color: var(--crm-color-muted);
      }
      .pick {
        min-block-size: 232px;
      }
      .pick .field {
        min-block-size: 38px;
      }
      .hint {
        margin-block-end: 10px;
        color: var(--crm-color-muted);
        font-size: 12.5px;
      }
      .wrong {
        color: var(--crm-color-danger);
      }
      .tags {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-block-end: 8px;
      }
      .tag {
        display: inline-flex;
        align-items: center;
        gap: 2px;
        padding-inline: 10px 2px;
        border-radius: 99px;
        background: var(--tint);
        overflow-wrap: anywhere;
      }
      .tag button {
        display: grid;
        place-items: center;
        inline-size: 24px;
        block-size: 24px;
      }
      .tag svg {
        inline-size: 12px;
      }
      .room {
        flex: 1;
      }
    `,
  ]
}

define('crm-bulk-dialog', BulkDialog)
