import { describe, expect, it } from 'vitest'
import { contactFields, customFilterField, groupOf, isBare, opsOf, whereOfGroup, type FilterField, type Group, type Test } from '../../../manager/filters/model'

const custom = (key: string, kind: 'TEXT' | 'NUMBER' | 'DATE' | 'DROPDOWN' | 'CHECKBOX', options: string[] = []) => customFilterField({ key, name: key, kind, required: false, options })
const fields: FilterField[] = [...contactFields, custom('size', 'NUMBER'), custom('plan', 'DROPDOWN', ['a', 'b']), custom('since', 'DATE'), custom('beta', 'CHECKBOX'), custom('memo', 'TEXT')]
const all = (...items: (Test | Group)[]): Group => ({ mode: 'and', items })
const any = (...items: (Test | Group)[]): Group => ({ mode: 'or', items })
const is = (field: string, op: Test['op'], ...values: string[]): Test => ({ field, op, values })

describe('conditions', () => {
  it.each([
    [is('status', 'oneOf', 'ACTIVE', 'INACTIVE'), { status: { in: ['ACTIVE', 'INACTIVE'] } }],
    [is('email', 'empty'), { email: { eq: null } }],
    [is('tags', 'like', 'vip'), { tags: { some: { contains: 'vip' } } }],
    [is('tags', 'isnt', 'vip'), { tags: { none: { eq: 'vip' } } }],
    [is('lists', 'is', 'l'), { lists: { some: { id: { eq: 'l' } } } }],
    [is('activityCount', 'more', '0'), { activityCount: { gt: 0 } }],
    [is('consent.sms', 'oneOf', 'YES'), { consent: { sms: { in: ['YES'] } } }],
    [is('customFields.size', 'more', '4,5'), { customFields: { some: { key: { eq: 'size' }, number: { gt: 4.5 } } } }],
    [is('customFields.plan', 'oneOf', 'a'), { customFields: { some: { key: { eq: 'plan' }, text: { in: ['a'] } } } }],
    [is('customFields.beta', 'yes'), { customFields: { some: { key: { eq: 'beta' }, boolean: { eq: true } } } }],
    [is('customFields.memo', 'empty'), { customFields: { none: { key: { eq: 'memo' } } } }],
  ])('%j are what the API takes', (test, where) => expect(whereOfGroup(all(test), fields)).toEqual(where))

  it('are read back from what they were written as, whatever they ask', () => {
    for (const field of fields) {
      for (const op of opsOf(field)) {
        const values = isBare(op) ? [] : field.kind === 'number' ? ['7'] : ['day', 'date'].includes(field.kind) ? ['2026-03-01'] : [field.options?.[0] ?? 'x']
        const where = whereOfGroup(all(is(field.key, op, ...values)), fields)
        expect(where, `${field.key} ${op}`).not.toBeNull()
        expect(groupOf(where, fields)).toEqual(all(is(field.key, op, ...values)))
      }
    }
  })

  it('hold together, or one of them, in groups within groups', () => {
    const group = any(is('status', 'oneOf', 'ACTIVE'), all(is('tags', 'is', 'vip'), any(is('phone', 'filled'), is('mobile', 'filled'))))
    const where = { or: [{ status: { in: ['ACTIVE'] } }, { and: [{ tags: { some: { eq: 'vip' } } }, { or: [{ phone: { neq: null } }, { mobile: { neq: null } }] }] }] }
    expect(whereOfGroup(group, fields)).toEqual(where)
    expect(groupOf(where, fields)).toEqual(group)
  })

  it('that say nothing yet are left out', () => {
    expect(whereOfGroup(all(is('email', 'contains', ' '), is('activityCount', 'more', 'many'), is('nothing', 'is', 'x'), all()), fields)).toBeNull()
    expect(whereOfGroup(any(is('email', 'contains', ''), is('title', 'is', 'CEO')), fields)).toEqual({ title: { eq: 'CEO' } })
  })

  it('are read from a filter that was written by hand, and not from one that says more than they can', () => {
    expect(groupOf({ status: { in: ['ACTIVE'] }, or: [{ email: { neq: null } }, { phone: { neq: null } }] }, fields)).toEqual(all(is('status', 'oneOf', 'ACTIVE'), any(is('email', 'filled'), is('phone', 'filled'))))
    for (const where of [{ email: { contains: 'a', startsWith: 'b' } }, { account: { name: { eq: 'x' } } }, { and: {} }, [], null, 'x', { activityCount: { gt: 'x' } }]) expect(groupOf(where, fields)).toBeNull()
  })
})
