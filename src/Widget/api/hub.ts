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
  /** Connected: take a snapshot. Connected again: what was told meanwhile was missed. */
  live(again: boolean): void
  away(): void
}

export interface Hub {
  counts(): Promise<Counts>
  imports(): Promise<Record<string, unknown>[]>
  stop(): void
}

/** Up to 15 s, with chance in it, so that a restarted server is not met by everybody at once. */
const pause = (tries: number) => Math.min(15_000, 500 * 2 ** tries) * (0.5 + Math.random())

export function connectHub(place: Place, session: Session, events: HubEvents): Hub {
  const connection = new HubConnectionBuilder()
    .withUrl(place.hub, {
      accessTokenFactory: async () => (await session.token()) ?? '',
      transport: HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents,
    })
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: (context) => pause(context.previousRetryCount) })
    .configureLogging(LogLevel.None)
    .build()

  connection.on('listCountsChanged', (message: Counts) => events.counts(message))
  connection.on('listsChanged', (message: ListsChange) => events.lists(message))
  connection.on('contactsChanged', (message: ContactsChange) => events.contacts(message))
  connection.on('importProgress', (run: Record<string, unknown>) => events.run(run))
  connection.on('bulkProgress', () => {})
  connection.on('screenPop', () => {})
  connection.onreconnecting(() => events.away())
  connection.onreconnected(() => events.live(true))

  let stopped = false
  let timer = 0
  let been = false
  const start = async (tries: number): Promise<void> => {
    if (stopped) return
    try {
      await connection.start()
      if (stopped) return
      events.live(been)
      been = true
    } catch {
      if (stopped) return
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
