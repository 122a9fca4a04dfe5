import type { EntryFragment, TimelineQuery } from '../../api/gen/documents'

/** An activity or a conversation, with its place in the timeline. */
export type Entry = NonNullable<NonNullable<NonNullable<TimelineQuery['contactById']>['timeline']>['edges']>[number]
export type Activity = EntryFragment
export type Talk = Extract<Entry['node'], { __typename: 'Interaction' }>

export const isTalk = (node: Entry['node']): node is Talk => node.__typename === 'Interaction'

/** When it was: what the timeline goes by, the newest first. */
export const timeOf = ({ node }: Entry) => (isTalk(node) ? node.endedAt : node.at)

/** The next page behind what is there; what has moved onto it meanwhile stands there once. */
export function continued(entries: Entry[], page: Entry[]): Entry[] {
  const here = new Set(entries.map(({ node }) => node.id))
  return [...entries, ...page.filter(({ node }) => !here.has(node.id))]
}

/**
 * The first page read anew: what it does not reach down to stays behind it. Null when the page and what was there do
 * not meet: then there may be a gap, and only the page counts.
 */
export function renewed(entries: Entry[], page: Entry[], hasMore: boolean): Entry[] | null {
  if (!hasMore) return page
  const ids = new Set(page.map(({ node }) => node.id))
  const at = entries.findLastIndex(({ node }) => ids.has(node.id))
  return at < 0 ? null : [...page, ...entries.slice(at + 1)]
}

/** One more, or one as it is now, in its place. */
export function placed(entries: Entry[], entry: Entry): Entry[] {
  const others = entries.filter(({ node }) => node.id !== entry.node.id)
  const at = others.findIndex((one) => timeOf(one) <= timeOf(entry))
  return at < 0 ? [...others, entry] : [...others.slice(0, at), entry, ...others.slice(at)]
}
