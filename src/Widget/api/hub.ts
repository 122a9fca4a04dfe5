import type { ContactsChange, ListsChange } from './changes'
import type { Counts } from './counts'
import type { Place } from './place'
import type { Session } from './session'

/** A call at the viewer's own phone, as the hub tells of it. */
export interface HubCall {
  callId: string
  number: string
  direction: 'INBOUND' | 'OUTBOUND'
  event: 'RINGING' | 'ANSWERED' | 'ENDED'
  contactIds: string[]
}

/** What the hub tells; a chunk of its own that is loaded after the first data. */
export interface HubEvents {
  counts(message: Counts): void
  /** Lists came, changed or went. */
  lists(message: ListsChange): void
  /** Contacts that the viewer sees came, changed or went. */
  contacts(message: ContactsChange): void
  /** An import's run, in camelCase. */
  run(raw: Record<string, unknown>): void
  call(message: HubCall): void
  /** How far a bulk action is, in camelCase. */
  bulk?(raw: Record<string, unknown>): void
  /** Connected: take a snapshot. Connected again, or late: what was told meanwhile was missed. */
  live(again: boolean): void
  away(): void
  /** The session was ended: the server takes no token of it. */
  refused(): void
}

export interface Hub {
  counts(): Promise<Counts>
  imports(): Promise<Record<string, unknown>[]>
  /** The network is back: do not wait for the next try. */
  wake(): void
  stop(): void
}

/** The server speaks at least every 15 s; silent for this long, it is gone. In milliseconds. */
const silence = 30_000
/** It lets a client go that says nothing for 30 s. */
const saySomething = 10_000
/** Ends every message of the protocol. */
const end = '\u001e'

/** Up to 15 s, with chance in it, so that a restarted server is not met by everybody at once. */
const pause = (tries: number) => Math.min(15_000, 500 * 2 ** tries) * (0.5 + Math.random())

/**
 * A client of SignalR's JSON protocol over a WebSocket, as far as our hub speaks it. It connects straight, without the
 * negotiation: one round trip, and no node that has to be met again. A browser does not tell why a socket was refused,
 * so after a failure the negotiation is asked first, for its status alone.
 */
export function connectHub(place: Place, session: Session, events: HubEvents): Hub {
  const hears: Record<string, (message: never) => void> = {
    listCountsChanged: events.counts,
    listsChanged: events.lists,
    contactsChanged: events.contacts,
    importProgress: events.run,
    screenPop: events.call,
    bulkProgress: (raw: Record<string, unknown>) => events.bulk?.(raw),
  }
  let socket: WebSocket | undefined
  let stopped = false
  let failed = false
  let missed = false
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let rejected: string | null = null
  let joining = false

  const again = (after: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void begin(), after)
  }
  const lost = () => {
    if (stopped) return
    failed = missed = true
    events.away()
    again(pause(tries++))
  }

  const begin = async () => {
    joining = true
    await join().catch(lost)
    joining = false
  }
  const join = async (): Promise<void> => {
    const token = await session.token(rejected)
    if (failed) {
      const status = await knock(place.hub, token)
      if (stopped) return
      if (status === 401) {
        // Another token is asked for once, as the API's client does; when that is refused too, coming back is of no use.
        if (token !== null && rejected === null) {
          rejected = token
          return join()
        }
        stopped = true
        return events.refused()
      }
      if (status >= 400) return lost()
    }
    if (!stopped) line = speak(token)
  }

  /** Calls that wait for their answer, by number. */
  let calls = new Map<string, { done(result: never): void; fail(error: Error): void }>()
  let called = 0
  let line: { send(message: object): void } | undefined

  const speak = (token: string | null) => {
    const at = new URL(place.hub)
    at.protocol = at.protocol.replace('http', 'ws')
    if (token) at.searchParams.set('access_token', token)
    const own = (socket = new WebSocket(at))
    let open = false
    let heard = Date.now()
    let said = heard
    const send = (message: object) => {
      said = Date.now()
      own.send(JSON.stringify(message) + end)
    }
    // Timers of a page in the background are slow, messages are not: whatever is heard is a moment to answer, too.
    const tend = () => {
      if (Date.now() - heard > silence) gone()
      else if (open && Date.now() - said > saySomething) send({ type: 6 })
    }
    const watch = setInterval(tend, saySomething)
    const gone = () => {
      clearInterval(watch)
      own.onclose = own.onmessage = null
      own.close()
      for (const call of calls.values()) call.fail(new Error('away'))
      calls = new Map()
      line = undefined
      lost()
    }
    own.onopen = () => send({ protocol: 'json', version: 1 })
    own.onclose = gone
    own.onmessage = ({ data }) => {
      heard = Date.now()
      for (const text of String(data).split(end)) {
        if (!text) continue
        const message = JSON.parse(text)
        if (!open) {
          if (message.error) return gone()
          open = true
          tries = 0
          failed = false
          rejected = null
          events.live(missed)
          missed = true
        } else if (message.type === 1) hears[message.target]?.(message.arguments[0] as never)
        else if (message.type === 3) {
          const call = calls.get(message.invocationId)
          calls.delete(message.invocationId)
          if (message.error) call?.fail(new Error(message.error))
          else call?.done(message.result as never)
        } else if (message.type === 7) {
          // The token ran out, or the server goes: it says whether coming back soon makes sense.
          if (!message.allowReconnect) tries = Math.max(tries, 2)
          return gone()
        }
      }
      tend()
    }
    return { send }
  }

  const invoke = <T>(target: string) =>
    new Promise<T>((done, fail) => {
      if (!line) return fail(new Error('away'))
      const invocationId = String(++called)
      calls.set(invocationId, { done, fail })
      line.send({ type: 1, target, arguments: [], invocationId })
    })

  void begin()

  return {
    counts: () => invoke('getListCounts'),
    imports: () => invoke('getImports'),
    wake() {
      if (line || joining || stopped) return
      tries = 0
      again(0)
    },
    stop() {
      stopped = true
      clearTimeout(timer)
      socket?.close()
    },
  }
}

/** The status with which the hub would meet this token. @throws when nothing answers */
async function knock(hub: string, token: string | null): Promise<number> {
  const door = new URL(hub)
  door.pathname += '/negotiate'
  door.searchParams.set('negotiateVersion', '1')
  const init: RequestInit = token ? { headers: { Authorization: 'Bearer ' + token }, credentials: 'omit' } : { credentials: 'same-origin' }
  return (await fetch(door, { method: 'POST', ...init })).status
}
