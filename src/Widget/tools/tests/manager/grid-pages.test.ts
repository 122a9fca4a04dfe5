import { afterEach, describe, expect, it } from 'vitest'
import { Client } from '../../../api/client'
import { Session } from '../../../api/session'
import { GridPages, type GridRow } from '../../../manager/pages/contacts/grid-pages'
import { json, row, serve, until } from '../support/server'

let stop: (() => unknown) | undefined
afterEach(() => stop?.())

interface Asked {
  first?: number
  after?: string
  last?: number
  before?: string
  skip?: number
  where?: { id?: { in: string[] } } | null
  search?: string | null
}

const made = (at: number, title: string | null = null) => ({ ...row(String(at).padStart(6, '0')), title, version: 1, tags: [], activityCount: 0 }) as unknown as GridRow

/** A server with so many contacts, that pages by cursor as ours does: a cursor is the number of a row. */
async function pages(begin: number) {
  const held = { rows: Array.from({ length: begin }, (_, at) => made(at)), asked: [] as Asked[], slow: 0, down: false }
  const server = await serve(async ({ body }, response) => {
    const { query, variables } = JSON.parse(body) as { query: string; variables: Asked }
    if (held.down) return json(response, 503, { code: 'down', detail: 'Down.' })
    const all = held.rows.filter((one) => !variables.where?.id || variables.where.id.in.includes(one.id))
    if (query.includes('totalCount')) return json(response, 200, { data: { contacts: { totalCount: all.length } } })
    held.asked.push(variables)
    if (held.slow) await new Promise((next) => setTimeout(next, held.slow))
    const { first, after, last, before, skip = 0 } = variables
    const from = first !== undefined ? (after ? Number(after) + 1 : 0) + skip : Math.max(0, (before ? Number(before) : all.length) - skip - last!)
    const to = first !== undefined ? Math.min(all.length, from + first) : (before ? Number(before) : all.length) - skip
    const nodes = all.slice(from, to)
    json(response, 200, { data: { contacts: { nodes, pageInfo: { hasNextPage: to < all.length, hasPreviousPage: from > 0, startCursor: nodes.length ? String(from) : null, endCursor: nodes.length ? String(to - 1) : null } } } })
  })
  stop = server.stop
  const grid = new GridPages(new Client(server.place, new Session(null)), () => {})
  return { grid, held }
}

const everybody = { where: null, search: null, listId: null, order: null }
const at = (grid: GridPages, index: number) => grid.row(index)?.id

describe('the rows of a grid', () => {
  it('come by cursor next to each other, and by a skip after a jump, each once', async () => {
    const { grid, held } = await pages(5000)
    await grid.show(everybody, 5000)
    expect([grid.count, at(grid, 0), at(grid, 99), at(grid, 100)]).toEqual([5000, '000000', '000099', undefined])
    grid.need(60, 90)
    await until(() => at(grid, 150) === '000150')
    expect(held.asked.at(-1)).toMatchObject({ first: 100, after: '99' })
    grid.need(2010, 2040)
    await until(() => at(grid, 2030) === '002030')
    expect(held.asked.find(({ skip }) => skip)).toMatchObject({ first: 100, after: '199', skip: 1800 })
    grid.need(4980, 5000)
    await until(() => at(grid, 4999) === '004999')
    expect(held.asked.at(-1)).toMatchObject({ last: 100 })
    const seen = held.asked.length
    grid.need(2010, 2040)
    grid.need(60, 90)
    await new Promise((next) => setTimeout(next, 150))
    expect(held.asked).toHaveLength(seen)
  })

  it('are not asked for where the bar only passes by', async () => {
    const { grid, held } = await pages(100_000)
    await grid.show(everybody, 100_000)
    for (let from = 5000; from < 90_000; from += 5000) grid.need(from, from + 30)
    await until(() => at(grid, 85_010) === '085010')
    expect(held.asked.length).toBeLessThan(7) // of 17: the first is answered at once, and the last
  })

  it('stay until others are there, and are counted where nobody knows how many', async () => {
    const { grid, held } = await pages(250)
    await grid.show(everybody, 250)
    held.slow = 60
    const reading = grid.show({ ...everybody, search: 'x' }, null)
    expect([grid.ready, at(grid, 7)]).toEqual([false, '000007'])
    await reading
    expect([grid.ready, grid.total]).toEqual([true, 250])
    held.rows = held.rows.slice(0, 40)
    await grid.show(everybody, 250)
    expect([grid.count, at(grid, 39), at(grid, 40)]).toEqual([40, '000039', undefined])
  })

  it('that others change are put right where they stand; who belongs there no longer is named', async () => {
    const { grid, held } = await pages(50)
    await grid.show(everybody, 50)
    held.rows = held.rows.map((one, index) => (index === 3 ? made(3, 'Chief') : one)).filter((_, index) => index !== 4)
    expect(await grid.patch(['000003', '000004', '000005', 'elsewhere'])).toEqual({ changed: ['000003'], gone: ['000004'] })
    expect([grid.row(3)!.title, at(grid, 4)]).toEqual(['Chief', '000004'])
    expect(await grid.matching(['000001', 'nobody'])).toEqual(['000001'])
  })

  it('between two are named though nobody has looked at them', async () => {
    const { grid } = await pages(1000)
    await grid.show(everybody, 1000)
    const naming = grid.ids(50, 850)
    const scrolling = setInterval(() => grid.need(0, 20), 1)
    const ids = await naming
    clearInterval(scrolling)
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([800, '000050', '000849'])
  })

  it('show what went wrong, and that it was put right', async () => {
    const { grid, held } = await pages(10)
    held.down = true
    await grid.show(everybody, 10)
    expect(grid.problem?.code).toBe('down')
    held.down = false
    await grid.show(everybody, 10)
    expect([grid.problem, at(grid, 0)]).toEqual([null, '000000'])
  })
})
