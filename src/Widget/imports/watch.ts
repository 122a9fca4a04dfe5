import { ended, type ImportsApi, type Run } from '../api/imports'

/** A run is asked for so often, in milliseconds. */
const every = 300

/** Looks at a dry run until it is over; one that nobody wants any more is cancelled. @throws Problem */
export async function watchTrial(api: ImportsApi, run: Run, wanted: () => boolean, seen: (run: Run) => Promise<void> | void) {
  while (wanted()) {
    await seen(run)
    if (ended(run)) return
    await new Promise((next) => setTimeout(next, every))
    run = await api.run(run.id)
  }
  if (!ended(run)) await api.cancel(run.id)
}
