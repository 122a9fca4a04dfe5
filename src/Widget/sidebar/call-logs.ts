import type { Client } from '../api/client'
import { CallersDocument, LogCallDocument } from '../api/gen/documents'
import { Problem } from '../api/problem'
import type { ScreenPops } from './screen-pop'

/** A call that has ended, as the host tells of it. */
export interface CallLog {
  /** The telephone system's name for the call: it is logged once for each. */
  callId: string
  /** Whose it was; else the contact of the screen pop, or the only one with the number. */
  contactId?: string
  number?: string
  direction?: 'INBOUND' | 'OUTBOUND' | 'inbound' | 'outbound'
  /** When it began: now, less its length, when nothing is said. */
  at?: Date | string | number
  durationSeconds?: number
  subject?: string
  body?: string
}

export interface Logged {
  activityId: string
  contactId: string
}

/** Puts calls onto timelines. One that ends while the server is away is put there when it is back. */
export class CallLogs {
  #waiting: (() => void)[] = []
  #dialled: { number: string; contactId: string } | null = null

  constructor(readonly client: () => Client, readonly pops: ScreenPops, readonly country: () => string | null) {}

  /** The next call out to the number that was dialled from a contact is that contact's; a later one, or one that comes in, is whoever's the number is. */
  dialled(call: { number: string; contactId: string } | null) {
    this.#dialled = call
  }

  /** The server is there again. */
  again() {
    for (const go of this.#waiting.splice(0)) go()
  }

  /** Null when nobody can be told whose call it was. */
  async log(call: CallLog): Promise<Logged | null> {
    for (;;) {
      try {
        return await this.#log(call)
      } catch (error) {
        if (!(error instanceof Problem) || !error.away) throw error
        await new Promise<void>((go) => this.#waiting.push(go))
      }
    }
  }

  async #log(call: CallLog): Promise<Logged | null> {
    const dialled = call.direction?.toUpperCase() === 'OUTBOUND' && this.#dialled?.number === call.number ? this.#dialled : null
    const contactId = call.contactId ?? this.pops.contactOf(call.callId) ?? dialled?.contactId ?? (await this.#contactOf(call.number))
    if (!contactId) return null
    const { callId, durationSeconds = 0, subject, body } = call
    const at = call.at === undefined ? new Date(Date.now() - durationSeconds * 1000) : new Date(call.at)
    const input = {
      contactId, callId, subject, body,
      type: 'CALL', source: 'INTERACTION',
      direction: (call.direction?.toUpperCase() ?? 'INBOUND') as 'INBOUND',
      at: at.toISOString(),
      durationSeconds: Math.round(durationSeconds),
    } as const
    const { logActivity } = await this.client().query(LogCallDocument, { input })
    const [error] = logActivity.errors ?? []
    if (!logActivity.activity) throw new Problem('call_not_logged', error?.message ?? '')
    if (dialled === this.#dialled) this.#dialled = null
    return { activityId: logActivity.activity.id, contactId }
  }

  async #contactOf(number: string | undefined) {
    if (!number) return null
    const { contactsByPhone } = await this.client().query(CallersDocument, { number, country: this.country() })
    return contactsByPhone.length === 1 ? contactsByPhone[0]!.id : null
  }
}
