import type { Client } from '../../api/client'
import { AddToListDocument, ListsOfContactDocument, RemoveFromListDocument } from '../../api/gen/card-documents'
import type { ListEntryFragment, ListsOfContactQuery } from '../../api/gen/documents'
import type { Toast } from '../../elements/toast'
import type { Speech } from '../words/words'
import { chips, type Chip } from './chips'
import { findTags, matching } from './choices'
import { mergedTags } from './drafts'
import type { Edits } from './edits'
import type { Card, Row } from './fields'

/** What tags and lists see of the card that they are on. */
export interface Belonged {
  readonly client: Client
  readonly speech: Speech
  readonly lists: ListEntryFragment[]
  readonly contact: Row | Card | null
  readonly edits: Edits | null
  changed(): void
  focusOn(selector: string): Promise<void>
  toast(toast: Toast): void
  /** The card as it is for the agent, though the server has not said so. */
  show(card: Card): void
  saved(card: Card): void
  refused(error: unknown): void
}

/** The tags and lists of a contact: shown as chips, put on and taken off at once, with undo. */
export class Belongings {
  #tagText: string | null = null
  #listText: string | null = null
  #dynamic: ListsOfContactQuery['lists'] = []
  /** Shown as done before the server has said so. */
  #tagging: { added: string[]; removed: string[] }[] = []

  constructor(readonly card: Belonged) {}

  /** A contact is edited: a tag that was being typed is there again. */
  begin(edits: Edits) {
    this.#tagText = edits.drafts.get('#tag')?.text ?? null
  }

  /** Another contact. */
  leave() {
    this.#dynamic = []
    this.#tagging = []
    this.#tagText = this.#listText = null
  }

  tags(card: Card) {
    const tags = this.#tagging.reduce((all, { added, removed }) => mergedTags(all, added, removed), card.tags)
    return chips({
      kind: 'tag',
      words: this.card.speech.words,
      chips: tags.map((tag) => ({ id: tag, text: tag })),
      canEdit: !!this.card.edits,
      adding: this.#tagText,
      free: true,
      find: (text) => findTags(this.card.client, text, tags),
      type: (text) => this.typeTag(text),
      add: ({ value }) => {
        this.typeTag('')
        void this.#tag([value], [])
      },
      remove: ({ id }) => {
        void this.#tag([], [id])
        void this.card.focusOn('[data-edit="#tag"]')
      },
    })
  }

  typeTag(text: string | null) {
    const opened = this.#tagText === null
    this.#tagText = text
    this.card.changed()
    if (text) this.card.edits!.drafts.set('#tag', { text, label: text, base: '' })
    else this.card.edits!.drafts.delete('#tag')
    if (text === null) void this.card.focusOn('[data-edit="#tag"]')
    else if (opened) void this.card.focusOn('#tag-field')
  }

  async #tag(added: string[], removed: string[], edits = this.card.edits!, undone = false) {
    const { words } = this.card.speech
    const mine = { added, removed }
    this.#tagging = [...this.#tagging, mine]
    this.card.changed()
    try {
      await edits.tag(added, removed)
      const text = added[0] ? words.tagAdded(added[0]) : words.tagRemoved(removed[0]!)
      if (!undone) this.card.toast({ text, undo: () => this.#tag(removed, added, edits, true) })
    } catch (error) {
      if (added[0] && edits === this.card.edits && !this.#tagText) this.typeTag(added[0])
      this.card.refused(error)
    }
    this.#tagging = this.#tagging.filter((one) => one !== mine)
    this.card.changed()
  }

  lists(card: Card) {
    const { words } = this.card.speech
    const dynamic = this.#dynamic.filter((list) => list.kind === 'DYNAMIC' && list.contacts?.nodes?.length)
    const open = this.card.lists.filter(({ id, kind }) => kind === 'STATIC' && !card.lists.some((list) => list.id === id))
    return chips({
      kind: 'list',
      words,
      chips: [
        ...card.lists.map((list): Chip => ({ id: list.id, text: list.name, icon: 'list' })),
        ...dynamic.map((list): Chip => ({ id: list.id, text: list.name, icon: 'bolt', fixed: words.dynamic })),
      ],
      canEdit: !!this.card.edits,
      adding: this.#listText,
      free: false,
      find: async (text) => matching(open.map(({ id, name }) => ({ value: id, text: name })), text),
      type: (text) => this.typeList(text),
      add: ({ value, text }) => {
        this.typeList(null)
        void this.#list({ id: value, name: text }, true)
      },
      remove: ({ id, text }) => {
        void this.#list({ id, name: text }, false)
        void this.card.focusOn('[data-edit="#list"]')
      },
    })
  }

  typeList(text: string | null) {
    const opened = this.#listText === null
    this.#listText = text
    this.card.changed()
    if (text === null) void this.card.focusOn('[data-edit="#list"]')
    else if (opened) void this.card.focusOn('#list-field')
  }

  async #list(list: { id: string; name: string }, on: boolean, edits = this.card.edits!, undone = false) {
    const { words } = this.card.speech
    const put = (there: boolean) => {
      const others = edits.card.lists.filter(({ id }) => id !== list.id)
      edits.take({ ...edits.card, lists: there ? [...others, list].sort((one, other) => one.name.localeCompare(other.name)) : others })
      this.card.show(edits.card)
    }
    put(on)
    try {
      const variables = { ids: [edits.card.id], listId: list.id }
      const errors = on
        ? (await this.card.client.query(AddToListDocument, variables)).addContactsToList.errors
        : (await this.card.client.query(RemoveFromListDocument, variables)).removeContactsFromList.errors
      if (errors?.length) throw new Error(errors[0]!.message)
      this.card.saved(edits.card)
      if (!undone) this.card.toast({ text: words[on ? 'listAdded' : 'listLeft'](list.name), undo: () => this.#list(list, !on, edits, true) })
    } catch (error) {
      put(!on)
      this.card.refused(error)
    }
  }

  /** Only this query tells which dynamic lists somebody is on; without one there is nothing to ask. */
  async readLists(id: string) {
    if (!this.card.lists.some(({ kind }) => kind === 'DYNAMIC')) return
    const { lists } = await this.card.client.query(ListsOfContactDocument, { id }).catch(() => ({ lists: [] }))
    if (this.card.contact?.id !== id) return
    this.#dynamic = lists
    this.card.changed()
  }
}
