import type { Client } from '../../api/client'
import { UpdateContactDocument } from '../../api/gen/card-documents'
import { ContactCardDocument } from '../../api/gen/documents'
import { asProblem, type Problem } from '../../api/problem'
import { Drafts, isChanged, mergedTags, onTop, standing, type Draft } from './drafts'
import { faultOf, inputOf, isOffered, labelOf, lacking, matesOf, valueOf, type Card, type Field, type Refused } from './fields'

/** So often a change is put on top of somebody else's that does not touch it. */
const tries = 3

export interface EditEvents {
  /** Something that is shown has changed. */
  changed(): void
  /** The server has the contact as it is now. */
  saved(card: Card): void
  /** Fields were saved; `undo` puts back what they were. */
  done(keys: string[], undo: () => void): void
  /** Fields were not saved, and nothing is lost. */
  failed(keys: string[], problem: Problem | null): void
  /** What a field cannot be saved with: the words for it. */
  say(what: 'chooseOne' | 'noNumber' | 'required'): string
}

type Answer = { card: Card } | { refused: readonly Refused[] }

/** The editing of one contact: what is typed, what is on its way, and what came back. No pixel of it. */
export class Edits {
  readonly drafts: Drafts
  fields = new Map<string, Field>()
  #saving: Promise<unknown> = Promise.resolve()

  constructor(readonly client: Client, person: string, public card: Card, readonly events: EditEvents) {
    this.drafts = new Drafts(person, card.id)
  }

  /** The draft that is open for editing. */
  open(key: string): Draft | undefined {
    const draft = this.drafts.get(key)
    return draft?.busy ? undefined : draft
  }

  /** What is shown: what is on its way as if it were there. */
  shown(key: string): { text: string; label: string } {
    const draft = this.drafts.get(key)
    return draft?.busy ? draft : { text: valueOf(this.card, key), label: labelOf(this.card, key) }
  }

  /** What an agent would save now. */
  wanted(key: string): string {
    return this.drafts.get(key)?.text ?? valueOf(this.card, key)
  }

  /** Begins, or goes on from what is on its way. */
  begin(key: string) {
    const { text, label } = this.shown(key)
    const draft = this.drafts.get(key)
    if (!draft || draft.busy) this.drafts.set(key, { text, label, base: valueOf(this.card, key) })
    this.events.changed()
  }

  type(key: string, text: string, label = text, loose = false) {
    const draft = this.drafts.get(key)
    if (!draft) return
    this.drafts.set(key, { ...draft, text, label, loose, error: undefined })
    if (key === 'visibility') this.#follow()
    this.events.changed()
  }

  /** Leaves the field and what is saved with it; gives back what was typed, to bring it back. */
  leave(key: string): (() => void) | null {
    const left = matesOf(key).map((mate) => [mate, this.open(mate)] as const)
    for (const [mate, draft] of left) if (draft) this.drafts.delete(mate)
    this.events.changed()
    const lost = left.filter(([, draft]) => draft && isChanged(draft))
    return lost.length
      ? () => {
          for (const [mate, draft] of lost) this.drafts.set(mate, draft!)
          this.events.changed()
        }
      : null
  }

  conflict(key: string): boolean {
    const draft = this.open(key)
    return !!draft && standing(draft, valueOf(this.card, key)) === 'conflict'
  }

  /** Of two values the agent's own: it goes on top of the other. */
  keepMine(key: string) {
    this.drafts.set(key, onTop(this.drafts.get(key)!, valueOf(this.card, key)))
    return this.save(key)
  }

  takeTheirs(key: string) {
    this.drafts.delete(key)
    this.events.changed()
  }

  /** The contact as the server has it; what is being typed stays. */
  take(card: Card) {
    this.card = card
    for (const key of this.drafts.keys()) {
      const draft = this.open(key)
      if (draft && isChanged(draft) && standing(draft, valueOf(card, key)) === 'settled') this.drafts.delete(key)
      else if (draft && !isChanged(draft)) this.drafts.set(key, { ...draft, text: valueOf(card, key), label: labelOf(card, key), base: valueOf(card, key) })
    }
  }

