import { describe, expect, it } from 'vitest'
import { moved, restored, resized, shown, toggled, usual, type ColumnShape } from '../../../manager/grid/columns'
import { tallest, Track } from '../../../manager/grid/track'
import { blockSize, wayTo, type Mark } from '../../../manager/pages/contacts/way'

describe('the scroll bar', () => {
  const track = (rows: number) => {
    const one = new Track()
    one.size(rows * 40, 400)
    return one
  }

  it('is what is seen while all rows fit', () => {
    const one = track(1000)
    one.scrolled(1234)
    expect([one.top, one.home, one.space]).toEqual([1234, 1234, 40_000])
    expect(one.rows(40)).toEqual([30, 41])
    expect(one.place(31, 40)).toBe(1240)
  })

  it('moves by its own pixels in small steps, and by its share when it is dragged', () => {
    const one = track(1_000_000)
    expect(one.space).toBe(tallest)
    one.scrolled(100)
    expect(one.top).toBe(100)
    one.scrolled((tallest - 400) / 2)
    expect(one.top).toBe((40_000_000 - 400) / 2)
    one.scrolled(tallest - 400)
    expect(one.rows(40)[1]).toBe(1_000_000)
  })

  it('reaches every row: what is seen stays when the bar goes to where it belongs', () => {
    const one = track(1_000_000)
    const at = one.go(700_000 * 40)
    expect(at).toBeCloseTo((28_000_000 / (40_000_000 - 400)) * (tallest - 400), -1)
    expect(one.rows(40)[0]).toBe(700_000)
    for (let step = 0; step < 100; step++) one.scrolled(one.at + 120)
    expect(one.top).toBe(28_000_000 + 12_000)
    const top = one.top
    one.at = one.home
    expect(one.top).toBe(top)
    expect(one.stuck).toBe(false)
  })

  it('is put right when it comes to an end before the rows do', () => {
    const one = track(1_000_000)
    one.go(600)
    one.scrolled(0)
    expect(one.top).toBeGreaterThan(0)
    expect(one.stuck).toBe(true)
  })

  it('does not stand behind the last row when rows go', () => {
    const one = track(1000)
    one.scrolled(39_600)
    one.size(100 * 40, 400)
    expect(one.rows(40)).toEqual([90, 100])
  })
})

describe('the way to a block of rows', () => {
  const mark = (name: string, rows = blockSize): Mark => ({ start: name + '<', end: name + '>', rows })

  it('is a cursor from its neighbours, whichever side', () => {
    expect(wayTo(0, new Map(), null)).toEqual({ first: 100 })
    expect(wayTo(3, new Map([[2, mark('b')]]), 1_000_000)).toEqual({ first: 100, after: 'b>' })
    expect(wayTo(6999, new Map([[7000, mark('b')]]), 1_000_000)).toEqual({ last: 100, before: 'b<' })
  })

  it('passes over as few rows as it can', () => {
    const marks = new Map([[0, mark('a')], [7000, mark('b')]])
    expect(wayTo(7003, marks, 1_000_000)).toEqual({ first: 100, after: 'b>', skip: 200 })
    expect(wayTo(6990, marks, 1_000_000)).toEqual({ last: 100, before: 'b<', skip: 900 })
    expect(wayTo(20, marks, 1_000_000)).toEqual({ first: 100, after: 'a>', skip: 1900 })
    expect(wayTo(9990, marks, 1_000_000)).toEqual({ last: 100, skip: 900 })
  })

  it('knows the last block, whole or not', () => {
    expect(wayTo(9999, new Map(), 1_000_000)).toEqual({ last: 100 })
    expect(wayTo(50, new Map(), 5_030)).toEqual({ last: 30 })
    expect(wayTo(50, new Map(), null)).toEqual({ first: 100, skip: 5000 })
  })

  it('does not go on from a block that had too few rows', () => {
    expect(wayTo(3, new Map([[2, mark('b', 60)]]), null)).toEqual({ first: 100, skip: 300 })
  })
})

describe('columns', () => {
  const columns: ColumnShape[] = [{ key: 'name', width: 200, fixed: true }, { key: 'email', width: 150 }, { key: 'phone', width: 100 }, { key: 'made', width: 90, extra: true }]
  const keys = (layout = usual(columns)) => shown(columns, layout).map(({ key }) => key)

  it('stand as they are defined until somebody moves them', () => {
    expect(keys()).toEqual(['name', 'email', 'phone'])
    expect(keys(moved(usual(columns), 'email', 'phone'))).toEqual(['name', 'phone', 'email'])
    expect(keys(moved(usual(columns), 'phone', 'email'))).toEqual(['name', 'phone', 'email'])
    expect(keys(moved(usual(columns), 'phone', 'nobody'))).toEqual(['name', 'email', 'phone'])
    expect(keys(toggled(toggled(usual(columns), 'made'), 'email'))).toEqual(['name', 'phone', 'made'])
  })

  it('are as wide as somebody made them, within reason', () => {
    expect(shown(columns, resized(usual(columns), 'email', 300.4))[1]!.width).toBe(300)
    expect(shown(columns, resized(usual(columns), 'email', 2))[1]!.width).toBe(72)
  })

  it('are remembered, also when there are others than then', () => {
    const layout = resized(moved(toggled(usual(columns), 'email'), 'made', 'email'), 'phone', 222)
    expect(restored(columns, JSON.stringify(layout))).toEqual({ ...layout, hidden: ['email', 'made'] })
    const before = JSON.stringify({ order: ['gone', 'phone', 'email', 'email'], hidden: ['gone', 'phone'], widths: { gone: 100, email: 9 } })
    expect(restored(columns, before)).toEqual({ order: ['name', 'phone', 'made', 'email'], hidden: ['phone', 'made'], widths: {} })
    for (const broken of [null, '', '{', '{}', '[]', '{"order":1}']) expect(restored(columns, broken)).toEqual(usual(columns))
  })
})
