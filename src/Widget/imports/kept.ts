import type { Client } from '../api/client'
import { KeptNamesDocument } from '../api/gen/documents'
import type { ImportsApi, Kept, Run } from '../api/imports'

/** Whom an undo has left as they are: their names as far as the viewer sees them. */
export interface KeptPerson extends Kept {
  name: string | null
}

/** Without names, or without any of it, what is there is still shown. */
export async function readKept(api: ImportsApi, client: Client, run: Run): Promise<KeptPerson[]> {
  const kept = await api.kept(run.id).catch(() => [])
  const known = await client.query(KeptNamesDocument, { ids: kept.map((one) => one.contact) }).then((data) => data.contacts?.nodes ?? [], () => [])
  return kept.map((one) => ({ ...one, name: known.find((contact) => contact.id === one.contact)?.fullName ?? null }))
}
