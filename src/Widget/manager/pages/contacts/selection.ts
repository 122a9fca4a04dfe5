import type { ContactSelectionInput } from '../../../api/gen/documents'
import type { Wanted } from './grid-pages'

/** So many ids are taken at once by the server. */
export const mostIds = 10_000

/** Who is chosen: these, or all that match but these. It outlives scrolling, sorting and what others do. */
export type Selection = { all: false; ids: ReadonlySet<string> } | { all: true; except: ReadonlySet<string> }

export const nobody: Selection = { all: false, ids: new Set() }
export const everybody: Selection = { all: true, except: new Set() }

export const has = (selection: Selection, id: string) => (selection.all ? !selection.except.has(id) : selection.ids.has(id))

export const only = (ids: Iterable<string>): Selection => ({ all: false, ids: new Set(ids) })

/** These too. */
export function withThese(selection: Selection, ids: Iterable<string>): Selection {
  if (!selection.all) return only([...selection.ids, ...ids])
  const except = new Set(selection.except)
  for (const id of ids) except.delete(id)
  return { all: true, except }
}

export function toggledOne(selection: Selection, id: string): Selection {
  const set = new Set(selection.all ? selection.except : selection.ids)
  if (!set.delete(id)) set.add(id)
  return selection.all ? { all: true, except: set } : { all: false, ids: set }
}

/** How many are chosen of so many that match; null while that is not known. */
export function countOf(selection: Selection, total: number | null): number | null {
  if (!selection.all) return selection.ids.size
  return total === null ? null : Math.max(0, total - selection.except.size)
}

export function markOf(selection: Selection, total: number | null): 'none' | 'some' | 'all' {
  const count = countOf(selection, total)
  return count === 0 ? 'none' : count !== null && count === total ? 'all' : selection.all && !selection.except.size ? 'all' : 'some'
}

/** As a mutation takes it: all that match are named by what they match, never one by one. */
export function inputOf(selection: Selection, { where, search, listId }: Pick<Wanted, 'where' | 'search' | 'listId'>): ContactSelectionInput {
  if (!selection.all) return { ids: [...selection.ids] }
  const exceptIds = selection.except.size ? { exceptIds: [...selection.except] } : {}
  if (!where && !search && !listId) return { all: true, ...exceptIds }
  return { ...(where ? { where } : {}), ...(search ? { search } : {}), ...(listId ? { listId } : {}), ...exceptIds }
}
