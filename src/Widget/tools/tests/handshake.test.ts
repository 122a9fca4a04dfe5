import { afterEach, describe, expect, it, vi } from 'vitest'
import { Customers } from '../../embed/index'
import { Link } from '../../embed/link'
import type { Hello, Settings, Welcome } from '../../embed/messages'
import { bridge, settable, told, verbs, type Sidebar } from '../../frame/bridge'
import { greet } from '../../frame/greeting'
import { until } from './support/server'

const frameOrigin = 'https://crm.example'
const pageOrigin = 'https://pbx.example'
const ports: MessagePort[] = []
afterEach(() => ports.splice(0).forEach((port) => port.close()))

/** A window that hears messages, as both sides use one. */
class Hearing {
  listeners = new Set<(event: MessageEvent) => void>()
  addEventListener = (_: 'message', listener: (event: MessageEvent) => void) => void this.listeners.add(listener)
  removeEventListener = (_: 'message', listener: (event: MessageEvent) => void) => void this.listeners.delete(listener)
  hear(source: unknown, origin: string, data: unknown, ports: readonly MessagePort[] = []) {
    for (const listener of [...this.listeners]) listener({ source, origin, data, ports } as unknown as MessageEvent)
  }
}

function portOf() {
  const { port1, port2 } = new MessageChannel()
  ports.push(port1, port2)
  return port1
}

describe('the frame', () => {
  function greeting(nonce = 'n1') {
    const said: { message: Hello; origin: string }[] = []
    const page = { postMessage: (message: Hello, origin: string) => void said.push({ message, origin }) }
    const window = Object.assign(new Hearing(), { parent: page })
    const begun: Welcome[] = []
    greet(window, pageOrigin, nonce, (_, welcome) => void begun.push(welcome))
    return { said, page, window, begun }
  }
  const welcome = (nonce = 'n1'): Welcome => ({ crm: 'welcome', nonce, settings: {}, tokens: true })

  it('says hello to the listed origin alone, and begins with its welcome', () => {
    const { said, page, window, begun } = greeting()
    expect(said).toEqual([{ message: { crm: 'hello', v: 1, nonce: 'n1' }, origin: pageOrigin }])
    window.hear(page, pageOrigin, welcome(), [portOf()])
    expect(begun).toHaveLength(1)
  })

  it.each<[string, (page: unknown, window: Hearing) => void]>([
    ['another origin', (page, window) => window.hear(page, 'https://evil.example', welcome(), [portOf()])],
    ['no origin', (page, window) => window.hear(page, 'null', welcome(), [portOf()])],
    ['another window', (_, window) => window.hear({}, pageOrigin, welcome(), [portOf()])],
    ['no window', (_, window) => window.hear(null, pageOrigin, welcome(), [portOf()])],
    ['another nonce', (page, window) => window.hear(page, pageOrigin, welcome('n0'), [portOf()])],
    ['no nonce', (page, window) => window.hear(page, pageOrigin, { ...welcome(), nonce: undefined }, [portOf()])],
    ['no port', (page, window) => window.hear(page, pageOrigin, welcome())],
    ['something else', (page, window) => (window.hear(page, pageOrigin, null, [portOf()]), window.hear(page, pageOrigin, 'welcome', [portOf()]))],
  ])('passes over a welcome of %s, and still takes the right one', (_, say) => {
    const { page, window, begun } = greeting()
    say(page, window)
    expect(begun).toEqual([])
    window.hear(page, pageOrigin, welcome(), [portOf()])
    expect(begun).toHaveLength(1)
  })

  it('takes one welcome: the same again is a replay', () => {
    const { page, window, begun } = greeting()
    window.hear(page, pageOrigin, welcome(), [portOf()])
    window.hear(page, pageOrigin, welcome(), [portOf()])
    expect(begun).toHaveLength(1)
  })
})

