import type { Client } from '../../../api/client'
import { CreateContactDocument, UpdateContactDocument } from '../../../api/gen/card-documents'
import { ContactCardDocument, type CreateContactInput } from '../../../api/gen/documents'
import { Drafts, isChanged, mergedTags, onTop, standing, type Draft } from '../../../sidebar/card/drafts'
import { faultOf, inputOf, isOffered, labelOf, lacking, valueOf, type Card, type Field, type Refused } from '../../../sidebar/card/fields'

/** What a new contact has when nothing is said. */
const usual: Record<string, string> = { status: 'ACTIVE', visibility: 'ALL', source: 'MANUAL', 'consent.email': 'UNKNOWN', 'consent.sms': 'UNKNOWN', 'consent.whatsapp': 'UNKNOWN' }
/** Tags are one draft, a tag a line. */
const tagsKey = '#tags'
/** So often a change is put on top of somebody else's that does not touch it. */
const tries = 3

/** What a field cannot be saved with: the word for it. */
export type Fault = 'chooseOne' | 'noNumber' | 'required' | 'nameNeeded' | 'noEmail'
export type Saved = { card: Card; before: Record<string, string> } | { faults: true } | { message: string }

/**
 * A contact in the form: what is typed, what the server has, and where both were changed. It outlives the form, and ends with
 * the page. No pixel of it.
 */
export class FormState {
  readonly drafts: Drafts
  fields = new Map<string, Field>()

  /** @param card null: a new contact */
  constructor(person: string, public card: Card | null) {
    this.drafts = new Drafts(person, `form/${card?.id ?? 'new'}`)
  }

