import { HttpTransportType, HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr'
import type { ContactsChange, ListsChange } from './changes'
import type { Counts } from './counts'
import type { Place } from './place'
import type { Session } from './session'

/** What the hub tells; a chunk of its own that is loaded after the first data. */
export interface HubEvents {
  counts(message: Counts): void
  /** Lists came, changed or went. */
  lists(message: ListsChange): void
  /** Contacts that the viewer sees came, changed or went. */
  contacts(message: ContactsChange): void
  /** An import's run, in camelCase. */
  run(raw: Record<string, unknown>): void
  /** Connected: take a snapshot. Connected again, or late: what was told meanwhile was missed. */
  live(again: boolean): void
  away(): void
  /** The session was ended: the server takes no token of it. */
  refused(): void
}

export interface Hub {
  counts(): Promise<Counts>
  imports(): Promise<Record<string, unknown>[]>
  stop(): void
}

/** Up to 15 s, with chance in it, so that a restarted server is not met by everybody at once. */
const pause = (tries: number) => Math.min(15_000, 500 * 2 ** tries) * (0.5 + Math.random())

export function connectHub(place: Place, session: Session, events: HubEvents): Hub {
  let stopped = false
  let used: string | null = null
  let rejected: string | null = null
  /** Another token is asked for once, as the API's client does; when that is refused too, coming back is of no use. */
  const ends = (error: unknown) => {
    if (!String(error).includes("Status code '401'")) return false
    if (used === null || rejected !== null) {
      stopped = true
      events.refused()
      return true
    }
    rejected = used
    return false
  }

  const connection = new HubConnectionBuilder()
    .withUrl(place.hub, {
      accessTokenFactory: async () => (used = await session.token(rejected)) ?? '',
      transport: HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents,
    })
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: ({ previousRetryCount, retryReason }) => (ends(retryReason) ? null : pause(previousRetryCount)) })
    .configureLogging(LogLevel.None)
    .build()

  connection.on('listCountsChanged', (message: Counts) => events.counts(message))
  connection.on('listsChanged', (message: ListsChange) => events.lists(message))
  connection.on('contactsChanged', (message: ContactsChange) => events.contacts(message))
  connection.on('importProgress', (run: Record<string, unknown>) => events.run(run))
  connection.on('bulkProgress', () => {})
  connection.on('screenPop', () => {})
  connection.onreconnecting(() => events.away())
  connection.onreconnected(() => live())

  let timer = 0
  let missed = false
  const live = () => {
    rejected = null
    events.live(missed)
    missed = true
  }
  const start = async (tries: number): Promise<void> => {
    if (stopped) return
    try {
      await connection.start()
      if (!stopped) live()
    } catch (error) {
      if (stopped || ends(error)) return
      missed = true
      events.away()
      timer = window.setTimeout(() => void start(tries + 1), pause(tries))
    }
  }
  // A close that no reconnect follows: the server ended it (the token ran out, or it restarted).
  connection.onclose(() => {
    if (stopped) return
    events.away()
    timer = window.setTimeout(() => void start(0), pause(0))
  })
  void start(0)

  return {
    counts: () => connection.invoke('getListCounts'),
    imports: () => connection.invoke('getImports'),
    stop() {
      stopped = true
      clearTimeout(timer)
      if (connection.state !== HubConnectionState.Disconnected) void connection.stop()
    },
  }
}
