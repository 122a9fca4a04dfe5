import { describe, expect, it, vi } from 'vitest'
import { ListCounts, type CountEntry } from '../../api/counts'

const entry = (listId: string | null, bucket: string, count: number, version: number): CountEntry => ({ listId, bucket, count, version })

function known(...counts: CountEntry[]) {
  const ask = vi.fn()
  const all = new ListCounts(ask)
  all.asking()
  all.snapshot({ epoch: 'one', counts })
  return { all, ask }
}

describe('live counts', () => {
  it('sums the buckets of a list, and keeps lists apart', () => {
    const { all } = known(entry(null, 'all', 10, 1), entry(null, 'queue:sales', 5, 1), entry('fair', 'all', 2, 1))
    expect(all.of(null)).toBe(15)
    expect(all.of('fair')).toBe(2)
    expect(all.of('unknown')).toBe(0)
  })

  it('keeps the highest version of each list and bucket, however messages come', () => {
    const { all } = known(entry(null, 'all', 10, 5))
    all.change({ epoch: 'one', counts: [entry(null, 'all', 12, 7)] })
    all.change({ epoch: 'one', counts: [entry(null, 'all', 11, 6)] }) // late
    all.change({ epoch: 'one', counts: [entry(null, 'all', 12, 7)] }) // doubled
    expect(all.of(null)).toBe(12)
  })

  it('lets a bucket fall to nothing', () => {
    const { all } = known(entry(null, 'all', 10, 1), entry(null, 'owner:bob', 1, 1))
    all.change({ epoch: 'one', counts: [entry(null, 'owner:bob', 0, 2)] })
    expect(all.of(null)).toBe(10)
  })

  it('replaces everything with a snapshot', () => {
    const { all } = known(entry(null, 'all', 10, 9), entry('gone', 'all', 4, 9))
    all.asking()
    all.snapshot({ epoch: 'one', counts: [entry(null, 'all', 8, 3)] })
    expect(all.of(null)).toBe(8)
    expect(all.of('gone')).toBe(0)
  })

  it('asks for a snapshot when the epoch is another, once, and takes nothing of it before', () => {
    const { all, ask } = known(entry(null, 'all', 10, 9))
    ask.mockImplementation(() => all.asking())
    expect(all.change({ epoch: 'two', counts: [entry(null, 'all', 3, 1)] })).toBe(false)
    all.change({ epoch: 'two', counts: [entry(null, 'all', 4, 2)] })
    expect(ask).toHaveBeenCalledTimes(1)
    expect(all.of(null)).toBe(10)
    all.snapshot({ epoch: 'two', counts: [entry(null, 'all', 3, 1)] })
    expect(all.of(null)).toBe(4) // the message that came while the snapshot was on its way is newer than it
  })

  it('does not lose what was told while a snapshot was on its way', () => {
    const { all } = known(entry(null, 'all', 10, 1))
    all.asking()
    all.change({ epoch: 'one', counts: [entry(null, 'all', 30, 3)] })
    all.snapshot({ epoch: 'one', counts: [entry(null, 'all', 20, 2)] })
    expect(all.of(null)).toBe(30)
  })

  it('is not known before the first snapshot', () => {
    const all = new ListCounts(() => {})
    expect(all.known).toBe(false)
    all.change({ epoch: 'one', counts: [entry(null, 'all', 30, 3)] })
    expect(all.known).toBe(false)
  })
})