  /** Saves a field with those that go with it; false when it stays open. */
  async save(key: string): Promise<boolean> {
    const open = matesOf(key).filter((mate) => this.open(mate))
    const keys = open.filter((mate) => isChanged(this.open(mate)!))
    if (open.some((mate) => this.#stops(mate))) {
      this.events.changed()
      return false
    }
    const sent = new Map(open.map((mate) => [mate, this.open(mate)!]))
    if (!keys.length) {
      for (const mate of open) this.drafts.delete(mate)
      this.events.changed()
      return true
    }
    const before: Record<string, { text: string; label: string }> = Object.fromEntries(keys.map((mate) => [mate, { text: valueOf(this.card, mate), label: labelOf(this.card, mate) }]))
    for (const mate of open) this.drafts.set(mate, { ...sent.get(mate)!, busy: true })
    const marks = new Map(open.map((mate) => [mate, this.drafts.get(mate)]))
    this.events.changed()

    const values = Object.fromEntries(keys.map((mate) => [mate, sent.get(mate)!.text]))
    let problem: Problem | null = null
    let answer: Answer = { refused: [] }
    try {
      answer = await this.#inTurn(() => this.#write(values, keys))
    } catch (error) {
      problem = asProblem(error)
    }
    const saved = 'card' in answer
    for (const mate of open) {
      if (this.drafts.get(mate) !== marks.get(mate)) continue // typed on meanwhile
      if (saved) this.drafts.delete(mate)
      else this.drafts.set(mate, { ...sent.get(mate)!, error: problem?.message })
    }
    if ('card' in answer) {
      const { card } = answer
      this.#arrived(card)
      const steps = keys.map((mate) => ({ key: mate, ...before[mate]!, base: valueOf(card, mate) }))
      this.events.done(keys, () => void this.#undo(steps))
    } else {
      if (!problem) this.#tell(answer.refused, open)
      this.events.failed(keys, problem)
    }
    this.events.changed()
    return saved
  }

  /** Adds and takes off tags, on top of what others do with them; throws what cannot be done. */
  async tag(added: string[], removed: string[]): Promise<Card> {
    const card = await this.#inTurn(async () => {
      for (let n = 0; ; n++) {
        const tags = mergedTags(this.card.tags, added, removed)
        const { updateContact } = await this.client.query(UpdateContactDocument, { input: { id: this.card.id, version: this.card.version, tags } })
        if (updateContact.contact) return updateContact.contact
        const refused: Refused | undefined = updateContact.errors?.[0]
        if (n === tries || !refused?.currentVersion) throw new Error(refused?.message)
        await this.#again()
      }
    })
    this.#arrived(card)
    return card
  }

  /** What holds a field back before the server is asked. */
  #stops(key: string): boolean {
    const draft = this.open(key)!
    const field = this.fields.get(key)
    let error: string | undefined
    if (this.conflict(key)) return true
    const fault = faultOf(field, draft)
    if (fault) error = this.events.say(fault)
    else if (key === lacking(this.wanted('visibility'), this.wanted('assignedQueueId'), this.wanted('assignedToId'))) error = this.events.say('required')
    if (error) this.drafts.set(key, { ...draft, error })
    return !!error
  }

  /** Who sees it decides who must be named: that field opens beside it. */
  #follow() {
    const visibility = this.wanted('visibility')
    const next = lacking(visibility, this.wanted('assignedQueueId'), this.wanted('assignedToId'))
    if (next && !this.open(next)) this.begin(next)
    if (!isOffered('assignedQueueId', visibility)) this.drafts.delete('assignedQueueId')
  }

  /** One after the other: each knows the version that the one before has made. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#saving.then(work)
    this.#saving = turn.catch(() => {})
    return turn
  }

  async #write(values: Record<string, string>, keys: string[]): Promise<Answer> {
    let version = this.card.version
    for (let n = 0; ; n++) {
      const { updateContact } = await this.client.query(UpdateContactDocument, { input: { id: this.card.id, version, ...inputOf(values, this.fields) } })
      if (updateContact.contact) return { card: updateContact.contact }
      const refused: readonly Refused[] = updateContact.errors ?? []
      const stale = refused.find((one) => one.currentVersion)
      if (!stale || n === tries) return { refused }
      if (stale.fields?.length) {
        await this.#again() // both values are shown from now on
        if (keys.some((key) => standing(this.drafts.get(key)!, valueOf(this.card, key)) === 'conflict')) return { refused: [] }
      }
      version = Math.max(stale.currentVersion!, this.card.version)
    }
  }

  async #again() {
    const { contactById } = await this.client.query(ContactCardDocument, { id: this.card.id })
    if (contactById) this.#arrived(contactById)
  }

  #arrived(card: Card) {
    if (card.version < this.card.version) return
    this.take(card)
    this.events.saved(card)
  }

  /** Puts the server's words beside the fields that they are about. */
  #tell(refused: readonly Refused[], keys: string[]) {
    for (const { field, message } of refused) {
      const key = field && this.drafts.get(field) ? field : keys[0]!
      const draft = this.open(key)
      if (draft) this.drafts.set(key, { ...draft, error: message })
    }
  }

  /** Back to what it was, unless somebody has changed it since: then the agent is asked. */
  #undo(steps: (Draft & { key: string })[]) {
    for (const { key, ...draft } of steps) this.drafts.set(key, draft)
    return this.save(steps[0]!.key)
  }
}
