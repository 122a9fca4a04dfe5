import type { ClientEvents } from './client'

/** Nobody sits through a longer pause than this, in seconds: then the refusal is shown instead. */
const longest = 90

/** The pause that a `Retry-After` asks for, in seconds or as a date; null when it is none, or too long. */
export function pauseOf(said: string | null, now = Date.now()): number | null {
  if (!said?.trim()) return null
  const seconds = Number.isNaN(Number(said)) ? (Date.parse(said) - now) / 1000 : Number(said)
  return seconds >= 0 && seconds <= longest ? Math.max(seconds, 0.5) : null
}

/**
 * Sits through the pause that a 429 asks for, and says so. False when it asks for none that can be waited for.
 * @param holds until when the client's requests wait · @throws AbortError when what was asked is not wanted any more
 */
export async function waited(answer: Response, signal: AbortSignal | null | undefined, events: ClientEvents | undefined, holds: Set<number>): Promise<boolean> {
  const seconds = pauseOf(answer.headers.get('Retry-After'))
  if (seconds === null) return false
  const until = Date.now() + seconds * 1000
  holds.add(until)
  events?.held(Math.max(...holds))
  try {
    await new Promise<void>((done, fail) => {
      const timer = setTimeout(done, seconds * 1000)
      signal?.addEventListener('abort', () => (clearTimeout(timer), fail(signal.reason)), { once: true })
      if (signal?.aborted) fail(signal.reason)
    })
    return true
  } finally {
    holds.delete(until)
    events?.held(holds.size ? Math.max(...holds) : 0)
  }
}
