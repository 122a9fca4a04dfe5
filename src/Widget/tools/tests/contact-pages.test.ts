import { afterEach, describe, expect, it } from 'vitest'
import { Client } from '../../api/client'
import { Session } from '../../api/session'
import { ContactPages } from '../../sidebar/contact-pages'
import { groups, letterOf } from '../../sidebar/letters'
import { json, pageOf, row, serve, until, type Asked } from './support/server'

let stop: (() => unknown) | undefined
afterEach(() => stop?.())

type Variables = { search: string | null; after: string | null; first: number; listId: string | null }
const variables = (asked: Asked) => JSON.parse(asked.body).variables as Variables

/** Pages over a server that answers each request when the test lets it. */
async function pagesOf() {
  const waiting: { variables: Variables; answer: (data: unknown) => void; closed: () => boolean }[] = []
  const server = await serve((asked, response) => {
    let closed = false
    response.on('close', () => (closed = !response.writableFinished))
    waiting.push({ variables: variables(asked), answer: (data) => json(response, 200, { data }), closed: () => closed })
  })
  stop = server.stop
  const pages = new ContactPages(new Client(server.place, new Session(null)), () => {})
  return { pages, waiting }
}

const ids = (pages: ContactPages) => pages.rows.map((one) => one.id)

describe('the pages of a list', () => {
  it('keeps the old rows while new ones load', async () => {
    const { pages, waiting } = await pagesOf()
    pages.begin({ listId: null, search: '' }, pageOf(['a', 'b']).contacts)
    const shown = pages.show({ listId: 'fair', search: '' })
    await until(() => waiting.length === 1)
    expect(ids(pages)).toEqual(['a', 'b'])
    expect(pages.busy).toBe(true)
    expect(waiting[0]!.variables).toMatchObject({ listId: 'fair', after: null })
    waiting[0]!.answer(pageOf(['c']))
    await shown
    expect(ids(pages)).toEqual(['c'])
    expect(pages.busy).toBe(false)
  })

  it('aborts the search before when somebody types on, and never shows its answer', async () => {
    const { pages, waiting } = await pagesOf()
    const first = pages.show({ listId: null, search: 'm' })
    await until(() => waiting.length === 1)
    const second = pages.show({ listId: null, search: 'mü' })
    await until(() => waiting.length === 2 && waiting[0]!.closed())
    waiting[1]!.answer(pageOf(['müller']))
    await Promise.all([first, second])
    expect(ids(pages)).toEqual(['müller'])
    expect(pages.problem).toBeNull()
    expect(waiting[1]!.variables.search).toBe('mü')
  })

  it('goes on at the cursor, once at a time, and shows nobody twice', async () => {
    const { pages, waiting } = await pagesOf()
    pages.begin({ listId: 'l', search: '' }, pageOf(['a', 'b'], 'after-b').contacts)
    const next = pages.next()
    void pages.next()
    await until(() => waiting.length === 1)
    expect(waiting[0]!.variables).toMatchObject({ after: 'after-b', listId: 'l' })
    waiting[0]!.answer(pageOf(['b', 'c']))
    await next
    expect(waiting).toHaveLength(1)
    expect(ids(pages)).toEqual(['a', 'b', 'c'])
    expect(pages.hasMore).toBe(false)
    await pages.next()
    expect(waiting).toHaveLength(1)
  })

  it('reads anew as many rows as were there, so that nothing jumps', async () => {
    const { pages, waiting } = await pagesOf()
    pages.begin({ listId: null, search: '' }, pageOf(Array.from({ length: 120 }, (_, at) => 'c' + at), 'x').contacts)
    const shown = pages.show({ listId: null, search: '' })
    await until(() => waiting.length === 1)
    expect(waiting[0]!.variables.first).toBe(120)
    waiting[0]!.answer(pageOf(['c0']))
    await shown
  })

  it('keeps the rows when the server fails, and says so', async () => {
    const { pages, waiting } = await pagesOf()
    pages.begin({ listId: null, search: '' }, pageOf(['a']).contacts)
    const shown = pages.show({ listId: null, search: 'x' })
    await until(() => waiting.length === 1)
    waiting[0]!.answer(null)
    await shown
    expect(ids(pages)).toEqual(['a'])
    expect(pages.problem).toMatchObject({ code: 'bad_answer' })
  })
})

describe('letters', () => {
  it('takes the last name, without accents; # for what has no letter', () => {
    expect(letterOf({ lastName: 'Ångström', firstName: 'A' })).toBe('A')
    expect(letterOf({ lastName: '', firstName: 'zoe' })).toBe('Z')
    expect(letterOf({ lastName: '4 Seasons', firstName: 'x' })).toBe('#')
    expect(letterOf({ lastName: '李', firstName: 'x' })).toBe('李')
  })

  it('groups neighbours', () => {
    const all = groups([row('1', 'Adler'), row('2', 'Álvarez'), row('3', 'Becker')])
    expect(all.map((group) => [group.letter, group.rows.length])).toEqual([['A', 2], ['B', 1]])
  })
})
