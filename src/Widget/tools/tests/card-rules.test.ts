import { describe, expect, it } from 'vitest'
import type { CardFragment } from '../../api/gen/documents'
import { matching } from '../../sidebar/card/choices'
import { Drafts, isChanged, isTyped, mergedTags, onTop, standing } from '../../sidebar/card/drafts'
import { continued, placed, renewed, type Entry } from '../../sidebar/card/entries'
import { customField, inputOf, isNumber, isOffered, labelOf, lacking, matesOf, valueOf } from '../../sidebar/card/fields'
import { cardOf } from './support/card'

describe('a draft', () => {
  it('stands against what is there now: untouched, the very same, or a conflict', () => {
    const draft = { text: 'mine ', label: 'mine ', base: 'old' }
    expect(standing(draft, 'old')).toBe('clean')
    expect(standing(draft, 'mine')).toBe('settled')
    expect(standing(draft, 'theirs')).toBe('conflict')
    expect(standing(onTop(draft, 'theirs'), 'theirs')).toBe('clean')
  })
  it('outlives who opened it, and is nobody else’s', () => {
    new Drafts('acme/bob', '1').set('title', { text: 'a', label: 'a', base: '' })
    expect(new Drafts('acme/bob', '1').keys()).toEqual(['title'])
    expect(new Drafts('acme/bob', '11').keys()).toEqual([])
    expect(new Drafts('acme/carol', '1').get('title')).toBeUndefined()
  })
  it('holds a call back while something of it is not saved, on the card or in what is being logged', () => {
    const card = new Drafts('acme/erin', '7')
    card.set('title', { text: 'same', label: 'same', base: 'same' })
    expect(isTyped('acme/erin', '7')).toBe(false)
    const log = new Drafts('acme/erin', '7/log')
    log.set('form', { text: '{}', label: '', base: '' })
    expect(isTyped('acme/erin', '7')).toBe(true)
    expect(isTyped('acme/erin', '70')).toBe(false)
    log.delete('form')
    expect(isTyped('acme/erin', '7')).toBe(false)
  })
  it('has changed when words stand for nobody yet', () => {
    expect(isChanged({ text: 'id', label: 'x', base: 'id', loose: true })).toBe(true)
  })
})

it('tags of two sides are both kept, whatever their case', () => {
  expect(mergedTags(['vip', 'theirs'], ['mine', 'VIP'], ['gone'])).toEqual(['vip', 'theirs', 'mine'])
  expect(mergedTags(['Gone', 'theirs'], [], ['gone'])).toEqual(['theirs'])
})

describe('a timeline', () => {
  const entry = (id: string, at: string) => ({ cursor: id, node: { __typename: 'Activity', id, at } }) as unknown as Entry
  const [a, b, c, d] = [entry('a', '2026-04-04'), entry('b', '2026-04-03'), entry('c', '2026-04-02'), entry('d', '2026-04-01')] as [Entry, Entry, Entry, Entry]
  it('goes on behind what is there, each entry once', () => {
    expect(continued([a, b], [b, c])).toEqual([a, b, c])
  })
  it('keeps what is below a first page that is read anew', () => {
    expect(renewed([b, c, d], [a, b], true)).toEqual([a, b, c, d])
    expect(renewed([b, c], [a], true)).toBeNull() // a gap
    expect(renewed([b, c], [a], false)).toEqual([a])
  })
  it('puts an entry where its time is, once', () => {
    expect(placed([a, c], b)).toEqual([a, b, c])
    expect(placed([a, b], d)).toEqual([a, b, d])
    const later = entry('b', '2026-04-05')
    expect(placed([a, b], later)).toEqual([later, a])
  })
})

describe('a field', () => {
  it('is written as the API takes it, and an empty one clears', () => {
    const fields = new Map([customField({ key: 'seats', kind: 'NUMBER', name: 'Seats', required: false, options: [] }), customField({ key: 'until', kind: 'DATE', name: 'Until', required: false, options: [] })].map((one) => [one.key, one]))
    expect(inputOf({ firstName: ' ', title: ' CEO ', notes: ' ', 'consent.sms': 'YES', 'customFields.seats': '2,5', 'customFields.until': '' }, fields)).toEqual({
      firstName: '', title: 'CEO', notes: null, consent: { sms: 'YES' }, customFields: [{ key: 'seats', number: 2.5 }, { key: 'until', date: null }],
    })
  })
  it('takes the queue away from a contact that the queue does not hold any more', () => {
    expect(inputOf({ visibility: 'ALL' }, new Map())).toEqual({ visibility: 'ALL', assignedQueueId: null })
    expect(inputOf({ visibility: 'QUEUE', assignedQueueId: 'sales' }, new Map())).toEqual({ visibility: 'QUEUE', assignedQueueId: 'sales' })
  })
  it('knows who else is needed, and what is saved together', () => {
    expect([lacking('QUEUE', '', ''), lacking('OWNER', '', ''), lacking('OWNER', '', 'bob'), lacking('ALL', '', '')]).toEqual(['assignedQueueId', 'assignedToId', null, null])
    expect(isOffered('assignedQueueId', 'ALL')).toBe(false)
    expect(matesOf('lastName')).toEqual(['firstName', 'lastName'])
    expect(matesOf('title')).toEqual(['title'])
  })
  it('takes a number with a comma, and nothing else for one', () => {
    expect(['1', '-2,5', '.5', ' 3 '].every(isNumber)).toBe(true)
    expect(['', '1.2.3', '1e3', 'two', '1,'].some(isNumber)).toBe(false)
  })
  it('reads a value, and the name that an id stands for', () => {
    const card: CardFragment = cardOf(1, { accountId: 'x', account: { name: 'Acme' }, customFields: [{ key: 'ok', name: 'Ok', kind: 'CHECKBOX', text: null, number: null, date: null, boolean: false }] })
    expect([valueOf(card, 'accountId'), labelOf(card, 'accountId'), valueOf(card, 'customFields.ok'), valueOf(card, 'customFields.none'), valueOf(card, 'title')]).toEqual(['x', 'Acme', 'false', '', ''])
  })
})

it('choices that begin with the typed words come first, and a code finds its name', () => {
  const all = [{ value: 'en', text: 'Old English' }, { value: 'de', text: 'English' }, { value: 'tr', text: 'Turkish' }]
  expect(matching(all, 'eng').map(({ text }) => text)).toEqual(['English', 'Old English'])
  const zones = ['Antarctica/Vostok', 'Asia/Tokyo'].map((zone) => ({ value: zone, text: zone }))
  expect(matching(zones, 'tok').map(({ text }) => text)).toEqual(['Asia/Tokyo', 'Antarctica/Vostok'])
  expect(matching(all, 'tr').map(({ text }) => text)).toEqual(['Turkish'])
})
