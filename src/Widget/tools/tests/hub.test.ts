import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket, type RawData } from 'ws'
import { connectHub, type Hub, type HubEvents } from '../../api/hub'
import { Session, type TokenReason } from '../../api/session'
import { json, serve, until } from './support/server'

/** As a browser's: one that does not come about is closed, and throws nothing. */
class Quiet extends WebSocket {
  constructor(at: URL) {
    super(at)
    this.on('error', () => {})
  }
}

let stop: (() => unknown) | undefined
let hub: Hub | undefined
beforeEach(() => {
  vi.stubGlobal('WebSocket', Quiet)
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
  const events: HubEvents = { counts() {}, lists() {}, contacts() {}, run() {}, call() {}, live: tell('live'), away: tell('away'), refused: tell('refused') }
  hub = connectHub(server.place, session, events)
  const asked = () => server.asked.filter((one) => one.path.includes('negotiate'))
  return { asked, reasons, told, bearers: () => asked().map((one) => one.headers.authorization) }
}

describe('a hub that refuses the token', () => {
  it('is given another one, asked for as rejected', async () => {
    const { reasons, told, bearers } = await clientOf(['old', 'new'], 'new')
    await until(() => bearers().includes('Bearer new'))
    expect(reasons.slice(0, 2)).toEqual(['start', 'rejected'])
    expect(told).not.toContain('refused')
  })

  it('is left alone when it refuses the next one too: the session was ended', async () => {
    const { asked, reasons, told } = await clientOf(['old', 'newer'], null)
    await until(() => told.includes('refused'))
    expect(asked()).toHaveLength(2)
    expect(reasons).toEqual(['start', 'rejected'])
    expect(told).toEqual(['away', 'refused'])
  })

  it('is left alone at once by a page that is signed in by cookie', async () => {
    const { asked, told } = await clientOf([null], null)
    await until(() => told.includes('refused'))
    expect(asked()).toHaveLength(1)
  })

  it('is asked on when it is only away', async () => {
    const { told, asked } = await clientOf(['good'], 'good')
    await until(() => asked().length >= 2)
    expect(told).not.toContain('refused')
  })
})

/** A hub that speaks the protocol; a test says what it does with a connection. */
async function talking(refusals = 0, greet = '{}') {
  const told: unknown[] = []
  const lines: WebSocket[] = []
  const heard: Record<string, unknown>[] = []
  const paths: string[] = []
  const server = await serve((asked, response) => json(response, asked.path.includes('negotiate') && refusals-- > 0 ? 503 : 200, {}), (socket, path) => {
    paths.push(path)
    if (refusals-- > 0) return socket.terminate()
    lines.push(socket)
    socket.on('message', (data: RawData) => {
      for (const text of String(data).split('\u001e').filter(Boolean)) {
        const message = JSON.parse(text)
        heard.push(message)
        if (message.protocol) socket.send(greet + '\u001e')
        if (message.type === 1) socket.send(JSON.stringify(message.target === 'getImports' ? { type: 3, invocationId: message.invocationId, error: 'unavailable: no' } : { type: 3, invocationId: message.invocationId, result: { epoch: 'one', counts: [] } }) + '\u001e')
      }
    })
  })
  stop = server.stop
  const tell = (name: string) => (message?: unknown) => void told.push(message === undefined ? name : [name, message])
  hub = connectHub(server.place, new Session(async () => ({ token: 'go od' })), {
    counts: tell('counts'), lists: tell('lists'), contacts: tell('contacts'), run: tell('run'), call: tell('call'), live: (again) => void told.push(again), away: tell('away'), refused: tell('refused'),
  })
  return { told, lines, heard, paths, asked: server.asked }
}

describe('a hub that is spoken to', () => {
  it('is met straight, with the token in the query of the socket and nowhere else', async () => {
    const { told, paths, heard, asked } = await talking()
    await until(() => told.includes(false))
    expect(paths).toEqual(['/hubs/crm?access_token=go+od'])
    expect(heard[0]).toEqual({ protocol: 'json', version: 1 })
    expect(asked).toEqual([])
  })

  it('tells several things in one frame, and pings are answered to nobody', async () => {
    const { told, lines } = await talking()
    await until(() => told.includes(false))
    lines[0]!.send('{"type":6}\u001e{"type":1,"target":"screenPop","arguments":[{"callId":"7"}]}\u001e{"type":1,"target":"unheardOf","arguments":[]}\u001e{"type":1,"target":"listsChanged","arguments":[{"created":[]}]}\u001e')
    await until(() => told.length === 3)
    expect(told).toEqual([false, ['call', { callId: '7' }], ['lists', { created: [] }]])
  })

  it('answers each call its own, a refusal too', async () => {
    const { told } = await talking()
    await until(() => told.includes(false))
    const [counts, imports] = await Promise.allSettled([hub!.counts(), hub!.imports()])
    expect(counts).toMatchObject({ status: 'fulfilled', value: { epoch: 'one' } })
    expect(imports).toMatchObject({ status: 'rejected', reason: { message: 'unavailable: no' } })
  })

  it('is met again when it says goodbye, and calls that wait are told', async () => {
    const { told, lines } = await talking()
    await until(() => told.includes(false))
    lines[0]!.removeAllListeners('message')
    const waiting = hub!.counts().catch((error: Error) => error.message)
    lines[0]!.send('{"type":7,"allowReconnect":true}\u001e')
    expect(await waiting).toBe('away')
    await until(() => told.includes(true))
    expect(told).toEqual([false, 'away', true])
    expect(lines).toHaveLength(2)
  })

  it('is left for good when the page goes', async () => {
    const { told, lines } = await talking()
    await until(() => told.includes(false))
    hub!.stop()
    await until(() => lines[0]!.readyState === WebSocket.CLOSED)
    expect(told).toEqual([false])
  })
})

describe('a hub that answers late', () => {
  it('is missed by nobody who was there from the start', async () => {
    const { told } = await talking()
    await until(() => told.includes(false))
    expect(told).toEqual([false])
  })

  it('has told others what this page did not hear', async () => {
    const { told } = await talking(1)
    await until(() => told.includes(true))
    expect(told).toEqual(['away', true])
  })
})
