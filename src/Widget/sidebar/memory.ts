import type { Row, Scope } from './contact-pages'

/**
 * What memory holds of a scope while the server is away: the rows as they were shown, or those of the list that the
 * typed words fit to. Null when the list has never been shown.
 */
export function recall(memory: Iterable<{ scope: Scope; rows: Row[] }>, { listId, search }: Scope): Row[] | null {
  const all = [...memory].filter(({ scope }) => scope.listId === listId)
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase().split(/[^\p{L}\p{N}@+]+/u).filter(Boolean)
  const typed = plain(search)
  const exact = all.find(({ scope }) => plain(scope.search).join() === typed.join())
  if (exact || !all.length) return exact?.rows ?? null
  const rows = new Map(all.flatMap((one) => one.rows).map((row) => [row.id, row]))
  return [...rows.values()].filter((row) => {
    const words = plain([row.fullName, row.email, row.phone, row.mobile, row.account?.name, row.title].join(' '))
    return typed.every((beginning) => words.some((word) => word.startsWith(beginning)))
  })
}
