import { afterEach, describe, expect, it, vi } from 'vitest'
import { concerns, type BucketChange } from '../../api/changes'
import type { CountEntry, Counts } from '../../api/counts'
import type { HubEvents } from '../../api/hub'
import { Line } from '../../api/line'
import { Desk } from '../../sidebar/desk'
import { options } from '../../sidebar/views'
import { firstWords, Speech } from '../../sidebar/words/words'
import { json, pageOf, row, serve, until } from './support/server'

/** The hub's far end: what the desk was given to hear by, and what a snapshot answers. */
const far = vi.hoisted(() => ({ events: null as HubEvents | null, snapshot: { epoch: 'one', counts: [] } as Counts }))
vi.mock('../../api/hub', () => ({
  connectHub: (_place: unknown, _session: unknown, events: HubEvents) => {
    far.events = events
    return { counts: async () => far.snapshot, imports: async () => [], wake() {}, stop() {} }
  },
}))

const fair = { id: 'fair', name: 'Fair', kind: 'STATIC', contactCount: 3, counting: false }
const hot = { id: 'hot', name: 'Hot', kind: 'DYNAMIC', contactCount: 7, counting: false }
const entry = (listId: string | null, bucket: string, count: number, version = 1): CountEntry => ({ listId, bucket, count, version })
const told = (part: Partial<BucketChange>) => ({ buckets: [{ bucket: 'all', entered: [], changed: [], left: [], many: false, ...part }] })

let stop: (() => unknown) | undefined
afterEach(() => stop?.())

/** A desk on which the contacts a and b lie, connected; a test says what the server has from then on. */
async function deskOf(lists = [fair, hot]) {
  const store = { lists, page: pageOf(['a', 'b']).contacts, asked: [] as string[] }
  far.events = null
  far.snapshot = { epoch: 'one', counts: [entry(null, 'all', 2), entry('fair', 'all', 3), entry('hot', 'all', 7)] }
  const server = await serve((asked, response) => {
    const name = /query (\w+)/.exec((JSON.parse(asked.body) as { query: string }).query)![1]!
    store.asked.push(name)
    const viewer = { permissions: ['CRM_VIEW'], agent: { id: 'carol', name: 'Carol' }, tenant: { slug: 'acme', name: 'Acme', timezone: 'UTC' } }
    json(response, 200, { data: { viewer, lists: store.lists, all: { totalCount: 2 }, contacts: store.page } })
  })
  const desk = new Desk(Line.to(server.place, null), { changed() {}, state() {}, connection() {}, run() {}, contacts() {}, call() {}, other() {} })
  stop = () => (desk.end(), server.stop())
  await desk.open({ listId: null, search: '' })
  await until(() => far.events !== null)
  far.events!.live(false)
  await until(() => !!desk.line.live?.counts.known)
  store.asked.length = 0
  return { desk, store, hub: far.events! }
}

describe('what a change of contacts means for the rows', () => {
  it.each([
    ['one of them changed', told({ changed: ['x', 'b'] }), true],
    ['one of them left', told({ left: ['a'] }), true],
    ['there were many', told({ many: true }), true],
    ['others changed', told({ changed: ['x'], left: ['y'] }), false],
    ['somebody came', told({ entered: ['x'] }), false],
    ['nothing is told', { buckets: [] }, false],
  ])('%s', (_, change, stale) => {
    expect(concerns(change, [row('a'), row('b')])).toBe(stale)
  })

  it('shows on the desk, which moves nothing under its reader', async () => {
    const { desk, store, hub } = await deskOf()
    hub.contacts(told({ changed: ['x'] }))
    expect(desk.stale).toBe(false)
    hub.contacts(told({ changed: ['b'] }))
    expect(desk.stale).toBe(true)
    expect(desk.pages.rows.map((one) => one.id)).toEqual(['a', 'b'])
    expect(store.asked).toEqual([])
  })
})

describe('the lists on the desk', () => {
  it('are counted by the hub, dynamic ones too, and nobody asks for a number', async () => {
    const { desk, store, hub } = await deskOf()
    hub.counts({ epoch: 'one', counts: [entry('hot', 'all', 9, 2), entry('fair', 'queue:sales', 1, 1)] })
    expect(desk.count('hot')).toBe(9)
    expect(desk.count('fair')).toBe(4)
    expect(desk.count(null)).toBe(2)
    expect(desk.stale).toBe(false)
    expect(store.asked).toEqual([])
  })

  it('are read anew when lists changed, once for a flood', async () => {
    const { desk, store, hub } = await deskOf()
    store.lists = [{ ...fair, name: 'Trade fair' }]
    for (let word = 0; word < 20; word++) hub.lists({ created: [], changed: ['fair'], deleted: ['hot'] })
    await until(() => desk.lists[0]!.name === 'Trade fair' && store.asked.length === 2)
    expect(desk.lists).toHaveLength(1)
    expect(store.asked).toEqual(['Lists', 'Lists'])
  })

  it('say so while they are being counted, beside the number that they had', async () => {
    const { desk } = await deskOf([fair, { ...hot, counting: true }])
    const shown = options(desk, new Speech(firstWords, 'en'))
    expect(shown.map((option) => option.count)).toEqual(['2', '3', '7 …'])
    expect(shown[2]!.hint).toBe('Updates itself, Being counted')
    expect(shown[1]!.hint).toBe('')
  })
})

describe('a desk that was away', () => {
  it('reads lists anew, and is still when its rows are as they were', async () => {
    const { desk, store, hub } = await deskOf()
    store.lists = [fair]
    hub.live(true)
    await until(() => desk.lists.length === 1 && store.asked.includes('Contacts'))
    await new Promise((next) => setImmediate(next))
    expect(store.asked).toEqual(['Lists', 'Contacts'])
    expect(desk.stale).toBe(false)
  })

  it('says when its rows are not as they were, though the count is', async () => {
    const { desk, store, hub } = await deskOf()
    store.page = { ...store.page, nodes: [row('a', 'Roe'), row('b')] }
    hub.live(true)
    await until(() => desk.stale)
    expect(desk.pages.rows[0]!.lastName).toBe('Doe')
  })
})
