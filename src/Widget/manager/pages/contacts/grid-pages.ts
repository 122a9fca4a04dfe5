import type { Client } from '../../../api/client'
import { GridPageDocument, GridTotalDocument, type ContactFilterInput, type ContactSortInput, type GridRowFragment } from '../../../api/gen/documents'
import { asProblem, wasAborted, type Problem } from '../../../api/problem'
import { blockSize, wayTo, type Mark } from './way'

export type GridRow = GridRowFragment

/** Which rows, in which order. */
export interface Wanted {
  where: ContactFilterInput | null
  search: string | null
  listId: string | null
  order: ContactSortInput[] | null
}

interface Block {
  rows: GridRow[]
  /** It is shown until what is asked for instead is there. */
  old: boolean
}

/** So many blocks are held; those that are farthest from the window go. Their cursors stay. */
const held = 120
/** Who jumps on and on is asked for no more often than this, and once more when it has been still for so long. In milliseconds. */
const between = 200
const still = 45
/** So many rows that were changed elsewhere are read anew at once. */
const most = 200

/**
 * The rows of a million, as far as they have been looked at: blocks of {@link blockSize} by their place, each by cursor from
 * the nearest that is known, so that nobody is met twice while others write. A jump asks for its block straight (`skip`).
 */
export class GridPages {
  /** How many there are; null while that is not known. */
  total: number | null = null
  problem: Problem | null = null
  /** True once the first rows of what is wanted are there. */
  ready = false
  wanted: Wanted = { where: null, search: null, listId: null, order: null }
  /** Goes up with everything that is to be drawn anew. */
  version = 0
  #blocks = new Map<number, Block>()
  #marks = new Map<number, Mark>()
  #asking = new Map<number, AbortController>()
  /** Blocks that are wanted wherever the window is. */
  readonly #kept = new Set<number>()
  #counting: AbortController | null = null
  #window: [number, number] = [0, 1]
  #jumped = -Infinity
  #timer: ReturnType<typeof setTimeout> | undefined
  #generation = 0

  constructor(readonly client: Client, readonly changed: () => void) {}

