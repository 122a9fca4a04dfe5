import { matchKeys, type IntoList, type MatchKey, type Preview } from '../api/imports'
import { claimedTwice, lacksName } from './targets'

/** How a file is to be imported, as somebody has it before them. */
export interface Plan {
  mapping: (string | null)[]
  matchKeys: MatchKey[]
  onDuplicate: 'update' | 'skip'
  into: IntoList
}

/** What a preview suggests. @param listId the static list behind the window, or null */
export const planOf = (preview: Preview, listId: string | null): Plan => ({
  mapping: preview.columns.map((column) => column.target),
  matchKeys: ['email', 'external_crm_id'],
  onDuplicate: 'update',
  into: listId ? { mode: 'existing', list: listId } : { mode: 'none', list: '' },
})

/** Keys whose column is mapped: by others nobody can be recognised. */
export const usableKeys = ({ mapping }: Plan) => matchKeys.filter((key) => mapping.includes(key))

export type Fault = 'needsName' | 'needsKey' | 'needsListName' | 'twice'

/** Why this plan cannot be started. */
export function faultsOf(plan: Plan): Fault[] {
  const faults: Fault[] = []
  if (lacksName(plan.mapping)) faults.push('needsName')
  if (claimedTwice(plan.mapping).length) faults.push('twice')
  if (!plan.matchKeys.length) faults.push('needsKey')
  if (plan.into.mode === 'new' && !plan.into.list.trim() && !plan.mapping.includes('_list')) faults.push('needsListName')
  return faults
}

