/** What a page of contacts is asked by. */
export interface Part {
  first?: number
  after?: string
  last?: number
  before?: string
  skip?: number
}

/** Where a block of rows begins and ends, by cursor. */
export interface Mark {
  start: string
  end: string
  /** How many rows it had. */
  rows: number
}

export const blockSize = 100

/**
 * How the rows of a block are come by with the least to pass over: from the block beside it by cursor, from the nearest that
 * has been read by cursor and a skip, or from whichever end is nearer.
 *
 * @param total how many rows there are, null while that is not known: then there is no counting from the end
 */
export function wayTo(block: number, marks: ReadonlyMap<number, Mark>, total: number | null): Part {
  let best: Part = parted({ first: blockSize }, block * blockSize)
  let least = block * blockSize
  const better = (skip: number, part: Part) => {
    if (skip >= least) return
    least = skip
    best = parted(part, skip)
  }
  for (const [at, { start, end, rows }] of marks) {
    if (at < block && rows === blockSize) better((block - at - 1) * blockSize, { first: blockSize, after: end })
    else if (at > block) better((at - block - 1) * blockSize, { last: blockSize, before: start })
  }
  if (total !== null) {
    const behind = total - (block + 1) * blockSize
    better(Math.max(0, behind), { last: behind < 0 ? blockSize + behind : blockSize })
  }
  return best
}

const parted = (part: Part, skip: number): Part => (skip ? { ...part, skip } : part)
