import { afterEach, describe, expect, it } from 'vitest'
import { Client } from '../../../api/client'
import { Session } from '../../../api/session'
import { BulkWorks, type BulkWork } from '../../../manager/pages/contacts/bulk'
import { differences, kept, taken } from '../../../manager/pages/contacts/merge'
import { firstName, groups, lastName } from '../../../sidebar/card/fields'
import { cardOf } from '../support/card'
import { json, serve } from '../support/server'

const card = (part: Parameters<typeof cardOf>[1]) => cardOf(1, part)

let stop: (() => unknown) | undefined
afterEach(() => stop?.())

async function works(...answers: object[]) {
  const asked: { query: string; variables: Record<string, unknown> }[] = []
  const server = await serve((request, response) => {
    asked.push(JSON.parse(request.body))
    json(response, 200, { data: answers.shift() }, 'application/graphql-response+json')
  })
  stop = server.stop
  const ended: BulkWork[] = []
  const all = new BulkWorks(new Client(server.place, new Session(null)), () => {}, (work) => ended.push({ ...work }))
  return { all, asked, ended }
}

const answer = (more: object) => ({ done: { affectedCount: null, skippedCount: null, undoToken: 'u', runId: null, errors: null, ...more } })

describe('a bulk action', () => {
  it('of few is over with its answer, and is taken back by its token', async () => {
    const { all, asked, ended } = await works(answer({ affectedCount: 2, skippedCount: 1 }), { undoBulkAction: { affectedCount: 1, skippedCount: 1, keptIds: ['a'], runId: null, errors: null } })
    await all.start({ kind: 'add-tags', tags: ['vip'] }, { ids: ['a', 'b', 'c'] }, 3)
    expect(asked[0]!.variables).toEqual({ selection: { ids: ['a', 'b', 'c'] }, tags: ['vip'] })
    expect(ended[0]).toMatchObject({ status: 'COMPLETED', affected: 2, skipped: 1, undoing: false })
    await all.undo(ended[0]!)
    expect(asked[1]!.variables).toEqual({ undoToken: 'u' })
    expect(ended[1]).toMatchObject({ undoing: true, affected: 1, kept: 1 })
    expect(all.going).toEqual([])
  })

  it('of many goes on as a run, whose words may come late and twice', async () => {
    const { all, ended } = await works(answer({ runId: 'r' }))
    await all.start({ kind: 'status', status: 'INACTIVE' }, { all: true }, 5000)
    const said = (status: string, affectedCount: number) => all.heard({ id: 'r', status, totalCount: 5000, affectedCount, skippedCount: 0 })
    said('RUNNING', 2000)
    said('RUNNING', 1000)
    expect(all.going).toMatchObject([{ affected: 2000, total: 5000 }])
    all.heard({ id: 'another', status: 'COMPLETED' })
    said('COMPLETED', 5000)
    said('RUNNING', 4000)
    expect(ended).toHaveLength(1)
    expect(ended[0]).toMatchObject({ status: 'COMPLETED', affected: 5000 })
    expect(all.going).toEqual([])
    all.end()
  })

  it('that silence follows is asked for', async () => {
    const { all, ended } = await works(answer({ runId: 'r' }), { bulkRunById: { id: 'r', status: 'COMPLETED', totalCount: 9, affectedCount: 9, skippedCount: 0, message: null } })
    await all.start({ kind: 'delete' }, { all: true }, 9)
    await expect.poll(() => ended.length, { timeout: 6000 }).toBe(1)
    all.end()
  }, 8000)

  it('that is refused has done nothing', async () => {
    const { all, ended } = await works(answer({ errors: [{ message: 'No such list.' }] }))
    await expect(all.start({ kind: 'add-list', listId: 'l', name: 'L' }, { ids: ['a'] }, 1)).rejects.toThrow('No such list.')
    expect([ended, all.going]).toEqual([[], []])
  })
})

describe('a merge', () => {
  const fields = [firstName, lastName, ...groups.reach]
  const one = card({ id: '1', firstName: 'Ada', lastName: 'Byron', email: null, phone: '+1', activityCount: 2 })
  const other = card({ id: '2', firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com', phone: '+2', activityCount: 1 })

  it('asks only where there are different values', () => {
    expect(differences([one, other], fields).map(({ field, options }) => [field.key, options.map(({ value }) => value)])).toEqual([['lastName', ['Byron', 'Lovelace']], ['phone', ['+1', '+2']]])
  })

  it('keeps whom most is known of, and sends what becomes other than it was', () => {
    expect(kept([other, one]).id).toBe('1')
    expect(kept([{ ...one, activityCount: 1 }, other]).id).toBe('2')
    expect(taken(one, { lastName: 'Lovelace', phone: '+1' })).toEqual({ lastName: 'Lovelace' })
  })
})
