import type { Column } from '../api/imports'

/** Target fields in the order in which they are offered; each with its words in English and German. */
const names: Record<string, [en: string, de: string]> = {
  first_name: ['First name', 'Vorname'],
  last_name: ['Last name', 'Nachname'],
  _full_name: ['Full name', 'Ganzer Name'],
  email: ['E-mail', 'E-Mail'],
  phone: ['Phone', 'Telefon'],
  mobile: ['Mobile', 'Mobil'],
  title: ['Title', 'Position'],
  department: ['Department', 'Abteilung'],
  _account: ['Company', 'Firma'],
  status: ['Status', 'Status'],
  source: ['Source', 'Quelle'],
  _tag: ['Tags', 'Schlagwörter'],
  _list: ['Lists', 'Listen'],
  notes: ['Notes', 'Notizen'],
  preferred_channel: ['Preferred channel', 'Bevorzugter Kanal'],
  language: ['Language', 'Sprache'],
  timezone: ['Time zone', 'Zeitzone'],
  visibility: ['Visible to', 'Sichtbar für'],
  assigned_queue: ['Queue', 'Warteschlange'],
  assigned_to: ['Assigned to', 'Zugewiesen an'],
  external_crm_id: ['External id', 'Externe Nummer'],
  external_crm_provider: ['External CRM', 'Externes CRM'],
}

/** Suggested when a file has such a column; not offered by itself. */
const rare: Record<string, [string, string]> = { _id: ['Our id', 'Unsere Nummer'] }

/** A custom field, as far as a column can go there. */
export interface CustomTarget {
  key: string
  name: string
}

/** @param customs the fields whose names are known */
export function targetName(target: string, lang: string, customs: CustomTarget[] = []) {
  const name = names[target] ?? rare[target]
  const key = target.replace(/^custom:/, '')
  return name?.[lang.toLowerCase().startsWith('de') ? 1 : 0] ?? customs.find((field) => field.key === key)?.name ?? key.replaceAll('_', ' ')
}

/** What can be chosen: all of ours, and whatever else the server has suggested for this file. */
export function targetsFor(columns: Column[]) {
  return [...new Set([...Object.keys(names), ...columns.flatMap((column) => column.target ?? [])])]
}

/** Targets that several columns claim; each may be used once. */
export function claimedTwice(mapping: (string | null)[]) {
  return mapping.filter((target, at) => target && mapping.indexOf(target) !== at) as string[]
}

/** A person needs a name; an id of ours finds one that has it already. */
export function lacksName(mapping: (string | null)[]) {
  const has = (target: string) => mapping.includes(target)
  return !has('_id') && !has('_full_name') && !(has('first_name') && has('last_name'))
}

/** The first filled cells of a column, as parsed. @param most how many rows are looked at */
export function samplesOf(column: Column, rows: string[][], most = 3) {
  return rows.slice(0, most).map((row) => row[column.index] ?? '')
}

/** A suggestion's confidence in a word: from .9 on it is sure, below .75 it wants a second look. */
export function certainty(confidence: number): 'sure' | 'likely' | 'checkThis' {
  return confidence >= 0.9 ? 'sure' : confidence >= 0.75 ? 'likely' : 'checkThis'
}
