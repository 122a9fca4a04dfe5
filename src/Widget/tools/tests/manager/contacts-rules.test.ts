import { describe, expect, it } from 'vitest'
import { canSort, filtersOf, isFiltered, noFilters, orderOf, queryOf, whereOf, type Filters } from '../../../manager/pages/contacts/filters'
import { countOf, everybody, has, inputOf, markOf, nobody, only, toggledOne, withThese } from '../../../manager/pages/contacts/selection'
import { allows } from '../../../manager/pages'
import { routeOf, textOf } from '../../../manager/route'

describe('an address', () => {
  it('is read and written alike', () => {
    for (const text of ['/contacts', '/contacts?status=ACTIVE%2CINACTIVE', '/contacts/7f/timeline?q=a+b', '/lists/a%2Fb']) expect(textOf(routeOf('#' + text))).toBe(text)
    expect(routeOf('')).toMatchObject({ page: 'contacts', path: [] })
    expect(routeOf('#/lists/a%2Fb/').path).toEqual(['a/b'])
    expect(routeOf('#/contacts?q=a?b').query.get('q')).toBe('a?b')
    expect(routeOf('#/contacts/%').path).toEqual(['%'])
  })

  it('leads where one may go', () => {
    expect(allows(['CRM_VIEW', 'CRM_EDIT'], 'CRM_EDIT')).toBe(true)
    expect(allows(['CRM_MANAGE'], 'CRM_VIEW')).toBe(true)
    expect(allows(['CRM_VIEW'], 'CRM_EDIT')).toBe(false)
    expect(allows([], 'CRM_VIEW')).toBe(false)
  })
})

describe('filters', () => {
  const id = '0198c0de-0000-7000-8000-000000000001'
  const some: Filters = { listId: id, search: 'ann', status: ['ACTIVE', 'DO_NOT_CONTACT'], source: ['API'], accountId: id, active: true, tag: 'vip', where: { email: { eq: null } }, sort: { key: 'email', descending: true } }

  it('stand in the address and are read from it', () => {
    expect(filtersOf(queryOf(some))).toEqual(some)
    expect(String(queryOf(noFilters))).toBe('')
    expect(filtersOf(queryOf({ ...noFilters, active: false })).active).toBe(false)
  })

  it('are passed over when they make no sense', () => {
    expect(filtersOf(new URLSearchParams('status=NOBODY,ACTIVE&list=1&account=x&activities=maybe&where={&source='))).toEqual({ ...noFilters, status: ['ACTIVE'] })
    expect(filtersOf(new URLSearchParams('where=[]')).where).toBeNull()
    expect(filtersOf(new URLSearchParams('where={}')).where).toBeNull()
  })

  it('are what the API takes', () => {
    expect(whereOf(noFilters)).toBeNull()
    expect(whereOf({ ...noFilters, where: some.where })).toEqual(some.where)
    expect(whereOf(some)).toEqual({
      and: [{ status: { in: ['ACTIVE', 'DO_NOT_CONTACT'] }, source: { in: ['API'] }, accountId: { eq: id }, activityCount: { gt: 0 }, tags: { some: { contains: 'vip' } } }, { email: { eq: null } }],
    })
    expect(whereOf({ ...noFilters, active: false })).toEqual({ activityCount: { eq: 0 } })
    expect(isFiltered({ ...noFilters, search: 'x', listId: id, tag: ' ' })).toBe(false)
  })

  it('sort by what an index has, and by anything where there are few', () => {
    expect(orderOf(null)).toBeNull()
    expect(orderOf({ key: 'name', descending: false })).toBeNull()
    expect(orderOf({ key: 'name', descending: true })).toEqual([{ lastName: 'DESC' }, { firstName: 'DESC' }])
    expect(orderOf({ key: 'activities', descending: false })).toEqual([{ activityCount: 'ASC' }])
    expect(canSort('email', 100_001, false)).toBe(false)
    expect(canSort('email', 100_000, false)).toBe(true)
    expect(canSort('email', 1_000_000, true)).toBe(true)
    expect(canSort('name', 1_000_000, false)).toBe(true)
  })
})

describe('a selection', () => {
  const all = { where: null, search: null, listId: null }
  it('is of ids, or of all that match less some', () => {
    const two = withThese(only(['a']), ['b', 'a'])
    expect([...(two as { ids: Set<string> }).ids]).toEqual(['a', 'b'])
    expect(has(toggledOne(two, 'a'), 'a')).toBe(false)
    const most = toggledOne(everybody, 'a')
    expect([has(most, 'a'), has(most, 'b'), countOf(most, 10), countOf(most, null)]).toEqual([false, true, 9, null])
    expect(withThese(most, ['a'])).toEqual(everybody)
  })

  it('is sent as what matches, never as a list of ids', () => {
    expect(inputOf(only(['a']), { ...all, search: 'x' })).toEqual({ ids: ['a'] })
    expect(inputOf(everybody, all)).toEqual({ all: true })
    expect(inputOf(everybody, { where: { status: { eq: 'ACTIVE' } }, search: 'x', listId: 'l' })).toEqual({ where: { status: { eq: 'ACTIVE' } }, search: 'x', listId: 'l' })
    expect(inputOf(toggledOne(everybody, 'a'), { ...all, listId: 'l' })).toEqual({ listId: 'l', exceptIds: ['a'] })
    expect(inputOf(toggledOne(everybody, 'a'), all)).toEqual({ all: true, exceptIds: ['a'] })
  })

  it('says how much of all it is', () => {
    expect(markOf(nobody, 5)).toBe('none')
    expect(markOf(only(['a']), 5)).toBe('some')
    expect(markOf(only(['a']), 1)).toBe('all')
    expect(markOf(everybody, null)).toBe('all')
    expect(markOf(toggledOne(everybody, 'a'), 5)).toBe('some')
  })
})
