import type { TokenSource } from './index.js'
import type { FromFrame, Settings, ToFrame } from './messages.js'

/** The little of a window that a page's side of the link needs. */
export interface Page {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}

/** The frame's window, as far as it is spoken to. */
export interface Framed {
  postMessage(message: unknown, origin: string, transfer: Transferable[]): void
}

export interface Told {
  /** False when the page has prevented the default. */
  event(name: string, detail: unknown, cancelable: boolean): boolean
  state(state: string, connection: string): void
}

/**
 * The page's side of the bridge. A hello counts when it comes from the frame's window, of the frame's origin, with a nonce
 * that was not used before; it is answered with a port, to that origin alone. A frame that loads again says hello again.
 */
export class Link {
  #port: MessagePort | null = null
  #used = new Set<string>()
  #asked = new Map<number, { done(value: any): void; failed(error: Error): void }>()
  #tokens = new Map<number, AbortController>()
  #waiting: ToFrame[] = []
  #last = 0
  #opened!: () => void
  #silent: ReturnType<typeof setTimeout> | undefined

  constructor(
    readonly page: Page,
    readonly frame: () => Framed | null,
    readonly origin: string,
    private settings: Settings,
    readonly tokenSource: TokenSource | undefined,
    readonly told: Told,
  ) {}

  /** Listens for the frame. @param patience milliseconds until a silent frame is a failure */
  open(patience: number): Promise<void> {
    this.page.addEventListener('message', this.#hear)
    return new Promise((opened, failed) => {
      this.#opened = opened
      this.#silent = setTimeout(() => {
        const error = Error(`The frame of ${this.origin} did not answer. Is this page's origin in the tenant's list?`)
        for (const one of this.#asked.values()) one.failed(error)
        this.#asked.clear()
        failed(error)
      }, patience)
    })
  }

  call(verb: string, ...args: unknown[]): Promise<any> {
    return new Promise((done, failed) => {
      const id = ++this.#last
      this.#asked.set(id, { done, failed })
      this.#send({ t: 'call', id, verb, args })
    })
  }

  set(settings: Settings) {
    const { strings, variables } = { ...this.settings, ...settings }
    this.settings = { ...this.settings, ...settings, strings, variables: { ...this.settings.variables, ...variables } }
    if (this.#port) this.#send({ t: 'set', settings })
  }

  close() {
    clearTimeout(this.#silent)
    this.page.removeEventListener('message', this.#hear)
    this.#forget('The sidebar was taken off the page.')
  }

  #hear = ({ source, origin, data }: MessageEvent) => {
    const frame = this.frame()
    if (!frame || source !== (frame as unknown) || origin !== this.origin) return
    if (data?.crm !== 'hello' || data.v !== 1 || typeof data.nonce !== 'string' || this.#used.has(data.nonce)) return
    if (this.#port) this.#forget('The frame was loaded again.')
    this.#used.add(data.nonce)
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.onmessage = (event: MessageEvent<FromFrame>) => void this.#take(event.data)
    frame.postMessage({ crm: 'welcome', nonce: data.nonce, settings: this.settings, tokens: !!this.tokenSource }, this.origin, [port2])
    clearTimeout(this.#silent)
    for (const message of this.#waiting.splice(0)) port1.postMessage(message)
    this.#opened()
  }

  async #take(message: FromFrame) {
    switch (message.t) {
      case 'event': {
        const { name, detail, id } = message
        const goesOn = this.told.event(name, detail, id !== undefined)
        if (id !== undefined) this.#send({ t: 'answer', id, value: !goesOn })
        break
      }
      case 'state':
        this.told.state(message.state, message.connection)
        break
      case 'token':
        await this.#token(message.id, message.reason)
        break
      case 'drop':
        this.#tokens.get(message.id)?.abort()
        break
      case 'answer': {
        const asked = this.#asked.get(message.id)
        this.#asked.delete(message.id)
        if (message.error === undefined) asked?.done(message.value)
        else asked?.failed(Object.assign(Error(message.error), { code: message.code }))
      }
    }
  }

  async #token(id: number, reason: 'start' | 'expiring' | 'rejected') {
    const port = this.#port
    const asking = new AbortController()
    this.#tokens.set(id, asking)
    try {
      const value = await this.tokenSource!({ reason, signal: asking.signal })
      port?.postMessage({ t: 'answer', id, value })
    } catch (error) {
      port?.postMessage({ t: 'answer', id, error: String((error as Error)?.message ?? error) })
    } finally {
      this.#tokens.delete(id)
    }
  }

  #send(message: ToFrame) {
    if (this.#port) this.#port.postMessage(message)
    else this.#waiting.push(message)
  }

  #forget(why: string) {
    this.#port?.close()
    this.#port = null
    for (const one of this.#asked.values()) one.failed(Error(why))
    this.#asked.clear()
    for (const one of this.#tokens.values()) one.abort()
    this.#tokens.clear()
  }
}