describe('the page', () => {
  function linked(settings: Settings = {}) {
    const welcomed: { message: Welcome; origin: string; port: MessagePort }[] = []
    const frame = {
      postMessage(message: Welcome, origin: string, [port]: MessagePort[]) {
        welcomed.push({ message, origin, port: port! })
        ports.push(port!)
      },
    }
    const page = new Hearing()
    const link = new Link(page, () => frame as never, frameOrigin, settings, async () => ({ token: 't' }), { event: () => true, state: () => {} })
    return { link, page, frame, welcomed, opened: link.open(60_000) }
  }
  const hello = (nonce = 'n1') => ({ crm: 'hello', v: 1, nonce })

  it('welcomes its frame, to that origin alone, without a token', async () => {
    const { page, frame, welcomed, opened, link } = linked({ list: 'l1' })
    page.hear(frame, frameOrigin, hello())
    await opened
    expect(welcomed.map(({ message, origin }) => ({ message, origin }))).toEqual([
      { message: { crm: 'welcome', nonce: 'n1', settings: { list: 'l1' }, tokens: true }, origin: frameOrigin },
    ])
    link.close()
  })

  it.each<[string, (page: Hearing, frame: unknown) => void]>([
    ['another origin', (page, frame) => page.hear(frame, 'https://evil.example', hello())],
    ['another window', (page) => page.hear({}, frameOrigin, hello())],
    ['no window', (page) => page.hear(null, frameOrigin, hello())],
    ['another version', (page, frame) => page.hear(frame, frameOrigin, { ...hello(), v: 2 })],
    ['no nonce', (page, frame) => page.hear(frame, frameOrigin, { ...hello(), nonce: 1 })],
    ['something else', (page, frame) => page.hear(frame, frameOrigin, 'hello')],
  ])('gives no port to a hello of %s', (_, say) => {
    const { page, frame, welcomed, link } = linked()
    say(page, frame)
    expect(welcomed).toEqual([])
    page.hear(frame, frameOrigin, hello())
    expect(welcomed).toHaveLength(1)
    link.close()
  })

  it('answers a nonce once, and a frame that loaded again anew', () => {
    const { page, frame, welcomed, link } = linked()
    page.hear(frame, frameOrigin, hello('a'))
    page.hear(frame, frameOrigin, hello('a'))
    expect(welcomed).toHaveLength(1)
    page.hear(frame, frameOrigin, hello('b'))
    page.hear(frame, frameOrigin, hello('a'))
    expect(welcomed.map(({ message }) => message.nonce)).toEqual(['a', 'b'])
    link.close()
  })

  it('tells of a frame that stays silent, and fails what was asked of it', async () => {
    vi.useFakeTimers()
    const link = new Link(new Hearing(), () => null, frameOrigin, {}, undefined, { event: () => true, state: () => {} })
    const [opened, asked] = [link.open(1000), link.call('refresh')].map((one) => one.catch((error: Error) => error.message))
    await vi.advanceTimersByTimeAsync(1001)
    expect(await opened).toContain('did not answer')
    expect(await asked).toContain('did not answer')
    vi.useRealTimers()
  })
})

/** Both sides over a real channel; the element is one that keeps what it was asked. */
function connected(tokens: Parameters<typeof linkWith>[0] = undefined, prevent: string[] = []) {
  return linkWith(tokens, prevent)
}

function linkWith(tokenSource: ConstructorParameters<typeof Link>[4], prevent: string[], settings: Settings = {}) {
  const frame = new Hearing() as Hearing & { parent: unknown }
  const page = new Hearing()
  const framed = { postMessage: (data: unknown, _: string, given: MessagePort[]) => (ports.push(...given), frame.hear(frame.parent, pageOrigin, data, given)) }
  const events: { name: string; detail: unknown; cancelable: boolean }[] = []
  const states: string[] = []
  const link = new Link(page, () => framed as never, frameOrigin, settings, tokenSource, {
    event: (name, detail, cancelable) => (events.push({ name, detail, cancelable }), !prevent.includes(name)),
    state: (state) => void states.push(state),
  })
  void link.open(60_000)
  const calls: unknown[][] = []
  const element = Object.assign(new EventTarget(), {
    state: 'loading', connection: 'connecting', tokenSource: undefined as unknown,
    style: { set: new Map<string, string>(), setProperty(name: string, value: string) { this.set.set(name, value) } },
    addController(controller: { hostUpdated(): void }) { this.updated = controller.hostUpdated },
    updated: () => {},
    openContact: async (id: string) => void calls.push(['openContact', id]),
    screenPop: async (number: string) => (calls.push(['screenPop', number]), { matches: [], outcome: 'none' }),
    remove: () => calls.push(['remove']),
  })
  frame.parent = { postMessage: (data: unknown) => page.hear(framed, frameOrigin, data) }
  greet(frame as never, pageOrigin, 'n', (port, welcome) => (ports.push(port), bridge(port, element as unknown as Sidebar, welcome)))
  return { link, element, events, states, calls, stop: () => link.close() }
}

