/** A failure as an agent can be told of it, and as *Copy details* copies it. */
export class Problem extends Error {
  constructor(
    /** Stable: the server's `code`, or `network`, `bad_answer`. */
    readonly code: string,
    message: string,
    /** HTTP status; 0 when no answer came. */
    readonly status = 0,
    /** What else the answer said: `detail`, `traceId`, `errors` … */
    readonly more: Record<string, unknown> = {},
  ) {
    super(message)
  }

  /** No or no valid token. */
  get signedOut() {
    return this.status === 401 || this.code === 'AUTH_NOT_AUTHENTICATED'
  }

  /** A token without the permission. */
  get forbidden() {
    return this.status === 403 || this.code === 'AUTH_NOT_AUTHORIZED'
  }

  /** Nothing answered: the server or the way to it is away. */
  get away() {
    return this.code === 'network' || [502, 503, 504].includes(this.status)
  }

  /** Too many requests. */
  get limited() {
    return this.status === 429
  }

  /** For the clipboard; holds no token and no contact. */
  get details() {
    return JSON.stringify({ code: this.code, message: this.message, status: this.status, ...this.more, at: new Date().toISOString() }, null, 2)
  }
}

/** Anything thrown, as a Problem. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('unexpected', String((error as Error)?.message ?? error))
}

/** An aborted request is no failure: somebody typed on. */
export const wasAborted = (error: unknown) => (error as Error)?.name === 'AbortError'
