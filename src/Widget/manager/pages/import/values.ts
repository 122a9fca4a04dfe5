import type { Preview } from '../../../api/imports'

/** Targets that take one of a few values, with their codes. */
export const fixed: Record<string, readonly string[]> = {
  status: ['ACTIVE', 'INACTIVE', 'DO_NOT_CONTACT'],
  source: ['WEB_FORM', 'REFERRAL', 'TRADE_SHOW', 'COLD_CALL', 'WEBSITE', 'IMPORT', 'DIRECTORY_IMPORT', 'API', 'MANUAL', 'SOCIAL_MEDIA', 'LEAD_CONVERSION'],
  visibility: ['ALL', 'QUEUE', 'OWNER'],
  preferred_channel: ['PHONE', 'MOBILE', 'EMAIL', 'SMS', 'WHATSAPP'],
}

/** A custom field, with the options of a dropdown. */
export interface FixedField {
  key: string
  name: string
  kind: string
  options: readonly string[]
}

/** What may stand in a column of this target; null where anything may. */
export function codesOf(target: string | null, customs: readonly FixedField[]): readonly string[] | null {
  if (!target) return null
  const custom = target.startsWith('custom:') ? customs.find(({ key }) => 'custom:' + key === target) : undefined
  return fixed[target] ?? (custom?.kind === 'DROPDOWN' ? custom.options : null)
}

const plain = (text: string) => text.toLocaleLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** What the server takes a cell for by itself: code or label, in any case and with any punctuation. Options: as they are written, case aside. */
export const known = (target: string, cell: string, codes: readonly string[]) =>
  codes.find((code) => (target.startsWith('custom:') ? code.toLocaleLowerCase() === cell.trim().toLocaleLowerCase() : plain(code) === plain(cell)))

/** By target and cell. An empty value: the cell says nothing. */
export type Values = Record<string, Record<string, string>>

const lower = (text: string) => text.trim().toLocaleLowerCase()

/** What was chosen for a cell, or for one that differs by its case only: the server takes them for the same. */
export function chosenFor(all: Record<string, string> | undefined, cell: string): string | undefined {
  return all?.[cell] ?? Object.entries(all ?? {}).find(([one]) => lower(one) === lower(cell))?.[1]
}

/** What a cell would be: by choice, as the server reads it, or by our own word for it; undefined: its rows would fail. */
export function meaning(values: Values, target: string, cell: string, codes: readonly string[], word: (code: string) => string): string | undefined {
  return chosenFor(values[target], cell) ?? known(target, cell, codes) ?? codes.find((code) => plain(word(code)) === plain(cell))
}

/** The different cells of a column that are seen: those of the first rows, and those that a trial has stumbled over. */
export function cellsOf(preview: Preview, at: number, found: readonly string[] = []): string[] {
  const all = [...preview.columns[at]!.samples, ...preview.rows.map((row) => row[at] ?? ''), ...found].map((cell) => cell.trim())
  const first = new Map<string, string>()
  for (const cell of all) if (cell && !first.has(lower(cell))) first.set(lower(cell), cell)
  return [...first.values()]
}

/** What the server is told: whatever it does not read so by itself. */
export function toldValues(values: Values, mapping: readonly (string | null)[], preview: Preview, found: Record<string, string[]>, customs: readonly FixedField[], word: (target: string, code: string) => string): Values {
  const told: Values = {}
  mapping.forEach((target, at) => {
    const codes = codesOf(target, customs)
    if (!target || !codes) return
    const all = cellsOf(preview, at, [...(found[target] ?? []), ...Object.keys(values[target] ?? {})])
    const pairs = all.flatMap((cell) => {
      const code = meaning(values, target, cell, codes, (one) => word(target, one))
      return code === undefined || code === known(target, cell, codes) ? [] : [[cell, code] as const]
    })
    if (pairs.length) told[target] = Object.fromEntries(pairs)
  })
  return told
}