  #now(key: string): string {
    if (key === tagsKey) return (this.card?.tags ?? []).join('\n')
    return this.card ? valueOf(this.card, key) : ''
  }

  /** What stands in a field. */
  draft(key: string): Draft {
    const now = this.#now(key)
    const text = this.card ? now : (usual[key] ?? '')
    return this.drafts.get(key) ?? { text, label: this.card && key !== tagsKey ? labelOf(this.card, key) : text, base: now }
  }

  text(key: string): string {
    return this.draft(key).text
  }

  type(key: string, text: string, label = text, loose = false) {
    const draft = { ...this.draft(key), text, label, loose, error: undefined }
    if (this.card && !isChanged(draft) && standing(draft, this.#now(key)) === 'clean') this.drafts.delete(key)
    else this.drafts.set(key, draft)
    if (key === 'visibility' && !isOffered('assignedQueueId', text)) this.drafts.delete('assignedQueueId')
  }

  get tags(): string[] {
    return this.text(tagsKey).split('\n').filter(Boolean)
  }

  set tags(tags: string[]) {
    this.type(tagsKey, tags.join('\n'))
  }

  /** The keys of what is typed and not saved. */
  get changed(): string[] {
    return this.drafts.keys().filter((key) => (this.card ? isChanged(this.drafts.get(key)!) : this.drafts.get(key)!.text !== (usual[key] ?? '') || !!this.drafts.get(key)!.loose))
  }

  /** True where somebody else has saved another value meanwhile: the agent chooses. Tags come together by themselves. */
  conflict(key: string): boolean {
    const draft = this.drafts.get(key)
    return !!this.card && key !== tagsKey && !!draft && isChanged(draft) && standing(draft, this.#now(key)) === 'conflict'
  }

  get conflicts(): string[] {
    return this.changed.filter((key) => this.conflict(key))
  }

  theirs(key: string): { text: string; label: string } {
    return { text: this.#now(key), label: labelOf(this.card!, key) }
  }

  takeTheirs(key: string) {
    this.drafts.delete(key)
  }

  keepMine(key: string) {
    this.drafts.set(key, onTop(this.drafts.get(key)!, this.#now(key)))
  }

  /** The contact as the server has it; what is typed stays. */
  take(card: Card) {
    if (this.card && card.version < this.card.version) return
    const before = this.card
    this.card = card
    for (const key of this.drafts.keys()) {
      const draft = this.drafts.get(key)!
      const now = this.#now(key)
      if (key === tagsKey) {
        const [base, mine] = [draft.base, draft.text].map((text) => text.split('\n').filter(Boolean)) as [string[], string[]]
        if (before && now !== draft.base) this.drafts.set(key, { ...draft, base: now, text: mergedTags(card.tags, mine.filter((tag) => !base.includes(tag)), base.filter((tag) => !mine.includes(tag))).join('\n') })
      } else if (isChanged(draft) && standing(draft, now) === 'settled') this.drafts.delete(key)
    }
  }

  forget() {
    for (const key of this.drafts.keys()) this.drafts.delete(key)
  }

  fault(key: string, error: string) {
    this.drafts.set(key, { ...this.draft(key), error })
  }

  /** What is wrong with a field before the server is asked; null for nothing. */
  faultOf(key: string): Fault | null {
    const draft = this.draft(key)
    const field = this.fields.get(key)
    const fault = faultOf(field, draft)
    if (fault) return fault
    if ((key === 'firstName' || key === 'lastName') && !this.text('firstName').trim() && !this.text('lastName').trim()) return 'nameNeeded'
    if (key === 'email' && draft.text.trim() && !/^[^\s@]+@[^\s@]+$/.test(draft.text.trim())) return 'noEmail'
    if (key === lacking(this.text('visibility'), this.text('assignedQueueId'), this.text('assignedToId'))) return 'required'
    if (field?.required && field.name && !draft.text.trim() && (!this.card || this.#now(key))) return 'required'
    return null
  }

  /** Every field that is wrong. */
  get faults(): [string, Fault][] {
    const shown = [...this.fields.keys()].filter((key) => isOffered(key, this.text('visibility')) && key !== 'lastName')
    return shown.map((key) => [key, this.faultOf(key)] as const).filter((one): one is [string, Fault] => !!one[1])
  }

  /** Saves what was typed. @throws Problem */
  async save(client: Client): Promise<Saved> {
    if (this.faults.length || this.conflicts.length) return { faults: true }
    return this.card ? this.#update(client) : this.#create(client)
  }

  /** Puts values back that a save has changed. @throws Problem, Error */
  async undo(client: Client, before: Record<string, string>): Promise<Card> {
    const { updateContact } = await client.query(UpdateContactDocument, { input: { id: this.card!.id, ...this.#input(before) } })
    if (!updateContact.contact) throw new Error(updateContact.errors?.[0]?.message)
    this.take(updateContact.contact)
    return updateContact.contact
  }

  async #create(client: Client): Promise<Saved> {
    const values: Record<string, string> = { firstName: '', lastName: '' }
    for (const key of this.fields.keys()) {
      const text = this.text(key)
      if (text.trim() && isOffered(key, this.text('visibility'))) values[key] = text
    }
    const input = { ...this.#input(values), ...(this.tags.length ? { tags: this.tags } : {}) } as CreateContactInput
    const { createContact } = await client.query(CreateContactDocument, { input })
    if (!createContact.contact) return this.#refused(createContact.errors ?? [])
    this.forget()
    return { card: createContact.contact, before: {} }
  }

  async #update(client: Client): Promise<Saved> {
    const keys = this.changed
    const before = Object.fromEntries(keys.map((key) => [key, this.#now(key)]))
    if (!keys.length) return { card: this.card!, before }
    let { version } = this.card!
    for (let n = 0; ; n++) {
      const values = Object.fromEntries(keys.map((key) => [key, this.text(key)]))
      const { updateContact } = await client.query(UpdateContactDocument, { input: { id: this.card!.id, version, ...this.#input(values) } })
      if (updateContact.contact) {
        for (const key of keys) this.drafts.delete(key)
        this.take(updateContact.contact)
        return { card: updateContact.contact, before }
      }
      const refused: readonly Refused[] = updateContact.errors ?? []
      const stale = refused.find((one) => one.currentVersion)
      if (!stale || n === tries) return this.#refused(refused)
      const { contactById } = await client.query(ContactCardDocument, { id: this.card!.id })
      if (contactById) this.take(contactById)
      if (this.conflicts.length) return { faults: true }
      version = Math.max(stale.currentVersion!, this.card!.version)
    }
  }

  #input(values: Record<string, string>): Record<string, unknown> {
    const { [tagsKey]: tags, ...rest } = values
    return { ...inputOf(rest, this.fields), ...(tags === undefined ? {} : { tags: tags.split('\n').filter(Boolean) }) }
  }

  /** The server's words go beside the fields that they are about. */
  #refused(refused: readonly Refused[]): Saved {
    let told = false
    for (const { field, message } of refused) {
      if (!field || !this.fields.has(field)) continue
      this.fault(field, message)
      told = true
    }
    return told ? { faults: true } : { message: refused[0]?.message ?? '' }
  }
}