  /** How many rows the grid has room for: what is known, while the whole is not. */
  get count(): number {
    if (this.total !== null) return this.total
    const last = Math.max(-1, ...this.#blocks.keys())
    return last < 0 ? 0 : last * blockSize + this.#blocks.get(last)!.rows.length
  }

  get busy() {
    return this.#asking.size > 0
  }

  row = (index: number): GridRow | undefined => this.#blocks.get(Math.floor(index / blockSize))?.rows[index % blockSize]

  indexOf(id: string): number {
    for (const [block, { rows }] of this.#blocks) {
      const at = rows.findIndex((row) => row.id === id)
      if (at >= 0) return block * blockSize + at
    }
    return -1
  }

  /** Other rows, or the same ones anew. What is shown stays until they are there. @param total what is known of their number */
  async show(wanted: Wanted, total: number | null, keepPlace = false) {
    this.wanted = wanted
    this.#generation++
    this.end()
    this.#marks.clear()
    for (const block of this.#blocks.values()) block.old = true
    if (!keepPlace) this.#window = [0, 1]
    this.problem = null
    const [from, to] = this.#window
    const first = Math.floor(from / blockSize)
    const blocks = Array.from({ length: Math.floor(Math.max(from, to - 1) / blockSize) - first + 1 }, (_, at) => first + at)
    if (!keepPlace) this.ready = false
    const generation = this.#generation
    if (total !== null) void this.#count(total)
    await Promise.all(blocks.map((block) => this.#ask(block)))
    // Counting those whom a filter leaves looks at many: rows come before it.
    if (total === null && generation === this.#generation) await this.#count(null)
  }

  /** What is seen; what is missing of it, and of what is next to it, is asked for. */
  need(from: number, to: number) {
    const last = this.#window
    this.#window = [from, to]
    const jump = from > last[1] || to < last[0]
    clearTimeout(this.#timer)
    // A single jump is answered at once; who drags the scroll bar passes by most of it.
    const now = performance.now()
    if (jump && now - this.#jumped < between) this.#timer = setTimeout(() => this.#fill(), still)
    else this.#fill()
    if (jump && now - this.#jumped >= between) this.#jumped = now
  }

  /** The ids of a stretch of rows, which are read when they are not there. @throws Problem */
  async ids(from: number, to: number): Promise<string[]> {
    for (let block = Math.floor(from / blockSize); block * blockSize < to; block++) {
      if (this.#blocks.has(block) && !this.#blocks.get(block)!.old) continue
      this.#kept.add(block)
      await this.#ask(block).finally(() => this.#kept.delete(block))
      if (this.problem) throw this.problem
    }
    return Array.from({ length: to - from }, (_, at) => this.row(from + at)?.id).filter((id) => id !== undefined)
  }

  /** Reads rows that are here once more and puts them in their place; gives those that belong here no longer. */
  async patch(ids: readonly string[]): Promise<{ changed: string[]; gone: string[] }> {
    const here = ids.filter((id) => this.indexOf(id) >= 0).slice(0, most)
    if (!here.length) return { changed: [], gone: [] }
    const { where, search, listId } = this.wanted
    const only: ContactFilterInput = { id: { in: here } }
    const generation = this.#generation
    const { contacts } = await this.client.query(GridPageDocument, { first: most, where: where ? { and: [where, only] } : only, search, listId })
    if (generation !== this.#generation) return { changed: [], gone: [] }
    const rows = new Map((contacts?.nodes ?? []).map((row) => [row.id, row]))
    const changed: string[] = []
    for (const row of rows.values()) if (this.put(row)) changed.push(row.id)
    return { changed, gone: here.filter((id) => !rows.has(id)) }
  }

  /** Which of these belong to what is shown. */
  async matching(ids: readonly string[]): Promise<string[]> {
    const { where, search, listId } = this.wanted
    const only: ContactFilterInput = { id: { in: ids.slice(0, most) } }
    const { contacts } = await this.client.query(GridPageDocument, { first: most, where: where ? { and: [where, only] } : only, search, listId })
    return (contacts?.nodes ?? []).map(({ id }) => id)
  }

  /** Puts a row as it is now into its place; true when it is another than it was. */
  put(row: GridRow): boolean {
    for (const block of this.#blocks.values()) {
      const at = block.rows.findIndex((one) => one.id === row.id)
      if (at < 0) continue
      if (JSON.stringify(block.rows[at]) === JSON.stringify(row)) return false
      block.rows = block.rows.with(at, row)
      this.#tell()
      return true
    }
    return false
  }

  end() {
    clearTimeout(this.#timer)
    this.#counting?.abort()
    for (const request of this.#asking.values()) request.abort()
    this.#asking.clear()
  }

  #tell() {
    this.version++
    this.changed()
  }

  #fill() {
    const [from, to] = this.#window
    const last = this.total === null ? Infinity : Math.max(0, Math.ceil(this.total / blockSize) - 1)
    const [first, end] = [Math.floor(from / blockSize), Math.min(last, Math.floor(Math.max(from, to - 1) / blockSize))]
    const near = new Set<number>()
    for (let block = first; block <= end; block++) near.add(block)
    // The one that comes next, whichever way.
    if (from % blockSize < blockSize / 3 && first > 0) near.add(first - 1)
    if (to % blockSize > blockSize / 2 && end < last) near.add(end + 1)
    for (const [block, request] of this.#asking) if ((block < first - 2 || block > end + 2) && !this.#kept.has(block)) request.abort()
    for (const block of near) {
      const there = this.#blocks.get(block)
      if ((!there || there.old) && !this.#asking.has(block) && (this.total !== null || this.ready || !block)) void this.#ask(block)
    }
  }

  async #count(known: number | null) {
    if (known !== null) {
      this.total = known
      return this.#tell()
    }
    const counting = (this.#counting = new AbortController())
    const { where, search, listId } = this.wanted
    try {
      const { contacts } = await this.client.query(GridTotalDocument, { where, search, listId }, counting.signal)
      if (counting.signal.aborted) return
      this.total = contacts?.totalCount ?? 0
      this.#trim()
      this.#tell()
    } catch (error) {
      if (!wasAborted(error) && !counting.signal.aborted) this.total = null
    }
  }

  async #ask(block: number) {
    const generation = this.#generation
    const request = new AbortController()
    this.#asking.set(block, request)
    const { where, search, listId, order } = this.wanted
    try {
      const { contacts } = await this.client.query(GridPageDocument, { ...wayTo(block, this.#marks, this.#marks.size ? this.total : null), where, search, listId, order }, request.signal)
      if (request.signal.aborted || generation !== this.#generation) return
      const rows = [...(contacts?.nodes ?? [])]
      this.problem = null
      this.ready = true
      if (this.#blocks.get(block)?.old || !block) this.#forgetOld(block)
      this.#blocks.set(block, { rows, old: false })
      const { startCursor, endCursor, hasNextPage } = contacts?.pageInfo ?? {}
      if (startCursor && endCursor) this.#marks.set(block, { start: startCursor, end: endCursor, rows: rows.length })
      // The page knows better than a count from before.
      if (this.total !== null) this.total = Math.max(this.total, block * blockSize + rows.length + (hasNextPage ? 1 : 0))
      if (hasNextPage === false) this.total = block * blockSize + rows.length
      this.#forget()
    } catch (error) {
      if (!wasAborted(error) && !request.signal.aborted && generation === this.#generation) this.problem = asProblem(error)
    } finally {
      if (this.#asking.get(block) === request) this.#asking.delete(block)
      if (generation === this.#generation) this.#tell()
    }
  }

  /** The first of the new rows are there: old ones beside them would be another order's. */
  #forgetOld(except: number) {
    for (const [at, block] of this.#blocks) if (block.old && at !== except) this.#blocks.delete(at)
  }

  #forget() {
    const middle = (this.#window[0] + this.#window[1]) / 2 / blockSize
    while (this.#blocks.size > held) {
      let far = -1
      for (const at of this.#blocks.keys()) if (far < 0 || Math.abs(at - middle) > Math.abs(far - middle)) far = at
      this.#blocks.delete(far)
    }
  }

  #trim() {
    const last = Math.ceil((this.total ?? 0) / blockSize)
    for (const at of this.#blocks.keys()) if (at >= last && !this.#asking.has(at)) this.#blocks.delete(at)
  }
}
