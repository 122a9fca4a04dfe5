/** What happened among the contacts of one bucket since the last word about it: ids. */
export interface BucketChange {
  bucket: string
  entered: string[]
  changed: string[]
  left: string[]
  /** Too many to be named: any contact of the bucket may be concerned. */
  many: boolean
}

/** `contactsChanged`. */
export interface ContactsChange {
  buckets: BucketChange[]
}

/** `listsChanged`: ids. */
export interface ListsChange {
  created: string[]
  changed: string[]
  deleted: string[]
}

/**
 * True when a row that is shown may not be as it was. Who came is no matter of the rows that are there: the count of
 * what is listed tells of them.
 */
export function concerns(change: ContactsChange, rows: readonly { id: string }[]): boolean {
  const shown = new Set(rows.map((row) => row.id))
  return change.buckets.some(({ entered, changed, left, many }) => many || [entered, changed, left].some((ids) => ids.some((id) => shown.has(id))))
}
