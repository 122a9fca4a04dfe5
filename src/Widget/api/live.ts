import type { ContactsChange } from './changes'
import { ListCounts } from './counts'
import { connectHub, type Hub, type HubCall } from './hub'
import type { Line } from './line'

export type Connection = 'connecting' | 'live' | 'reconnecting' | 'offline'

/** What the elements of a line are told; each is one sidebar. */
export interface Listener {
  /** The number that it shows, before a change; it is given back with {@link counted} after it. */
  shown(): number
  counted(before: number): void
  listsChanged(): void
  contactsChanged(message: ContactsChange): void
  run(raw: Record<string, unknown>, found: boolean): void
  called(call: HubCall): void
  bulk?(raw: Record<string, unknown>): void
  connected(connection: Connection, again: boolean): void
}

/** One connection and one store of counts, for every element of a line: the part of it that is loaded after the first data. */
export class Live {
  connection: Connection = 'connecting'
  readonly counts = new ListCounts(() => void this.#snapshot())
  readonly #hub: Hub

  constructor(readonly line: Line) {
    globalThis.addEventListener?.('online', this.#online)
    globalThis.addEventListener?.('offline', this.#online)
    this.#hub = connectHub(line.client.place, line.client.session, {
      counts: (message) => this.#counting(() => this.counts.change(message)),
      lists: () => this.#tell((one) => one.listsChanged()),
      contacts: (message) => this.#tell((one) => one.contactsChanged(message)),
      run: (raw) => this.#tell((one) => one.run(raw, false)),
      bulk: (raw) => this.#tell((one) => one.bulk?.(raw)),
      call: (call) => this.#tell((one) => one.called(call)),
      live: (again) => {
        this.#connected('live', again)
        void this.#snapshot()
        void this.#imports()
      },
      away: () => this.#connected(navigator.onLine === false ? 'offline' : 'reconnecting'),
      refused: () => line.refused(),
    })
  }

  stop() {
    globalThis.removeEventListener?.('online', this.#online)
    globalThis.removeEventListener?.('offline', this.#online)
    this.#hub.stop()
  }

  #tell(what: (one: Listener) => void) {
    for (const one of this.line.listeners) what(one)
  }

  #counting(change: () => boolean) {
    const before = [...this.line.listeners].map((one) => [one, one.shown()] as const)
    if (change()) for (const [one, number] of before) one.counted(number)
  }

  async #snapshot() {
    this.counts.asking()
    try {
      const counts = await this.#hub.counts()
      this.#counting(() => (this.counts.snapshot(counts), true))
    } catch {
      // The connection went; the next one takes a snapshot.
    }
  }

  async #imports() {
    try {
      for (const raw of await this.#hub.imports()) this.#tell((one) => one.run(raw, true))
    } catch {
      // As above.
    }
  }

  /** The browser says whether there is a network at all. */
  #online = () => {
    if (!navigator.onLine) this.#connected('offline')
    else if (this.connection !== 'live') {
      if (this.connection === 'offline') this.#connected('reconnecting')
      this.#hub.wake()
    }
  }

  #connected(connection: Connection, again = false) {
    this.connection = connection
    this.#tell((one) => one.connected(connection, again))
  }
}
