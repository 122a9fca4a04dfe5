import { Client } from './client'
import type { Live, Listener } from './live'
import type { Place } from './place'
import { Session, type TokenSource } from './session'

/** What an element of a line does when its agent is signed out, and in again. */
export interface LineListener extends Listener {
  refused(): void
  revived(): void
  /** A request waits because the server asked for it: until then, in milliseconds; 0: none waits any more. */
  held(until: number): void
}

const lines: Line[] = []

/**
 * What the elements of a page have in common that speak with one server as one agent: one token, one connection, one
 * store of counts. It lives as long as somebody is on it.
 */
export class Line {
  readonly client: Client
  readonly listeners = new Set<LineListener>()
  live: Live | null = null
  #connecting = false

  /** The line to a place with a source of tokens, the same for whoever asks with the same two. */
  static to(place: Place, source: TokenSource | null) {
    let line = lines.find(({ client }) => client.place.graphql === place.graphql && client.place.hub === place.hub && client.session.source === source)
    if (!line) lines.push((line = new Line(place, source)))
    return line
  }

  private constructor(place: Place, source: TokenSource | null) {
    this.client = new Client(place, new Session(source), { refused: () => this.refused(), held: (until) => this.#tell((one) => one.held(until)) })
  }

  join(listener: LineListener) {
    this.listeners.add(listener)
  }

  leave(listener: LineListener) {
    this.listeners.delete(listener)
    if (this.listeners.size) return
    lines.splice(lines.indexOf(this), 1)
    this.hangUp()
    this.client.session.end()
  }

  /** Connects to the hub, once. */
  async connect() {
    if (this.live || this.#connecting) return
    this.#connecting = true
    try {
      const { Live } = await import('./live')
      if (this.listeners.size) this.live ??= new Live(this)
    } finally {
      this.#connecting = false
    }
  }

  hangUp() {
    this.live?.stop()
    this.live = null
  }

  /** The server takes no token of this session: everybody on the line is told. */
  refused() {
    this.hangUp()
    this.#tell((one) => one.refused())
  }

  /** Somebody has signed in again. */
  revived() {
    this.#tell((one) => one.revived())
  }

  #tell(what: (one: LineListener) => void) {
    for (const one of [...this.listeners]) what(one)
  }
}
