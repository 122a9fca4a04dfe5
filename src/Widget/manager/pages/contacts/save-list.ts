import { LitElement, css, html, nothing } from 'lit'
import { CreateListDocument, type ContactFilterInput } from '../../../api/gen/documents'
import { asProblem } from '../../../api/problem'
import { buttons } from '../../../elements/button'
import { define } from '../../../elements/define'
import '../../../elements/dialog'
import { fields } from '../../../elements/field'
import { base } from '../../../elements/theme'
import type { Manager } from '../../pages'
import { dialogFoot } from '../../parts/dialog-foot'

/**
 * `<crm-save-list>`: a name for a dynamic list of those who match.
 *
 * @prop manager · @prop where · @prop searched words that a list cannot ask by
 * @fires saved {id, name} · close
 */
export class SaveList extends LitElement {
  static override properties = { manager: { attribute: false }, where: { attribute: false }, searched: {}, error: { state: true }, busy: { state: true } }
  declare manager: Manager
  declare where: ContactFilterInput
  declare searched: string
  declare private error: string
  declare private busy: boolean

  constructor() {
    super()
    this.error = this.searched = ''
    this.busy = false
  }

  protected override firstUpdated() {
    requestAnimationFrame(() => this.renderRoot.querySelector<HTMLElement>('input')?.focus())
  }

  protected override render() {
    const { words } = this.manager.speech
    return html`<crm-dialog narrow heading=${words.saveAsList} close-label=${words.close} @close=${this.#close}>
      <form id="form" @submit=${this.#save}>
        <p>${words.saveListText}</p>
        ${this.searched ? html`<p class="hint">${words.saveListSearch(this.searched)}</p>` : nothing}
        <label>${words.name}<input class="field" name="name" maxlength="100" autocomplete="off" aria-invalid=${!!this.error} aria-describedby="wrong" data-testid="list-name" /></label>
        <p class="wrong" id="wrong" role="alert">${this.error}</p>
      </form>
      <div slot="foot" class="foot">
        <button class="button" @click=${this.#close}>${words.cancel}</button>
        <button class="button primary" aria-busy=${this.busy} data-testid="list-save" @click=${this.#save}>${words.save}</button>
      </div>
    </crm-dialog>`
  }

  #save = async (event: Event) => {
    event.preventDefault()
    const { words } = this.manager.speech
    const name = this.renderRoot.querySelector<HTMLInputElement>('input')!.value.trim()
    if (!name) return void (this.error = words.required)
    if (this.busy) return
    this.busy = true
    try {
      const { createList } = await this.manager.client.query(CreateListDocument, { input: { name, kind: 'DYNAMIC', where: this.where } })
      const { contactList, errors } = createList
      if (!contactList) throw new Error(errors?.[0]?.message)
      this.dispatchEvent(new CustomEvent('saved', { detail: contactList }))
    } catch (error) {
      this.error = asProblem(error).message
    } finally {
      this.busy = false
    }
  }

  #close = () => this.dispatchEvent(new CustomEvent('close'))

  static override styles = [
    base,
    buttons,
    fields,
    dialogFoot,
    css`
      p {
        margin-block-end: 12px;
        color: var(--crm-color-muted);
      }
      label {
        display: grid;
        gap: 4px;
        font-weight: 550;
      }
      .wrong {
        margin: 6px 0 0;
        color: var(--crm-color-danger);
      }
    `,
  ]
}

define('crm-save-list', SaveList)
