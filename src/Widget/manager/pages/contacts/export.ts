import type { Client } from '../../../api/client'
import type { Wanted } from './grid-pages'
import type { Selection } from './selection'

/** An address is no longer than the server takes: so many ids at once. */
const idsAtOnce = 120

/** The file of those who are chosen, with every column that an import takes in again. @throws Problem */
export async function exported(client: Client, tenant: string, selection: Selection, { where, search, listId }: Wanted): Promise<Blob> {
  const read = async (filter: object | null, search: string | null = null, list: string | null = null) => {
    const query = new URLSearchParams()
    if (filter) query.set('where', JSON.stringify(filter))
    if (search) query.set('search', search)
    if (list) query.set('list', list)
    return (await client.rest(`api/crm-contacts/${encodeURIComponent(tenant)}/export${query.size ? '?' + query : ''}`)).blob()
  }
  if (selection.all) {
    const except = [...selection.except]
    const filter = except.length ? { and: [...(where ? [where] : []), { id: { nin: except } }] } : where
    return read(filter, search, listId)
  }
  const ids = [...selection.ids]
  const parts: Blob[] = []
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const part = await read({ id: { in: ids.slice(at, at + idsAtOnce) } })
    parts.push(at ? await withoutHead(part) : part)
  }
  return new Blob(parts, { type: 'text/csv' })
}

/** What follows the first line: names of columns are never broken over two. */
async function withoutHead(part: Blob) {
  const text = await part.text()
  return new Blob([text.slice(text.indexOf('\n') + 1)])
}

/** Hands a file to the browser. */
export function save(file: Blob, name: string) {
  const url = URL.createObjectURL(file)
  Object.assign(document.createElement('a'), { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
