export type PopOutcome = 'card' | 'choose' | 'create' | 'none'

export interface PopFacts {
  /** How many contacts have the number. */
  matches: number
  canCreate: boolean
  /** Somebody types, or has typed what is not saved yet, or a window is open. */
  busy: boolean
  /** The host only wants it offered. */
  deferred: boolean
}

/** What a call leads to, and whether it is shown at once or only offered. */
export function popRule({ matches, canCreate, busy, deferred }: PopFacts): { outcome: PopOutcome; shown: boolean } {
  const outcome = matches === 1 ? 'card' : matches > 1 ? 'choose' : canCreate ? 'create' : 'none'
  return { outcome, shown: outcome !== 'none' && !busy && !deferred }
}

/**
 * Whether an event of a call is one to pop for: once for each call, when it rings or, on a page that was not there
 * then, when it is taken. One's own call to somebody unknown is no reason to ask who it is.
 */
export function popsFor(call: { event: string; direction: string; contactIds: readonly string[] }, seen: boolean): boolean {
  return !seen && call.event !== 'ENDED' && (call.direction === 'INBOUND' || call.contactIds.length > 0)
}
