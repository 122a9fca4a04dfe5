import type { ImportRun } from '../embed/events'
import type { Client } from './client'

/** A run as the elements know it, whichever way it came: REST writes snake_case, the hub camelCase. What hosts are told of it, and more. */
export interface Run extends ImportRun {
  /** Rows a second. */
  rowsPerSecond: number | null
  /** Seconds left, when the server says. */
  etaSeconds: number | null
  errorToken: string | null
  message: string | null
  /** True of one that only tells what would be done. */
  dryRun: boolean
  /** What it is doing; `undoing` while it is taken back. */
  phase: string
  /** Contacts that were taken back, and those that stay as they are. */
  takenBack: number
  kept: number
}

export interface Column {
  index: number
  header: string
  samples: string[]
  target: string | null
  confidence: number
  /** Why this target, or none: `alias`, `values`, `import_map`, `custom_field_gone`, … */
  reason?: string | null
}

export interface Preview {
  staged: string
  has_header: boolean
  encoding: string
  delimiter: string
  columns: Column[]
  rows: string[][]
  total_rows: number | null
  /** The saved mapping that fits the header. */
  import_map?: string | null
}

export const matchKeys = ['email', 'phone', 'mobile', 'external_crm_id'] as const
export type MatchKey = (typeof matchKeys)[number]

/** Which list the rows' contacts join: none, one that there is (id), or a new one (name). */
export interface IntoList {
  mode: 'none' | 'existing' | 'new'
  list: string
}

export interface ImportOptions {
  /** What a preview has staged, or the file itself: an import takes a staged one up, a dry run leaves it. */
  source: string | File
  /** Target per column, in column order; null ignores it. */
  mapping: (string | null)[]
  matchKeys: MatchKey[]
  onDuplicate: 'update' | 'skip'
  into: IntoList
  dryRun: boolean
  /** Other options of the route, as it calls them. */
  more?: Record<string, string>
}

/** A contact that an undo leaves as it is. */
export interface Kept {
  contact: string
  reason: string
}

export const ended = (run: Run) => !['queued', 'running'].includes(run.status)

/** Being taken back, or waiting for it. */
export const undoing = (run: Run) => run.phase === 'undoing' && !ended(run)

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
    dryRun: !!get('dryRun'),
    phase: String(get('phase') ?? '').toLowerCase(),
    takenBack: number('takenBack'),
    kept: number('kept'),
  }
}

/** The import routes of one tenant. */
export class ImportsApi {
  constructor(readonly client: Client, readonly tenant: string) {}

  /** Stages the file and suggests a mapping; writes no contact. */
  async preview(source: File | string, signal?: AbortSignal, more?: Record<string, string>): Promise<Preview> {
    const form = formOf(more)
    form.set(typeof source === 'string' ? 'staged' : 'file', source)
    return (await this.#call('import-preview', { method: 'POST', body: form, signal })).json()
  }

  /** Starts a run; answers at once. @param key names the request: sent again, it is the same run */
  async start({ source, mapping, matchKeys, onDuplicate, into, dryRun, more }: ImportOptions, key: string): Promise<Run> {
    const form = formOf(more)
    form.set('mapping_json', JSON.stringify(mapping))
    form.set('match_keys', matchKeys.join())
    form.set('on_duplicate', onDuplicate)
    form.set('dry_run', String(dryRun))
    if (mapping.includes('_list')) form.set('list_mode', 'per_row')
    else if (into.mode !== 'none') {
      form.set('list_mode', into.mode)
      form.set('list', into.list)
    }
    // The file last: options that are refused are refused before it is sent.
    form.set(typeof source === 'string' ? 'staged' : 'file', source)
    const headers = { Prefer: 'respond-async', 'Idempotency-Key': key }
    return readRun(await (await this.#call('import', { method: 'POST', body: form, headers })).json())
  }

  async run(id: string): Promise<Run> {
    return readRun(await (await this.#call('imports/' + id)).json())
  }

  async cancel(id: string): Promise<void> {
    await this.#call(`imports/${id}/cancel`, { method: 'POST' })
  }

  /** Takes a run back, as a run of its own. */
  async undo(id: string): Promise<Run> {
    return readRun(await (await this.#call(`imports/${id}/undo`, { method: 'POST', headers: { Prefer: 'respond-async' } })).json())
  }

  /** The first of those that an undo has left as they are. */
  async kept(id: string): Promise<Kept[]> {
    return (await (await this.#call(`imports/${id}/kept?limit=20`)).json()).kept
  }

  /** The failing rows in the file's own columns. The token in the route is no credential: the bearer goes along. */
  errorRows(run: Run): Promise<Response> {
    return this.#call('import-errors?token=' + encodeURIComponent(run.errorToken!))
  }

  #call(path: string, init?: RequestInit) {
    return this.client.rest(`api/crm-contacts/${encodeURIComponent(this.tenant)}/${path}`, init)
  }
}

function formOf(fields = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries<string>(fields)) form.set(name, value)
  return form
}
