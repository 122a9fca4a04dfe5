import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectHub, type Hub, type HubEvents } from '../../api/hub'
import { Session, type TokenReason } from '../../api/session'
import { json, serve, until } from './support/server'

let stop: (() => unknown) | undefined
let hub: Hub | undefined
beforeEach(() => {
  vi.stubGlobal('window', globalThis)
  vi.spyOn(Math, 'random').mockReturnValue(0)
})
afterEach(() => (hub?.stop(), stop?.()))

/** The hub's client against a server that takes one token alone, and says so; what it takes goes no further than the negotiation. */
async function clientOf(tokens: (string | null)[], taken: string | null) {
  const reasons: TokenReason[] = []
  const told: string[] = []
  const server = await serve((asked, response) => {
    const bearer = asked.headers.authorization?.replace('Bearer ', '') ?? null
    if (taken === null || bearer !== taken) json(response, 401, { code: 'not_authenticated', status: 401 }, 'application/problem+json')
    else json(response, 503, { code: 'unavailable', status: 503 }, 'application/problem+json')
  })
  stop = server.stop
  const session = new Session(async ({ reason }) => {
    reasons.push(reason)
    const token = tokens[Math.min(reasons.length, tokens.length) - 1]!
    return token === null ? null : { token }
  })
  const tell = (name: string) => () => void told.push(name)
  const events: HubEvents = { counts() {}, lists() {}, contacts() {}, run() {}, live: tell('live'), away: tell('away'), refused: tell('refused') }
  hub = connectHub(server.place, session, events)
  return { server, reasons, told, bearers: () => server.asked.map((one) => one.headers.authorization) }
}

describe('a hub that refuses the token', () => {
  it('is given another one, asked for as rejected', async () => {
    const { reasons, told, bearers } = await clientOf(['old', 'new'], 'new')
    await until(() => bearers().includes('Bearer new'))
    expect(reasons.slice(0, 2)).toEqual(['start', 'rejected'])
    expect(told).not.toContain('refused')
  })

  it('is left alone when it refuses the next one too: the session was ended', async () => {
    const { server, reasons, told } = await clientOf(['old', 'newer'], null)
    await until(() => told.includes('refused'))
    expect(server.asked).toHaveLength(2)
    expect(reasons).toEqual(['start', 'rejected'])
    expect(told).toEqual(['away', 'refused'])
  })

  it('is left alone at once by a page that is signed in by cookie', async () => {
    const { server, told } = await clientOf([null], null)
    await until(() => told.includes('refused'))
    expect(server.asked).toHaveLength(1)
  })

  it('is asked on when it is only away', async () => {
    const { told, server } = await clientOf(['good'], 'good')
    await until(() => server.asked.length >= 2)
    expect(told).not.toContain('refused')
  })
})

describe('a hub that answers late', () => {
  /** Takes connections by server-sent events, after it has refused some. */
  async function connectedAfter(refusals: number) {
    const told: (string | boolean)[] = []
    let stream: ServerResponse | undefined
    const server = await serve((asked, response) => {
      if (asked.path.includes('negotiate') && refusals-- > 0) json(response, 503, {})
      else if (asked.path.includes('negotiate')) json(response, 200, { negotiateVersion: 1, connectionId: 'c', connectionToken: 't', availableTransports: [{ transport: 'ServerSentEvents', transferFormats: ['Text'] }] })
      else if (asked.method === 'GET') (stream = response).writeHead(200, { 'Content-Type': 'text/event-stream' }).write(':\n\n')
      else {
        response.writeHead(200).end()
        if (asked.body.includes('protocol')) stream!.write('data: {}\u001e\n\n')
      }
    })
    stop = server.stop
    const events: HubEvents = { counts() {}, lists() {}, contacts() {}, run() {}, live: (again) => void told.push(again), away: () => void told.push('away'), refused: () => void told.push('refused') }
    hub = connectHub(server.place, new Session(async () => ({ token: 'good' })), events)
    await until(() => told.some((one) => typeof one === 'boolean'))
    return told
  }

  it('is missed by nobody who was there from the start', async () => expect(await connectedAfter(0)).toEqual([false]))

  it('has told others what this page did not hear', async () => expect(await connectedAfter(1)).toEqual(['away', true]))
})
