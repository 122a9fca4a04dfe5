import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Client } from '../../../api/client'
import { Session } from '../../../api/session'
import { FormState } from '../../../manager/pages/contacts/form-state'
import { firstName, groups, lastName, status, type Card } from '../../../sidebar/card/fields'
import { cardOf } from '../support/card'
import { json, serve } from '../support/server'

const card = (part: Parameters<typeof cardOf>[1]) => cardOf(1, part)

const fields = new Map([firstName, lastName, status, ...Object.values(groups).flat()].map((field) => [field.key, field]))
let stop: (() => unknown) | undefined
let run = 0
afterEach(() => stop?.())
beforeEach(() => void run++)

/** A form over a server that says what it is told, and keeps what it was asked. */
async function form(given: Card | null, answers: object[]) {
  const inputs: Record<string, unknown>[] = []
  const server = await serve((asked, response) => {
    const { variables } = JSON.parse(asked.body)
    if (variables.input) inputs.push(variables.input)
    json(response, 200, { data: answers.shift() }, 'application/graphql-response+json')
  })
  stop = server.stop
  const state = new FormState('acme/tester' + run, given)
  state.fields = fields
  return { state, inputs, client: new Client(server.place, new Session(null)) }
}

const ada = (more: Partial<Card> = {}) => card({ id: 'a', firstName: 'Ada', lastName: 'Byron', email: 'ada@example.com', title: 'Countess', version: 3, tags: ['vip'], ...more })
const done = (contact: Card) => ({ updateContact: { contact, errors: null } })
const stale = (...names: string[]) => ({ updateContact: { contact: null, errors: [{ message: 'Changed.', currentVersion: 4, fields: names.map((field) => ({ field })) }] } })

describe('the form of a contact', () => {
  it('sends what was changed and nothing else, and knows what it was', async () => {
    const { state, inputs, client } = await form(ada(), [done(ada({ title: 'Lady', version: 4, tags: ['vip', 'new'] }))])
    state.type('title', 'Lady')
    state.type('email', 'other@example.com')
    state.type('email', 'ada@example.com')
    state.tags = ['vip', 'new']
    expect(state.changed.sort()).toEqual(['#tags', 'title'])
    expect(await state.save(client)).toMatchObject({ before: { title: 'Countess', '#tags': 'vip' } })
    expect(inputs).toEqual([{ id: 'a', version: 3, title: 'Lady', tags: ['vip', 'new'] }])
    expect(state.changed).toEqual([])
  })

  it('goes on top of what others changed elsewhere, and asks where both changed the same', async () => {
    const theirs = ada({ title: 'Lady', department: 'Sales', version: 4 })
    const { state, inputs, client } = await form(ada(), [stale('title'), { contactById: theirs }, done(ada({ title: 'Dame', version: 5 }))])
    state.type('title', 'Dame')
    expect(await state.save(client)).toEqual({ faults: true })
    expect(state.conflicts).toEqual(['title'])
    expect(state.theirs('title').text).toBe('Lady')
    expect(state.text('department')).toBe('Sales')
    expect(await state.save(client)).toEqual({ faults: true })
    state.keepMine('title')
    expect(await state.save(client)).toMatchObject({ card: { title: 'Dame' } })
    expect(inputs).toEqual([{ id: 'a', version: 3, title: 'Dame' }, { id: 'a', version: 4, title: 'Dame' }])
  })

  it('keeps what is typed while others save, and lets go of what they saved alike', () => {
    const state = new FormState('acme/other' + run, ada())
    state.fields = fields
    state.type('title', 'Dame')
    state.type('department', 'Sales')
    state.tags = ['new']
    state.take(ada({ title: 'Lady', department: 'Sales', tags: ['vip', 'theirs'], version: 4 }))
    expect([state.text('title'), state.conflict('title'), state.conflict('department')]).toEqual(['Dame', true, false])
    expect(state.tags).toEqual(['theirs', 'new'])
    state.takeTheirs('title')
    expect(state.changed).toEqual(['#tags'])
    expect(new FormState('acme/other' + run, ada()).changed).toContain('#tags')
    state.forget()
    expect(state.changed).toEqual([])
  })

  it('says at each field what is wrong with it, before the server is asked', async () => {
    const { state, inputs, client } = await form(null, [])
    state.type('email', 'nobody')
    state.type('visibility', 'QUEUE')
    expect(Object.fromEntries(state.faults)).toEqual({ firstName: 'nameNeeded', email: 'noEmail', assignedQueueId: 'required' })
    expect(await state.save(client)).toEqual({ faults: true })
    state.type('visibility', 'ALL')
    state.type('lastName', 'Byron')
    state.type('email', '')
    expect(state.faults).toEqual([])
    expect(inputs).toEqual([])
  })

  it('makes a contact with what is usual, and puts the words of the server where they belong', async () => {
    const refused = { createContact: { contact: null, errors: [{ message: 'Too long.', field: 'title' }, { message: 'Other.', field: null }] } }
    const { state, inputs, client } = await form(null, [refused, { createContact: { contact: ada(), errors: null } }])
    state.type('firstName', 'Ada')
    state.type('title', 'X')
    expect(await state.save(client)).toEqual({ faults: true })
    expect(state.draft('title').error).toBe('Too long.')
    state.type('title', 'Countess')
    state.tags = ['vip']
    expect(await state.save(client)).toMatchObject({ card: { id: 'a' } })
    expect(inputs[1]).toMatchObject({ firstName: 'Ada', lastName: '', title: 'Countess', tags: ['vip'], status: 'ACTIVE', visibility: 'ALL', source: 'MANUAL' })
    expect(state.changed).toEqual([])
  })
})
