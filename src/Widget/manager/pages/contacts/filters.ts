import type { ContactFilterInput, ContactSortInput, ContactSource, ContactStatus } from '../../../api/gen/documents'
import type { GridSort } from '../../grid/grid'

/** What the bar above the grid says, as it stands in the address. */
export interface Filters {
  listId: string | null
  search: string
  status: ContactStatus[]
  source: ContactSource[]
  accountId: string | null
  /** With activities, without, or either. */
  active: boolean | null
  /** Part of a tag. */
  tag: string
  /** What was put together in the builder. */
  where: ContactFilterInput | null
  sort: GridSort | null
}

export const statuses: readonly ContactStatus[] = ['ACTIVE', 'INACTIVE', 'DO_NOT_CONTACT']
export const sources: readonly ContactSource[] = ['WEB_FORM', 'REFERRAL', 'TRADE_SHOW', 'COLD_CALL', 'WEBSITE', 'IMPORT', 'DIRECTORY_IMPORT', 'API', 'MANUAL', 'SOCIAL_MEDIA', 'LEAD_CONVERSION']

export const noFilters: Filters = { listId: null, search: '', status: [], source: [], accountId: null, active: null, tag: '', where: null, sort: null }

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Reads an address; what makes no sense in it is passed over. */
export function filtersOf(query: URLSearchParams): Filters {
  const some = <T extends string>(name: string, all: readonly T[]) => {
    const said = (query.get(name) ?? '').split(',')
    return all.filter((one) => said.includes(one))
  }
  const id = (name: string) => (uuid.test(query.get(name) ?? '') ? query.get(name) : null)
  const sort = query.get('sort')
  return {
    listId: id('list'),
    search: query.get('q') ?? '',
    status: some('status', statuses),
    source: some('source', sources),
    accountId: id('account'),
    active: { yes: true, no: false }[query.get('activities') ?? ''] ?? null,
    tag: query.get('tag') ?? '',
    where: whereIn(query.get('where')),
    sort: sort ? { key: sort.replace(/^-/, ''), descending: sort.startsWith('-') } : null,
  }
}

/** What the address says for filters; what is as usual is left out. */
export function queryOf(filters: Filters): URLSearchParams {
  const query = new URLSearchParams()
  const set = (name: string, value: string | null | false) => value && query.set(name, value)
  set('list', filters.listId)
  set('q', filters.search)
  set('status', filters.status.join())
  set('source', filters.source.join())
  set('account', filters.accountId)
  set('activities', filters.active !== null && (filters.active ? 'yes' : 'no'))
  set('tag', filters.tag)
  set('where', filters.where && JSON.stringify(filters.where))
  set('sort', filters.sort && (filters.sort.descending ? '-' : '') + filters.sort.key)
  return query
}

/** The filter that the API takes; null when nothing is filtered. */
export function whereOf({ status, source, accountId, active, tag, where }: Filters): ContactFilterInput | null {
  const own: ContactFilterInput = {
    ...(status.length ? { status: { in: status } } : {}),
    ...(source.length ? { source: { in: source } } : {}),
    ...(accountId ? { accountId: { eq: accountId } } : {}),
    ...(active === null ? {} : { activityCount: active ? { gt: 0 } : { eq: 0 } }),
    ...(tag.trim() ? { tags: { some: { contains: tag.trim() } } } : {}),
  }
  if (!where) return Object.keys(own).length ? own : null
  return Object.keys(own).length ? { and: [own, where] } : where
}

/** True when something in the bar narrows what a list shows. */
export const isFiltered = (filters: Filters) => whereOf(filters) !== null

const orders: Record<string, (keyof ContactSortInput)[]> = { name: ['lastName', 'firstName'], assignedTo: ['assignedToId'], queue: ['assignedQueueId'], activities: ['activityCount'] }
const indexed = ['name', 'createdAt', 'lastActivityAt']
/** Past so many contacts the server sorts by an index or not at all. */
export const mostSorted = 100_000

/** The order that the API takes; null is the usual one, by name. */
export function orderOf(sort: GridSort | null): ContactSortInput[] | null {
  if (!sort || (sort.key === 'name' && !sort.descending)) return null
  const way = sort.descending ? 'DESC' : 'ASC'
  return (orders[sort.key] ?? [sort.key as keyof ContactSortInput]).map((field) => ({ [field]: way }))
}

/** Whether so many contacts can be sorted by a column now. A filter makes them no fewer: the server would look at each. */
export const canSort = (key: string, among: number, searched: boolean) => indexed.includes(key) || searched || among <= mostSorted

function whereIn(text: string | null): ContactFilterInput | null {
  try {
    const where: unknown = JSON.parse(text ?? 'null')
    return where && typeof where === 'object' && !Array.isArray(where) && Object.keys(where).length ? where : null
  } catch {
    return null
  }
}
