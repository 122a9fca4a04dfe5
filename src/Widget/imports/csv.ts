/** The rows of a CSV as our server writes it: commas, RFC 4180, with or without a byte order mark. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; at++) {
    const sign = text[at]!
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') cell += text[++at]
      else quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === ',') {
      row.push(cell)
      cell = ''
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at++
      rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += sign
  }
  if (row.length || cell) rows.push([...row, cell])
  return rows
}

/** The same the other way; cells that hold a comma, a quote or a line end stand in quotes. */
export const writeCsv = (rows: readonly (readonly string[])[]) => rows.map((row) => row.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',') + '\r\n').join('')

/** Cells that a spreadsheet would run as a formula bear an apostrophe in the files that the server writes, and lose one in those that it reads. */
export const bare = (cell: string) => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)
export const guarded = (cell: string) => (/^'*[=+\-@\t\r]/.test(cell) ? "'" + cell : cell)
