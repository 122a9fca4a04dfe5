import { ImportsApi, type Run } from '../api/imports'
import { bare, guarded, readCsv, writeCsv } from './csv'

/** A row that did not go in. */
export interface FailingRow {
  /** Its number in the file, the first below the header being 1. */
  row: number
  cells: string[]
  codes: string[]
  message: string
}

export interface Failing {
  header: string[]
  rows: FailingRow[]
  /** There are more than were read. */
  more: boolean
}

/** The server adds these behind the file's own columns. */
const added = 3

/** What the file of the failing rows says. @param cut the text ends anywhere, and its last row may be half */
export function failingOf(text: string, cut: boolean, most: number): Failing {
  const [head = [], ...all] = readCsv(text)
  const whole = cut ? all.slice(0, -1) : all
  const rows = whole.slice(0, most).map((cells): FailingRow => {
    const [row, codes, message] = cells.slice(-added)
    return { row: Number(row), cells: cells.slice(0, -added).map(bare), codes: (codes ?? '').split(' ').filter(Boolean), message: bare(message ?? '') }
  })
  return { header: head.slice(0, -added).map(bare), rows, more: cut || whole.length > most }
}

/** The first failing rows of a run: no more of their file is read than that. */
export async function readFailing(api: ImportsApi, run: Run, most: number): Promise<Failing> {
  const reader = (await api.errorRows(run)).body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  let ends = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return failingOf(text, false, most)
    text += value
    ends += value.split('\n').length - 1
    // Line ends within quotes are counted too: twice as many are sure to be enough for most files, and the rest is only fewer rows.
    if (ends > most * 2 + 20) break
  }
  await reader.cancel()
  return failingOf(text, true, most)
}

/** A file of corrected rows, in the columns of the file that they come from. */
export const correctedFile = (header: string[], rows: readonly string[][], name: string) =>
  new File([writeCsv([header.map(guarded), ...rows.map((cells) => cells.map(guarded))])], name, { type: 'text/csv' })

export interface Cause {
  code: string
  count: number
  /** What the server says of the first of them. */
  message: string
  /** The numbers of some of its rows. */
  rows: number[]
}

/** Why rows would not go in: the most frequent cause first. */
export function causesOf(rows: readonly FailingRow[]): Cause[] {
  const causes = new Map<string, Cause>()
  for (const { row, codes, message } of rows) {
    for (const code of codes) {
      const cause = causes.get(code) ?? { code, count: 0, message, rows: [] }
      cause.count++
      if (cause.rows.length < 5) cause.rows.push(row)
      // The sentence of a row with one fault is about this one.
      if (codes.length === 1 && cause.count > 1 && cause.message.length > message.length) cause.message = message
      causes.set(code, cause)
    }
  }
  return [...causes.values()].sort((one, other) => other.count - one.count)
}

/** Whose cell is at fault, by the cause. */
const blamed: Record<string, string[]> = {
  required: ['first_name', 'last_name', '_full_name'],
  assigned_to_required: ['assigned_to'],
  assigned_queue_required: ['assigned_queue'],
  agent_unknown: ['assigned_to'],
  agent_ambiguous: ['assigned_to'],
  queue_unknown: ['assigned_queue'],
  queue_ambiguous: ['assigned_queue'],
  ambiguous_match: ['email', 'phone', 'mobile', 'external_crm_id'],
  id_invalid: ['_id'],
}

/** True when a cell of this target may be what is wrong with a row. */
export const isBlamed = (target: string, codes: readonly string[]) =>
  codes.some((code) => (blamed[code] ? blamed[code].includes(target) : code.startsWith(target + '_') || (target.startsWith('custom:') && /^(number|date|checkbox|option)_/.test(code))))
