/** One number of the hub: how many contacts of a list (null: all contacts) one bucket holds, as of a version. */
export interface CountEntry {
  listId: string | null
  bucket: string
  count: number
  version: number
}

export interface Counts {
  epoch: string
  counts: CountEntry[]
}

/** The key under which "All contacts" is counted. */
export const allContacts = ''

/**
 * Live counts that come out right although messages may be lost, doubled or late: for each list and bucket the
 * highest version counts, a snapshot replaces everything, and a message of another epoch (a restored or moved store)
 * asks for a snapshot. A list's number is the sum over its buckets.
 */
export class ListCounts {
  #epoch: string | null = null
  #entries = new Map<string, CountEntry>()
  #sums = new Map<string, number>()
  /** What arrived while a snapshot was on its way: the snapshot may be older than that. */
  #meanwhile: Counts[] = []
  #asking = false

  /** @param ask called when a snapshot is needed; its result goes to {@link snapshot}. */
  constructor(readonly ask: () => void) {}

  /** False until the first snapshot: until then GraphQL's numbers stand. */
  get known() {
    return this.#epoch !== null
  }

  of(listId: string | null): number {
    return this.#sums.get(listId ?? allContacts) ?? 0
  }

  /** Call when a snapshot is being asked for. */
  asking() {
    this.#asking = true
    this.#meanwhile = []
  }

  /** A `listCountsChanged`; true when a number may have changed. */
  change(message: Counts): boolean {
    if (this.#asking) this.#meanwhile.push(message)
    if (message.epoch !== this.#epoch) {
      if (!this.#asking) this.ask()
      return false
    }
    this.#merge(message.counts)
    return true
  }

  /** The answer of `getListCounts`. */
  snapshot(counts: Counts) {
    this.#asking = false
    this.#epoch = counts.epoch
    this.#entries.clear()
    this.#merge(counts.counts)
    const late = this.#meanwhile
    this.#meanwhile = []
    for (const message of late) if (message.epoch === this.#epoch) this.#merge(message.counts)
  }

  #merge(entries: CountEntry[]) {
    for (const entry of entries) {
      const key = (entry.listId ?? allContacts) + '\n' + entry.bucket
      const had = this.#entries.get(key)
      if (!had || entry.version > had.version) this.#entries.set(key, entry)
    }
    this.#sums.clear()
    for (const { listId, count } of this.#entries.values()) {
      this.#sums.set(listId ?? allContacts, (this.#sums.get(listId ?? allContacts) ?? 0) + count)
    }
  }
}