describe('the bridge', () => {
  it('carries verbs and their answers, and no others', async () => {
    const { link, calls, stop } = connected()
    expect(await link.call('screenPop', '+1 212')).toEqual({ matches: [], outcome: 'none' })
    await expect(link.call('remove')).rejects.toThrow('There is no remove')
    await expect(link.call('search')).rejects.toThrow() // this element has none
    expect(calls).toEqual([['screenPop', '+1 212']])
    stop()
  })

  it('lets the page take a default away, and carries it out otherwise', async () => {
    const { element, events, stop } = connected(undefined, ['crm-call'])
    const went: string[] = []
    for (const name of ['crm-call', 'crm-email']) {
      const event = Object.assign(new CustomEvent(name, { detail: { contactId: '1' }, cancelable: true }), { proceed: () => went.push(name) })
      expect(element.dispatchEvent(event)).toBe(false) // nothing happens before the page has answered
    }
    element.dispatchEvent(new CustomEvent('crm-list-change', { detail: { listId: null } }))
    await until(() => went.length > 0 && events.length === 3)
    expect(went).toEqual(['crm-email'])
    expect(events.map(({ name, cancelable }) => [name, cancelable])).toEqual([['crm-call', true], ['crm-email', true], ['crm-list-change', false]])
    stop()
  })

  it('carries the default out when the page does not answer in time', async () => {
    const { port1, port2 } = new MessageChannel()
    ports.push(port1, port2)
    const element = Object.assign(new EventTarget(), { state: '', connection: '', style: {}, addController() {} })
    bridge(port1, element as unknown as Sidebar, { crm: 'welcome', nonce: '', settings: {}, tokens: false })
    let went = false
    element.dispatchEvent(Object.assign(new CustomEvent('crm-call', { cancelable: true }), { proceed: () => (went = true) }))
    await until(() => went)
  })

  it('asks the page for tokens, tells it when none is wanted any more, and passes its refusal on', async () => {
    const asked: { reason: string; signal: AbortSignal }[] = []
    const { element, stop } = connected(async (ask) => {
      asked.push(ask)
      if (ask.reason === 'rejected') throw Error('signed out')
      if (ask.reason === 'expiring') await new Promise((_, no) => ask.signal.addEventListener('abort', no))
      return { token: 'secret', expiresAt: 1 }
    })
    const source = element.tokenSource as (ask: { reason: string; signal: AbortSignal }) => Promise<unknown>
    const end = new AbortController()
    expect(await source({ reason: 'start', signal: end.signal })).toEqual({ token: 'secret', expiresAt: 1 })
    await expect(source({ reason: 'rejected', signal: end.signal })).rejects.toThrow('signed out')
    void source({ reason: 'expiring', signal: end.signal }).catch(() => {})
    await until(() => asked.length === 3)
    end.abort()
    await until(() => asked[2]!.signal.aborted)
    expect(asked[0]!.signal.aborted).toBe(false)
    stop()
  })

  it('sets what is an attribute and what is a variable of ours, and nothing else', async () => {
    const { link, element, stop } = connected()
    link.set({ theme: 'dark', variables: { '--crm-radius': '4px', display: 'none' } as never, tokenSource: 'x', innerHTML: '<b>' } as Settings)
    await until(() => (element as unknown as Settings).theme === 'dark')
    expect([...element.style.set]).toEqual([['--crm-radius', '4px']])
    expect(element.tokenSource).toBeUndefined()
    expect(element).not.toHaveProperty('innerHTML')
    stop()
  })

  it('tells the state when it changes, once', async () => {
    const { element, states, stop } = connected()
    element.updated()
    element.updated()
    element.state = 'ready'
    element.updated()
    await until(() => states.length === 2)
    expect(states).toEqual(['loading', 'ready'])
    stop()
  })

  it('knows the verbs, events and settings that the page knows', async () => {
    const own = Object.getOwnPropertyNames(Customers.prototype).filter((name) => !['constructor', 'set', 'unmount'].includes(name))
    expect(own.sort()).toEqual([...verbs].sort())
    const { readFileSync } = await import('node:fs')
    const names = [...readFileSync(new URL('../../embed/events.ts', import.meta.url), 'utf8').matchAll(/'crm-([a-z-]+)':/g)].map(([, name]) => name)
    expect(names.sort()).toEqual([...told].sort())
    const settings = readFileSync(new URL('../../embed/messages.ts', import.meta.url), 'utf8').match(/interface Settings \{([^}]*)\}/)![1]!
    expect([...settings.matchAll(/^  (\w+)\?:/gm)].map(([, name]) => name).sort()).toEqual([...settable, 'variables'].sort())
  })
})
