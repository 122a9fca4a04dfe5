import { afterEach, describe, expect, it, vi } from 'vitest'
import { Client } from '../../api/client'
import { ListsDocument } from '../../api/gen/documents'
import { Problem } from '../../api/problem'
import { Session } from '../../api/session'
import { json, serve } from './support/server'

const lists = { data: { lists: [], all: { totalCount: 3 } } }
let stop: (() => unknown) | undefined
afterEach(() => stop?.())

async function clientOf(answer: Parameters<typeof serve>[0], source: ConstructorParameters<typeof Session>[0]) {
  const server = await serve(answer)
  stop = server.stop
  return { ...server, client: new Client(server.place, new Session(source)) }
}

describe('the client', () => {
  it('sends the document and its variables with the bearer, and gives the data', async () => {
    const { client, asked } = await clientOf((_, response) => json(response, 200, lists), async () => ({ token: 'one' }))
    expect(await client.query(ListsDocument, {})).toEqual(lists.data)
    expect(asked[0]!.headers.authorization).toBe('Bearer one')
    expect(asked[0]!.path).toBe('/graphql')
    expect(JSON.parse(asked[0]!.body).query).toContain('query Lists')
  })

  it('goes by cookie without a token source, with the header that a foreign page cannot send', async () => {
    const { client, asked } = await clientOf((_, response) => json(response, 200, lists), null)
    await client.query(ListsDocument, {})
    expect(asked[0]!.headers['graphql-preflight']).toBe('1')
    expect(asked[0]!.headers.authorization).toBeUndefined()
  })

  it('asks for another token once when the server refuses the one it has', async () => {
    const source = vi.fn(async ({ reason }: { reason: string }) => ({ token: reason === 'start' ? 'old' : 'new' }))
    const { client, asked } = await clientOf(
      (one, response) => (one.headers.authorization === 'Bearer new' ? json(response, 200, lists) : json(response, 401, { errors: [{ message: 'no', extensions: { code: 'AUTH_NOT_AUTHENTICATED' } }] })),
      source,
    )
    expect(await client.query(ListsDocument, {})).toEqual(lists.data)
    expect(source.mock.calls.map(([ask]) => ask.reason)).toEqual(['start', 'rejected'])
    expect(asked).toHaveLength(2)
  })

  it('says that the agent is signed out when the second token is refused too, and stops there', async () => {
    const { client, asked } = await clientOf((_, response) => json(response, 401, { errors: [{ message: 'no', extensions: { code: 'AUTH_NOT_AUTHENTICATED' } }] }), async () => ({ token: 'x' }))
    const problem = await client.query(ListsDocument, {}).catch((error: Problem) => error)
    expect(problem).toMatchObject({ signedOut: true, status: 401 })
    expect(asked).toHaveLength(2)
  })

  it('asks for one token although several requests want it', async () => {
    const source = vi.fn(async () => ({ token: 'one' }))
    const { client } = await clientOf((_, response) => json(response, 200, lists), source)
    await Promise.all([1, 2, 3].map(() => client.query(ListsDocument, {})))
    expect(source).toHaveBeenCalledTimes(1)
  })

  it('fetches another token before the one it has runs out', async () => {
    const source = vi.fn(async () => ({ token: 'short', expiresAt: Date.now() + 1000 }))
    const { client } = await clientOf((_, response) => json(response, 200, lists), source)
    await client.query(ListsDocument, {})
    await client.query(ListsDocument, {})
    expect(source).toHaveBeenLastCalledWith(expect.objectContaining({ reason: 'expiring' }))
  })

  it('reads problem+json, from REST and from GraphQL alike', async () => {
    const { client } = await clientOf((_, response) => json(response, 422, { title: 'Bad', code: 'header_missing', detail: 'Row 1 is empty.', traceId: 't' }, 'application/problem+json'), null)
    for (const call of [() => client.rest('api/x'), () => client.query(ListsDocument, {})]) {
      const problem = await call().then(() => null, (error: Problem) => error)
      expect(problem).toMatchObject({ code: 'header_missing', message: 'Row 1 is empty.', status: 422 })
      expect(problem!.details).toContain('"traceId": "t"')
    }
  })

  it('takes a field error for a failure, with its code', async () => {
    const { client } = await clientOf((_, response) => json(response, 200, { data: null, errors: [{ message: 'no', extensions: { code: 'AUTH_NOT_AUTHORIZED' } }] }), null)
    await expect(client.query(ListsDocument, {})).rejects.toMatchObject({ forbidden: true })
  })

  it('says that a server is away when nothing answers, and when what answers is no JSON', async () => {
    const { client, stop: close } = await clientOf((_, response) => response.writeHead(502).end('<html>'), null)
    await expect(client.query(ListsDocument, {})).rejects.toMatchObject({ away: true, status: 502 })
    await close()
    await expect(client.query(ListsDocument, {})).rejects.toMatchObject({ away: true, code: 'network' })
  })

  it('keeps the token out of what is copied', async () => {
    const { client } = await clientOf((_, response) => json(response, 500, {}), async () => ({ token: 'secret-token' }))
    const problem = await client.query(ListsDocument, {}).catch((error: Problem) => error)
    expect((problem as Problem).details).not.toContain('secret-token')
  })
})
