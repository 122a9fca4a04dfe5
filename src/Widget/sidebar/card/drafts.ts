/** What somebody is typing into a field, and has not got saved yet. */
export interface Draft {
  /** The value; an id where the field holds one. */
  text: string
  /** What is shown for an id. */
  label: string
  /** The value that was there when the editing began: who changed it since is found out by it. */
  base: string
  /** Words that stand for nothing yet: nobody was chosen by them. */
  loose?: boolean
  /** Why it was not saved. */
  error?: string
  /** It is on its way to the server, and shown as if it were there. */
  busy?: boolean
}

/** Whose drafts they are: one person at one organization. */
export const personOf = ({ tenant, agent }: { tenant: { slug: string }; agent: { id: string } }) => `${tenant.slug}/${agent.id}`

const memory = new Map<string, Draft>()

/**
 * The drafts that one person has at one contact, by field. They outlive the card, the connection and the session, and
 * end with the page: nothing is stored.
 */
export class Drafts {
  readonly #at: string

  /** @param person who is signed in: tenant and agent · @param about id of the contact, or what is being made */
  constructor(person: string, about: string) {
    this.#at = person + '\n' + about + '\n'
  }

  get(key: string) {
    return memory.get(this.#at + key)
  }

  set(key: string, draft: Draft) {
    memory.set(this.#at + key, draft)
  }

  delete(key: string) {
    memory.delete(this.#at + key)
  }

  keys() {
    return [...memory.keys()].filter((key) => key.startsWith(this.#at)).map((key) => key.slice(this.#at.length))
  }
}

/**
 * How a draft stands to the value that is there now: `clean` nobody else touched it · `settled` somebody has saved the
 * very same · `conflict` both have changed it, and the agent is asked.
 */
export function standing(draft: Draft, value: string): 'clean' | 'settled' | 'conflict' {
  if (value === draft.base) return 'clean'
  return value === draft.text.trim() ? 'settled' : 'conflict'
}

/** True when there is something in it that is not saved. */
export const isChanged = (draft: Draft) => draft.text !== draft.base || !!draft.loose

/** Goes on from the value that is there now, with what was typed: the agent has seen both. */
export const onTop = (draft: Draft, value: string): Draft => ({ ...draft, base: value, error: undefined })

/** True while somebody has typed something about a contact, or into what hangs on it, that is not saved. */
export const isTyped = (person: string, about: string) =>
  [...memory].some(([key, draft]) => (key.startsWith(`${person}\n${about}\n`) || key.startsWith(`${person}\n${about}/`)) && isChanged(draft))

/** Tags when both sides changed them: what is there now, with what this side added and without what it took off. */
export function mergedTags(now: string[], added: string[], removed: string[]): string[] {
  const same = (one: string) => (other: string) => one.toLowerCase() === other.toLowerCase()
  const kept = now.filter((tag) => !removed.some(same(tag)))
  return [...kept, ...added.filter((tag) => !kept.some(same(tag)))]
}
