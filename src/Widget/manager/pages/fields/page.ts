import { html, nothing } from 'lit'
import { CreateFieldDocument, DeleteFieldDocument, FieldsPageDocument, UpdateFieldDocument, type CustomFieldKind, type FieldsPageQuery } from '../../../api/gen/documents'
import { define } from '../../../elements/define'
import { icons } from '../../../elements/icons'
import { notice } from '../../../sidebar/states'
import type { AskField } from '../../parts/ask'
import { DataPage, refusedBy } from '../../parts/data-page'
import { own } from '../../parts/icons'
import type { MenuItem } from '../../parts/menu'
import { lines, reordered } from './order'

type Field = FieldsPageQuery['customFields'][number]

const kinds: CustomFieldKind[] = ['TEXT', 'TEXTAREA', 'NUMBER', 'DATE', 'DROPDOWN', 'CHECKBOX']

/** `<crm-page-fields>`: the fields that the organization adds to every contact, in their order. */
export class FieldsPage extends DataPage<Field[]> {
  protected heading() {
    return this.words.fieldsPage
  }

  protected async read() {
    return (await this.manager.client.query(FieldsPageDocument, {})).customFields
  }

  protected override tools() {
    return this.#newButton()
  }

  #newButton = () => html`<button class="button primary" data-testid="new-field" @click=${() => this.#create()}>${icons.plus}${this.words.newField}</button>`

  #fields(field?: Field): AskField[] {
    const { words } = this
    return [
      { name: 'name', label: words.nameHead, value: field?.name, required: true },
      { name: 'kind', label: words.fieldKind, kind: 'select', value: field?.kind ?? 'TEXT', options: kinds.map((kind) => ({ value: kind, text: words[`kind_${kind}`] })) },
      { name: 'options', label: words.fieldOptions, kind: 'lines', value: field?.options.join('\n'), required: true, when: ({ kind }) => kind === 'DROPDOWN' },
      { name: 'required', label: words.fieldRequired, kind: 'check', value: field?.required ? 'yes' : '' },
    ]
  }

  #input({ name = '', kind = 'TEXT', options = '', required }: Record<string, string>) {
    return { name, kind: kind as CustomFieldKind, required: !!required, options: kind === 'DROPDOWN' ? lines(options) : [] }
  }

  #create() {
    const { words } = this
    this.ask = {
      heading: words.newField,
      fields: this.#fields(),
      go: words.newField,
      run: async (values) => {
        const sortOrder = Math.max(0, ...(this.data ?? []).map((one) => one.sortOrder)) + 1
        return this.answered(this.manager.client.query(CreateFieldDocument, { input: { ...this.#input(values), sortOrder } }))
      },
    }
  }

  #edit(field: Field) {
    const { words } = this
    this.ask = {
      heading: field.name,
      fields: this.#fields(field),
      go: words.save,
      run: (values) => this.answered(this.manager.client.query(UpdateFieldDocument, { input: { id: field.id, ...this.#input(values) } })),
    }
  }

  #delete(field: Field) {
    const { words } = this
    this.ask = {
      heading: words.remove,
      text: words.deleteFieldText(field.name),
      go: words.remove,
      danger: true,
      run: () => this.answered(this.manager.client.query(DeleteFieldDocument, { id: field.id }), words.deleted(field.name)),
    }
  }

  /** Moved at once; the server is told of those whose number is another one then. */
  async #move(at: number, by: number) {
    const { moved, told } = reordered(this.data!, at, by)
    this.data = moved
    const id = moved[at + by]!.id
    await this.work(async () => {
      for (const { id, sortOrder } of told) {
        const refused = refusedBy(await this.manager.client.query(UpdateFieldDocument, { input: { id, sortOrder } }))
        if (refused) throw new Error(refused.message)
      }
    })
    await this.updateComplete
    const row = this.renderRoot.querySelector(`[data-id="${id}"]`)
    const button = row?.querySelector<HTMLButtonElement>(`[data-testid=${by < 0 ? 'up' : 'down'}]:not(:disabled)`) ?? row?.querySelector<HTMLButtonElement>('.order button:not(:disabled)')
    button?.focus()
  }

  protected view(all: Field[]) {
    const { words } = this
    if (!all.length) return notice('list', words.noFieldsTitle, words.noFieldsText, this.#newButton())
    return html`<table data-testid="fields">
      <thead>
        <tr>
          <th scope="col">${words.nameHead}</th>
          <th scope="col">${words.fieldKind}</th>
          <th scope="col" class="aside">${words.fieldKey}</th>
          <th scope="col">${words.orderHead}</th>
          <th scope="col"><span class="unseen">${words.actionsFor('')}</span></th>
        </tr>
      </thead>
      <tbody>
        ${all.map((field, at) => this.#row(field, at, all.length))}
      </tbody>
    </table>`
  }

  #row(field: Field, at: number, count: number) {
    const { words } = this
    const items: MenuItem[] = [
      { key: 'edit', text: words.changeIt, icon: own.edit, run: () => this.#edit(field) },
      { key: 'delete', text: words.remove, icon: own.trash, danger: true, apart: true, run: () => this.#delete(field) },
    ]
    const move = (by: number, id: string, text: string, off: boolean, icon: unknown) =>
      html`<button class="button icon ${id}" aria-label="${text}: ${field.name}" title=${text} data-testid=${id} ?disabled=${off} @click=${() => void this.#move(at, by)}>${icon}</button>`
    return html`<tr data-testid="field-row" data-id=${field.id} data-name=${field.name}>
      <th scope="row">
        <button class="link" data-testid="edit-field" @click=${() => this.#edit(field)}><bdi>${field.name}</bdi></button>
        ${field.required ? html`<span class="tag">${words.fieldRequired}</span>` : nothing}
      </th>
      <td>${words[`kind_${field.kind}`]}${field.options.length ? html`<span class="quiet"><bdi>${field.options.join(', ')}</bdi></span>` : nothing}</td>
      <td class="aside"><code>${field.key}</code></td>
      <td class="order acts">${move(-1, 'up', words.fieldUp, !at, html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m7 14 5-5 5 5" /></svg>`)}${move(1, 'down', words.fieldDown, at === count - 1, icons.down)}</td>
      <td class="acts">${this.more(field.name, items)}</td>
    </tr>`
  }
}

define('crm-page-fields', FieldsPage)
