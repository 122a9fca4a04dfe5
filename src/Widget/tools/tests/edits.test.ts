import { afterEach, describe, expect, it } from 'vitest'
import { Client } from '../../api/client'
import type { CardFragment } from '../../api/gen/documents'
import { Session } from '../../api/session'
import { Edits } from '../../sidebar/card/edits'
import { cardOf } from './support/card'
import { json, serve } from './support/server'

let stop: (() => unknown) | undefined
afterEach(() => stop?.())

/** The editing of one contact, before a server that holds it and checks versions as ours does. */
async function editing(person: string, begin: CardFragment, down = { is: false }) {
  const held = { card: begin, by: [] as string[] }
  const server = await serve(({ body }, response) => {
    const { query, variables } = JSON.parse(body)
    if (down.is) return json(response, 503, { code: 'down', detail: 'Down.' })
    if (!/^\s*mutation /.test(query)) return json(response, 200, { data: { contactById: held.card } })
    const { id: _, version, ...input } = variables.input
    if (version !== held.card.version) {
      const fields = held.by.filter((field) => field in input).map((field) => ({ field }))
      return json(response, 200, { data: { updateContact: { contact: null, errors: [{ message: 'Changed.', currentVersion: held.card.version, fields }] } } })
    }
    held.card = { ...held.card, ...input, version: version + 1 }
    json(response, 200, { data: { updateContact: { contact: held.card, errors: null } } })
  })
  stop = server.stop
  const told = { done: [] as string[][], failed: [] as string[][], undo: () => {} }
  const edits = new Edits(new Client(server.place, new Session(null)), person, begin, {
    changed: () => {},
    saved: () => {},
    done: (keys, undo) => (told.done.push(keys), (told.undo = undo)),
    failed: (keys) => told.failed.push(keys),
    say: (what) => what,
  })
  /** Somebody else writes. */
  const other = (part: Partial<CardFragment>) => {
    held.card = { ...held.card, ...part, version: held.card.version + 1 }
    held.by = Object.keys(part)
  }
  return { edits, held, told, other, asked: server.asked }
}

describe('an edit', () => {
  it('is shown as done before the server has said so, and then saved', async () => {
    const { edits, held, told } = await editing('a/1', cardOf(1))
    edits.begin('title')
    edits.type('title', 'CEO')
    const saving = edits.save('title')
    expect(edits.shown('title').text).toBe('CEO')
    expect(await saving).toBe(true)
    expect([held.card.title, told.done]).toEqual(['CEO', [['title']]])
  })

  it('of a field that nobody else touched goes on top of what they changed', async () => {
    const { edits, held, other } = await editing('a/2', cardOf(1))
    edits.begin('title')
    edits.type('title', 'CEO')
    other({ department: 'Sales' })
    expect(await edits.save('title')).toBe(true)
    expect([held.card.title, held.card.department]).toEqual(['CEO', 'Sales'])
  })

  it('of a field that somebody changed too shows both, writes neither, and keeps mine when told so', async () => {
    const { edits, held, told, other } = await editing('a/3', cardOf(1, { title: 'old' }))
    edits.begin('title')
    edits.type('title', 'mine')
    other({ title: 'theirs' })
    expect(await edits.save('title')).toBe(false)
    expect([edits.conflict('title'), held.card.title, edits.card.title, edits.open('title')?.text]).toEqual([true, 'theirs', 'theirs', 'mine'])
    expect(told.done).toEqual([])
    expect(await edits.keepMine('title')).toBe(true)
    expect(held.card.title).toBe('mine')
  })

  it('is not lost while the server is away', async () => {
    const down = { is: true }
    const { edits, held, told } = await editing('a/4', cardOf(1), down)
    edits.begin('title')
    edits.type('title', 'CEO')
    expect(await edits.save('title')).toBe(false)
    expect([edits.open('title')?.text, told.failed]).toEqual(['CEO', [['title']]])
    down.is = false
    expect(await edits.save('title')).toBe(true)
    expect(held.card.title).toBe('CEO')
  })

  it('is asked for nothing when nothing changed, and gives back what was left', async () => {
    const { edits, asked } = await editing('a/5', cardOf(1))
    edits.begin('title')
    expect(await edits.save('title')).toBe(true)
    edits.begin('title')
    edits.type('title', 'x')
    const back = edits.leave('title')
    expect(edits.open('title')).toBeUndefined()
    back!()
    expect(edits.open('title')?.text).toBe('x')
    expect(asked).toEqual([])
  })

  it('of tags adds to what others have added meanwhile', async () => {
    const { edits, held, other } = await editing('a/6', cardOf(1, { tags: ['old'] }))
    other({ tags: ['old', 'theirs'] })
    await edits.tag(['mine'], [])
    expect(held.card.tags).toEqual(['old', 'theirs', 'mine'])
  })

  it('of who sees it waits for the queue that is needed', async () => {
    const { edits, asked } = await editing('a/7', cardOf(1))
    edits.begin('visibility')
    edits.type('visibility', 'QUEUE')
    expect(await edits.save('visibility')).toBe(false)
    expect([edits.open('assignedQueueId')?.error, asked.length]).toEqual(['required', 0])
  })
})
