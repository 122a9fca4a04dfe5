import type { Client } from './client'

/** A run as the elements know it, whichever way it came: REST writes snake_case, the hub camelCase. */
export interface Run {
  id: string
  status: 'queued' | 'running' | 'completed' | 'cancelled' | 'failed' | 'undone'
  fileName: string | null
  rows: number
  imported: number
  updated: number
  unchanged: number
  skipped: number
  errors: number
  totalRows: number | null
  /** Rows a second. */
  rowsPerSecond: number | null
  /** Seconds left, when the server says. */
  etaSeconds: number | null
  errorToken: string | null
  message: string | null
}

export interface Column {
  index: number
  header: string
  samples: string[]
  target: string | null
  confidence: number
}

export interface Preview {
  staged: string
  encoding: string
  delimiter: string
  columns: Column[]
  rows: string[][]
  total_rows: number | null
}

export interface ImportOptions {
  staged: string
  /** Target per column, in column order; null ignores it. */
  mapping: (string | null)[]
  onDuplicate: 'update' | 'skip'
  listId: string | null
}

export const ended = (run: Run) => !['queued', 'running'].includes(run.status)

/** The sum that the server promises to hold at every moment. */
export const countsOf = (run: Run) => ['imported', 'updated', 'unchanged', 'skipped', 'errors'].map((name) => [name, run[name as 'errors']] as const)

/** Reads a run in either spelling. */
export function readRun(raw: Record<string, any>): Run {
  const get = (name: string) => raw[name] ?? raw[name.replace(/[A-Z]/g, (letter) => '_' + letter.toLowerCase())] ?? null
  const number = (name: string) => Number(get(name) ?? 0)
  return {
    id: raw.id,
    status: String(raw.status).toLowerCase() as Run['status'],
    fileName: get('fileName'),
    rows: number('rows'),
    imported: number('imported'),
    updated: number('updated'),
    unchanged: number('unchanged'),
    skipped: number('skipped'),
    errors: number('errors'),
    totalRows: get('totalRows'),
    rowsPerSecond: get('rowsPerSecond'),
    etaSeconds: get('etaSeconds'),
    errorToken: get('errorToken'),
    message: get('message'),
  }
}

/** The import routes of one tenant. */
export class ImportsApi {
  constructor(readonly client: Client, readonly tenant: string) {}

  /** Stages the file and suggests a mapping; writes no contact. */
  async preview(file: File, signal?: AbortSignal): Promise<Preview> {
    const form = new FormData()
    form.set('file', file)
    return (await this.#call('import-preview', { method: 'POST', body: form, signal })).json()
  }

  /** Starts a run from what a preview has staged; answers at once. */
  async start({ staged, mapping, onDuplicate, listId }: ImportOptions, key: string): Promise<Run> {
    const form = new FormData()
    form.set('staged', staged)
    form.set('mapping_json', JSON.stringify(mapping))
    form.set('on_duplicate', onDuplicate)
    if (listId) {
      form.set('list_mode', 'existing')
      form.set('list', listId)
    }
    const headers = { Prefer: 'respond-async', 'Idempotency-Key': key }
    return readRun(await (await this.#call('import', { method: 'POST', body: form, headers })).json())
  }

  async run(id: string): Promise<Run> {
    return readRun(await (await this.#call('imports/' + id)).json())
  }

  async cancel(id: string): Promise<void> {
    await this.#call(`imports/${id}/cancel`, { method: 'POST' })
  }

  /** The failing rows in the file's own columns. The token in the route is no credential: the bearer goes along. */
  async errorFile(run: Run): Promise<Blob> {
    return (await this.#call('import-errors?token=' + encodeURIComponent(run.errorToken!))).blob()
  }

  #call(path: string, init?: RequestInit) {
    return this.client.rest(`api/crm-contacts/${encodeURIComponent(this.tenant)}/${path}`, init)
  }
}
