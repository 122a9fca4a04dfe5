import type { Row } from './contact-pages'

/** The letter that a row stands under: of the last name, without its accents; `#` for what has no letter. */
export function letterOf(row: Pick<Row, 'lastName' | 'firstName'>) {
  const first = [...(row.lastName || row.firstName).trim().normalize('NFD')][0] ?? ''
  return /\p{L}/u.test(first) ? first.toLocaleUpperCase() : '#'
}

/** Neighbours with one letter, in the order of the server: the sorting is its own, a letter may come twice. */
export function groups(rows: Row[]) {
  const all: { letter: string; rows: Row[] }[] = []
  for (const row of rows) {
    const letter = letterOf(row)
    if (all.at(-1)?.letter === letter) all.at(-1)!.rows.push(row)
    else all.push({ letter, rows: [row] })
  }
  return all
}
