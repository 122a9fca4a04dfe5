import { ended, readRun, undoing, type ImportsApi, type Run } from '../api/imports'

/** After this long without a word about a run, it is asked for: hub messages may be lost. */
const silence = { live: 3000, away: 900 }

/** How far a run is: going, over, being taken back, taken back. It never goes to an earlier one. */
const stage = (run: Run) => (run.status === 'undone' ? 3 : undoing(run) ? 2 : ended(run) ? 1 : 0)

/** Whether a message tells more than what is known: messages may be late, and come twice. */
function tellsMore(run: Run, before: Run) {
  const on = stage(run) - stage(before)
  if (on) return on > 0
  return stage(run) === 0 ? run.rows >= before.rows : stage(run) === 2 ? run.takenBack + run.kept >= before.takenBack + before.kept : before.errorToken !== run.errorToken
}

/**
 * The runs that this agent may follow; dry runs are their window's alone. The hub tells of them; while it is away, or silent, each is asked for every
 * second. Counts never go back: a message that is older than what is known is dropped.
 */
export class ImportRuns {
  #runs = new Map<string, Run>()
  #heard = new Map<string, number>()
  #own = new Set<string>()
  #timer: ReturnType<typeof setInterval> | undefined
  live = false

  constructor(readonly api: ImportsApi, readonly changed: (run: Run, before: Run | undefined) => void) {}

  /** The run to show in the header: the latest of one's own, else one that is going on. */
  get current(): Run | undefined {
    const runs = this.all
    return runs.findLast((run) => !ended(run) && this.#own.has(run.id)) ?? runs.findLast((run) => !ended(run))
  }

  get all() {
    return [...this.#runs.values()]
  }

  get(id: string) {
    return this.#runs.get(id)
  }

  /** True for a run that was started here, or was found going on after a reload. */
  isOwn(id: string) {
    return this.#own.has(id)
  }

  /** Follows a run that was started here. */
  own(run: Run) {
    this.#own.add(run.id)
    this.#take(run)
  }

  /** A hub message. */
  heard(raw: Record<string, unknown>) {
    if (!raw.dryRun) this.#take(readRun(raw))
  }

  /** An answer of `getImports`: what went on before a reload is followed as if it had been started here. */
  found(raw: Record<string, unknown>) {
    if (!raw.dryRun) this.own(readRun(raw))
  }

  async cancel(id: string) {
    await this.api.cancel(id)
    await this.#ask(id)
  }

  async undo(id: string) {
    this.#take(await this.api.undo(id))
  }

  end() {
    clearInterval(this.#timer)
  }

  #take(run: Run) {
    const before = this.#runs.get(run.id)
    this.#heard.set(run.id, Date.now())
    if (before && !tellsMore(run, before)) return
    this.#runs.set(run.id, run)
    this.changed(run, before)
    this.#watch()
  }

  #watch() {
    clearInterval(this.#timer)
    this.#timer = undefined
    if (![...this.#runs.values()].some((run) => !ended(run))) return
    this.#timer = setInterval(() => {
      const since = Date.now() - (this.live ? silence.live : silence.away)
      for (const run of this.#runs.values()) if (!ended(run) && this.#heard.get(run.id)! < since) void this.#ask(run.id)
    }, 1000)
  }

  async #ask(id: string) {
    try {
      this.#take(await this.api.run(id))
    } catch {
      // Asked again in a second; what is shown stays.
    }
  }
}
