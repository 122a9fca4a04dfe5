/** Why a token is asked for: the first one, one that runs out, or one that the server has refused. */
export type TokenReason = 'start' | 'expiring' | 'rejected'

/** What a host hands over; `expiresAt` as a Date, a time string or milliseconds. */
export interface Token {
  token: string
  expiresAt?: Date | string | number
}

/** Null means: this session goes by cookies. */
export type TokenSource = (ask: { reason: TokenReason; signal: AbortSignal }) => Promise<Token | null>

const beforeEnd = 30_000

/** The viewer's token, in memory only: never in a URL, never in storage. One request for it at a time. */
export class Session {
  #token: Token | null = null
  #asked: Promise<Token | null> | null = null
  #known = false
  #spent = false
  readonly #end = new AbortController()

  constructor(readonly source: TokenSource | null) {}

  /** The bearer token, or null for cookies. */
  async token(rejected?: string | null): Promise<string | null> {
    if (!this.source) return null
    if (this.#known && !this.#stale(rejected)) return this.#token?.token ?? null
    const reason = !this.#known ? 'start' : rejected || this.#spent ? 'rejected' : 'expiring'
    this.#asked ??= this.source({ reason, signal: this.#end.signal }).finally(() => (this.#asked = null))
    this.#token = await this.#asked
    this.#known = true
    this.#spent = false
    return this.#token?.token ?? null
  }

  /** The next request asks for another token: somebody who was signed out signs in again. */
  renew() {
    this.#spent = true
  }

  /** Ends the session: a request for a token that is under way is told so. */
  end() {
    this.#end.abort()
  }

  get ended() {
    return this.#end.signal.aborted
  }

  #stale(rejected?: string | null) {
    if (this.#spent) return true
    if (!this.#token) return !!rejected
    if (rejected === this.#token.token) return true
    return this.#token.expiresAt !== undefined && +new Date(this.#token.expiresAt) - Date.now() < beforeEnd
  }
}
