import { describe, expect, it } from 'vitest'
import { readRun } from '../../../api/imports'
import { lines, reordered } from '../../../manager/pages/fields/order'
import { latest } from '../../../manager/pages/imports/page'
import { pagesDe } from '../../../manager/words/pages-de'
import { pagesEn } from '../../../manager/words/pages-en'

describe('custom fields', () => {
  const fields = (...orders: number[]) => orders.map((sortOrder, at) => ({ id: 'abcd'[at]!, sortOrder }))

  it('are moved by telling the server of those whose number changes, and of no other', () => {
    const { moved, told } = reordered(fields(1, 4, 9), 2, -1)
    expect(moved.map(({ id }) => id).join('')).toBe('acb')
    expect(told).toEqual([{ id: 'c', sortOrder: 4 }, { id: 'b', sortOrder: 9 }])
  })

  it('are numbered anew where their numbers do not tell them apart', () => {
    expect(reordered(fields(0, 0, 0), 0, 1).told).toEqual([{ id: 'b', sortOrder: 1 }, { id: 'a', sortOrder: 2 }, { id: 'c', sortOrder: 3 }])
  })

  it('have the options that stand one a line', () => expect(lines(' S\n\nM\nS ')).toEqual(['S', 'M']))
})

describe('an import in the history', () => {
  const run = (status: string, more = {}) => ({ id: 'r', status, phase: '', rows: 0, ...more })

  it('is as the server has told last, unless the page was read after its end', () => {
    const node = run('RUNNING') as never
    expect(latest(node, undefined).status).toBe('running')
    expect(latest(node, readRun(run('COMPLETED', { imported: 3 }))).imported).toBe(3)
    expect(latest(run('COMPLETED') as never, readRun(run('running'))).status).toBe('completed')
    expect(latest(run('COMPLETED') as never, readRun(run('running', { phase: 'UNDOING' }))).phase).toBe('undoing')
  })
})

it('the pages speak both languages', () => expect(Object.keys(pagesDe).sort()).toEqual(Object.keys(pagesEn).sort()))
