import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { countsOf, readRun, type ImportsApi, type Run } from '../../api/imports'
import { ImportRuns } from '../../sidebar/import-runs'

const raw = (rows: number, status = 'RUNNING') => ({ id: 'r', status, fileName: 'p.csv', rows, imported: rows, updated: 0, unchanged: 0, skipped: 0, errors: 0, totalRows: 100, rowsPerSecond: 10, errorToken: null })

let runs: ImportRuns
let ask: ReturnType<typeof vi.fn<(id: string) => Promise<Run>>>
let told: number[]

beforeEach(() => {
  vi.useFakeTimers()
  ask = vi.fn(async () => readRun(raw(60)))
  told = []
  runs = new ImportRuns({ run: ask, cancel: async () => {} } as unknown as ImportsApi, (run) => told.push(run.rows))
})
afterEach(() => (runs.end(), vi.useRealTimers()))

describe('a run', () => {
  it('reads the same from the hub and from REST', () => {
    const rest = readRun({ id: 'r', status: 'running', file_name: 'p.csv', rows: 7, imported: 1, updated: 2, unchanged: 3, skipped: 0, errors: 1, total_rows: 9, rows_per_second: 5, error_token: 't', message: null })
    expect(rest).toMatchObject({ status: 'running', fileName: 'p.csv', totalRows: 9, rowsPerSecond: 5, errorToken: 't' })
    expect(readRun(raw(7))).toMatchObject({ status: 'running', fileName: 'p.csv', totalRows: 100 })
    expect(countsOf(rest).reduce((sum, [, count]) => sum + count, 0)).toBe(rest.rows)
  })

  it('never goes back, and does not run again once it is over', () => {
    runs.own(readRun(raw(10)))
    runs.heard(raw(30))
    runs.heard(raw(20))
    runs.heard(raw(100, 'COMPLETED'))
    runs.heard(raw(90))
    expect(told).toEqual([10, 30, 100])
    expect(runs.get('r')!.status).toBe('completed')
    expect(runs.current).toBeUndefined()
  })

  it('goes on when it is taken back, and never back from there', () => {
    const undo = (takenBack: number, status = 'RUNNING', phase = 'UNDOING') => ({ ...raw(100, status), phase, takenBack, kept: 0 })
    runs.own(readRun(raw(100, 'COMPLETED')))
    runs.heard(undo(0, 'QUEUED'))
    runs.heard(undo(50))
    runs.heard(undo(20))
    runs.heard(raw(100, 'COMPLETED'))
    expect(runs.get('r')).toMatchObject({ phase: 'undoing', takenBack: 50 })
    runs.heard(undo(100, 'UNDONE', 'DONE'))
    runs.heard(undo(60))
    expect(runs.get('r')).toMatchObject({ status: 'undone', takenBack: 100 })
  })

  it('is no matter of the sidebar when it is dry: its window follows it', () => {
    runs.heard({ ...raw(10), dryRun: true })
    runs.found({ ...raw(10), dryRun: true })
    expect(told).toEqual([])
    expect(runs.current).toBeUndefined()
  })

  it('is asked for every second while the hub is away', async () => {
    runs.live = false
    runs.own(readRun(raw(10)))
    await vi.advanceTimersByTimeAsync(2100)
    expect(ask).toHaveBeenCalledTimes(2)
    expect(runs.get('r')!.rows).toBe(60)
  })

  it('is not asked for while the hub tells of it', async () => {
    runs.live = true
    runs.own(readRun(raw(10)))
    for (let rows = 11; rows < 16; rows++) {
      await vi.advanceTimersByTimeAsync(1000)
      runs.heard(raw(rows))
    }
    expect(ask).not.toHaveBeenCalled()
  })

  it('is asked for when a live hub falls silent, so that a lost last word does not hang it', async () => {
    runs.live = true
    ask.mockResolvedValue(readRun(raw(100, 'completed')))
    runs.own(readRun(raw(10)))
    await vi.advanceTimersByTimeAsync(6000)
    expect(runs.get('r')!.status).toBe('completed')
    const asked = ask.mock.calls.length
    await vi.advanceTimersByTimeAsync(6000)
    expect(ask).toHaveBeenCalledTimes(asked)
  })
})
