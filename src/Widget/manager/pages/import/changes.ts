import { WizardMatchesDocument, type ContactFilterInput, type WizardMatchesQuery } from '../../../api/gen/documents'
import type { Client } from '../../../api/client'
import type { MatchKey, Preview } from '../../../api/imports'
import { known, fixed } from './values'

export type Matched = NonNullable<NonNullable<WizardMatchesQuery['contacts']>['nodes']>[number]

export interface Change {
  name: string
  /** The row of the file, the first being 1. */
  row: number
  fields: { target: string; before: string; after: string }[]
}

const digits = (text: string) => text.replace(/\D/g, '')

const fieldOf: Record<string, (contact: Matched) => string | null | undefined> = {
  first_name: (contact) => contact.firstName,
  last_name: (contact) => contact.lastName,
  email: (contact) => contact.email,
  phone: (contact) => contact.phone,
  mobile: (contact) => contact.mobile,
  title: (contact) => contact.title,
  department: (contact) => contact.department,
  _account: (contact) => contact.account?.name,
  status: (contact) => contact.status,
  source: (contact) => contact.source,
  visibility: (contact) => contact.visibility,
  preferred_channel: (contact) => contact.preferredChannel,
  language: (contact) => contact.language,
  timezone: (contact) => contact.timezone,
  notes: (contact) => contact.notes,
  external_crm_id: (contact) => contact.externalCrmId,
  external_crm_provider: (contact) => contact.externalCrmProvider,
}

function same(target: string, before: string, after: string, contact: Matched): boolean {
  if (before === after) return true
  if (target === '_account') return before.toLocaleLowerCase() === after.toLocaleLowerCase()
  if (target !== 'phone' && target !== 'mobile') return false
  const [number, whole] = [digits(after).replace(/^0+/, ''), digits((target === 'phone' ? contact.phoneE164 : contact.mobileE164) ?? before)]
  return number.length > 4 && whole.endsWith(number)
}

/**
 * What rows would change about those whom they belong to, field by field.
 * @param mean what a cell of a target with fixed values stands for
 */
export function changesOf(rows: readonly string[][], mapping: readonly (string | null)[], keys: readonly MatchKey[], contacts: readonly Matched[], clear: boolean, mean: (target: string, cell: string) => string): Change[] {
  const cell = (row: readonly string[], target: string) => (row[mapping.indexOf(target)] ?? '').trim()
  return rows.flatMap((row, at) => {
    const [email, external] = [keys.includes('email') ? cell(row, 'email').toLocaleLowerCase() : '', keys.includes('external_crm_id') ? cell(row, 'external_crm_id') : '']
    const mine = contacts.filter((one) => (email && one.email?.toLocaleLowerCase() === email) || (external && one.externalCrmId === external))
    if (mine.length !== 1) return []
    const [contact] = mine as [Matched]
    const fields = mapping.flatMap((target) => {
      const read = target && fieldOf[target]
      if (!read) return []
      const [before, raw] = [read(contact) ?? '', cell(row, target)]
      if (!raw && !clear) return []
      const after = fixed[target] ? mean(target, raw) : raw
      return same(target, before, after, contact) ? [] : [{ target, before, after }]
    })
    return fields.length ? [{ name: contact.fullName, row: at + 1, fields }] : []
  })
}

/** Asks for those whom the first rows belong to. */
export async function matched(client: Client, preview: Preview, mapping: readonly (string | null)[], keys: readonly MatchKey[]): Promise<Matched[]> {
  const column = (target: string) => preview.rows.map((row) => (row[mapping.indexOf(target)] ?? '').trim()).filter(Boolean)
  const or: ContactFilterInput[] = []
  const [emails, externals] = [column('email'), column('external_crm_id')]
  if (keys.includes('email') && emails.length) or.push({ email: { in: emails } })
  if (keys.includes('external_crm_id') && externals.length) or.push({ externalCrmId: { in: externals } })
  if (!or.length) return []
  return (await client.query(WizardMatchesDocument, { where: { or } })).contacts?.nodes ?? []
}

/** The code of a cell as the server reads it. */
export const codeOf = (target: string, cell: string) => known(target, cell, fixed[target] ?? []) ?? cell
