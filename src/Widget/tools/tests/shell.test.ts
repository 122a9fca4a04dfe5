import { afterEach, describe, expect, it } from 'vitest'
import { Client } from '../../api/client'
import { ListsDocument } from '../../api/gen/documents'
import { Line } from '../../api/line'
import { pauseOf } from '../../api/patience'
import { Session } from '../../api/session'
import { CallLogs } from '../../sidebar/call-logs'
import { recall } from '../../sidebar/memory'
import { popRule, popsFor } from '../../sidebar/pop-rule'
import { ScreenPops } from '../../sidebar/screen-pop'
import { json, row, serve } from './support/server'

let stop: (() => unknown) | undefined
afterEach(() => stop?.())

describe('a screen pop', () => {
  const facts = { matches: 1, canCreate: true, busy: false, deferred: false }
  it.each([
    [facts, { outcome: 'card', shown: true }],
    [{ ...facts, matches: 3 }, { outcome: 'choose', shown: true }],
    [{ ...facts, matches: 0 }, { outcome: 'create', shown: true }],
    [{ ...facts, matches: 0, canCreate: false }, { outcome: 'none', shown: false }],
    [{ ...facts, busy: true }, { outcome: 'card', shown: false }],
    [{ ...facts, matches: 3, deferred: true }, { outcome: 'choose', shown: false }],
  ])('%j', (given, expected) => expect(popRule(given)).toEqual(expected))

  it('comes once for each call, and not for one that is over or that one made oneself to somebody unknown', () => {
    const call = { event: 'RINGING', direction: 'INBOUND', contactIds: [] }
    expect(popsFor(call, false)).toBe(true)
    expect(popsFor(call, true)).toBe(false)
    expect(popsFor({ ...call, event: 'ANSWERED' }, false)).toBe(true)
    expect(popsFor({ ...call, event: 'ENDED' }, false)).toBe(false)
    expect(popsFor({ ...call, direction: 'OUTBOUND' }, false)).toBe(false)
    expect(popsFor({ ...call, direction: 'OUTBOUND', contactIds: ['a'] }, false)).toBe(true)
  })
})

describe('a call that was dialled from a contact', () => {
  it('is logged on that contact once; a later call with the number is whoever it belongs to', async () => {
    const server = await serve((asked, response) => {
      const variables = JSON.parse(asked.body).variables
      json(response, 200, { data: variables.input
        ? { logActivity: { activity: { id: variables.input.contactId }, errors: null } }
        : { contactsByPhone: [{ ...row('owner'), phone: '+1' }] } }, 'application/graphql-response+json')
    })
    stop = server.stop
    const client = new Client(server.place, new Session(null))
    const logs = new CallLogs(() => client, { contactOf: () => null } as unknown as ScreenPops, () => null)
    const log = async (callId: string, direction: 'INBOUND' | 'OUTBOUND') => (await logs.log({ callId, number: '+1', direction }))?.contactId

    logs.dialled({ number: '+1', contactId: 'dialled' })
    expect(await log('1', 'INBOUND')).toBe('owner')
    expect(await log('2', 'OUTBOUND')).toBe('dialled')
    expect(await log('3', 'OUTBOUND')).toBe('owner')
  })
})

describe('a pause that the server asks for', () => {
  it('is read in seconds and as a date; one that is too long, or none, is not waited for', () => {
    expect(pauseOf('3')).toBe(3)
    expect(pauseOf('0')).toBe(0.5)
    expect(pauseOf('Thu, 01 Jan 2026 00:00:10 GMT', Date.UTC(2026, 0, 1))).toBe(10)
    for (const said of [null, '', 'soon', '3600', '-1']) expect(pauseOf(said)).toBeNull()
  })

  it('is sat through, said, and then asked again, once', async () => {
    let busy = true
    const server = await serve((_, response) => {
      if (busy) response.setHeader('Retry-After', '0')
      json(response, busy ? 429 : 200, busy ? { code: 'rate_limited' } : { data: { lists: [], all: null } })
      busy = false
    })
    stop = server.stop
    const held: boolean[] = []
    const client = new Client(server.place, new Session(null), { refused() {}, held: (until) => void held.push(until > 0) })
    await client.query(ListsDocument, {})
    expect(server.asked).toHaveLength(2)
    expect(held).toEqual([true, false])
  })

  it('is forgotten when nobody wants the answer any more', async () => {
    const server = await serve((_, response) => (response.setHeader('Retry-After', '60'), json(response, 429, {})))
    stop = server.stop
    const typed = new AbortController()
    const held: boolean[] = []
    const client = new Client(server.place, new Session(null), { refused() {}, held: (until) => (held.push(until > 0), typed.abort()) })
    await expect(client.query(ListsDocument, {}, typed.signal)).rejects.toMatchObject({ name: 'AbortError' })
    expect(held).toEqual([true, false])
    expect(server.asked).toHaveLength(1)
  })
})

describe('elements of one page', () => {
  const place = { graphql: 'http://a.example/graphql', hub: 'http://a.example/hub', rest: 'http://a.example/' }
  it('share a line with the same server and token source, and with no other', () => {
    const [one, other] = [async () => null, async () => null]
    expect(Line.to(place, one)).toBe(Line.to({ ...place }, one))
    expect(Line.to(place, one)).not.toBe(Line.to(place, other))
    expect(Line.to(place, one)).not.toBe(Line.to({ ...place, graphql: 'http://b.example/graphql' }, one))
  })
})

describe('what memory holds', () => {
  const shown = { scope: { listId: 'l', search: '' }, rows: [row('a', 'Müller', 'Jörg'), row('b', 'Roe')] }
  it('is what was shown of the list, narrowed by the typed words', () => {
    expect(recall([shown], { listId: 'l', search: '' })).toBe(shown.rows)
    expect(recall([shown], { listId: 'l', search: 'mull' })!.map((one) => one.id)).toEqual(['a'])
    expect(recall([shown], { listId: 'l', search: 'jo ro' })!.map((one) => one.id)).toEqual(['b'])
  })
  it('is nothing of a list that was never shown', () => expect(recall([shown], { listId: null, search: '' })).toBeNull())
})
