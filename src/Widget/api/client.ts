import type { TypedDocumentString } from './gen/documents'
import type { Place } from './place'
import { Problem, wasAborted } from './problem'
import type { Session } from './session'

/** What whoever owns a client is told of its requests. */
export interface ClientEvents {
  /** A second token was refused too: nobody is signed in. */
  refused(): void
  /** The server has asked for a pause; a request waits until then, in milliseconds. 0: none waits any more. */
  held(until: number): void
}

/**
 * The only way from the elements to the server over HTTP. It adds the bearer, asks for another token once when the
 * server refuses the one it has, waits as long as the server asks it to, and turns every failure into a {@link Problem}.
 */
export class Client {
  readonly #holds = new Set<number>()

  constructor(readonly place: Place, readonly session: Session, readonly events?: ClientEvents) {}

  /** Sends a document; gives its data. A field error without data is thrown, beside data it is the caller's to see. */
  async query<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables, signal?: AbortSignal): Promise<Data> {
    const answer = await this.fetch(this.place.graphql, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json, application/json' },
      body: JSON.stringify({ query: document.toString(), variables }),
      signal,
    }, false)
    const body = await answer.clone().json().catch(() => null)
    if (body?.data && !body.errors?.length) return body.data
    const error = body?.errors?.[0]
    if (error) throw new Problem(error.extensions?.code ?? 'graphql', error.message, answer.status, { path: error.path })
    throw answer.ok ? new Problem('bad_answer', 'The server sent no answer that can be read.', answer.status) : await problemOf(answer)
  }

  /** Calls a REST route below the prefix, e.g. `api/crm-contacts/acme/imports`. */
  rest(path: string, init?: RequestInit): Promise<Response> {
    return this.fetch(new URL(path, this.place.rest).href, init)
  }

  /** @param strict throw what is not ok; GraphQL reads its errors itself */
  async fetch(url: string, init: RequestInit = {}, strict = true): Promise<Response> {
    let token = await this.session.token()
    let answer = await send(url, init, token)
    if (answer.status === 401 && token && !this.session.ended) {
      token = await this.session.token(token)
      answer = await send(url, init, token)
    }
    if (answer.status === 401) this.events?.refused()
    // Refused before anything was done: what is asked again is done once.
    if (answer.status === 429 && (await (await import('./patience')).waited(answer, init.signal, this.events, this.#holds))) return this.fetch(url, init, strict)
    if (!answer.ok && strict) throw await problemOf(answer)
    return answer
  }
}

const problemOf = async (answer: Response) => (await import('./problem-reader')).readProblem(answer)

async function send(url: string, init: RequestInit, token: string | null): Promise<Response> {
  const headers = new Headers(init.headers)
  if (token) headers.set('Authorization', 'Bearer ' + token)
  else headers.set('GraphQL-Preflight', '1') // with a cookie, this header is what a foreign page cannot send
  try {
    return await fetch(url, { ...init, headers, credentials: token ? 'omit' : 'same-origin' })
  } catch (error) {
    if (wasAborted(error)) throw error
    throw new Problem('network', 'The server cannot be reached.')
  }
}
