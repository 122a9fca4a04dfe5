/** How wide columns stand, in which order, and which are not shown: what is remembered for each agent. */
export interface Layout {
  order: string[]
  hidden: string[]
  /** In pixels. */
  widths: Record<string, number>
}

/** What there is of a column before anybody has touched it. */
export interface ColumnShape {
  key: string
  width: number
  /** Not shown unless somebody wants it. */
  extra?: boolean
  /** Always the first, and always there. */
  fixed?: boolean
}

export const narrowest = 72
export const widest = 640

export const usual = (columns: readonly ColumnShape[]): Layout => ({
  order: columns.map(({ key }) => key),
  hidden: columns.filter(({ extra }) => extra).map(({ key }) => key),
  widths: {},
})

/** What is shown, in order, with its width. */
export function shown<C extends ColumnShape>(columns: readonly C[], layout: Layout): (C & { width: number })[] {
  const by = new Map(columns.map((column) => [column.key, column]))
  const first = columns.filter(({ fixed }) => fixed)
  const rest = layout.order.map((key) => by.get(key)).filter((column): column is C => !!column && !column.fixed && !layout.hidden.includes(column.key))
  return [...first, ...rest].map((column) => ({ ...column, width: layout.widths[column.key] ?? column.width }))
}

export const resized = (layout: Layout, key: string, width: number): Layout => ({
  ...layout,
  widths: { ...layout.widths, [key]: Math.round(Math.min(widest, Math.max(narrowest, width))) },
})

export const toggled = (layout: Layout, key: string): Layout => ({
  ...layout,
  hidden: layout.hidden.includes(key) ? layout.hidden.filter((one) => one !== key) : [...layout.hidden, key],
})

/** Puts a column in the place of another: behind it when it came from before it. */
export function moved(layout: Layout, key: string, to: string): Layout {
  const from = layout.order.indexOf(key)
  const at = layout.order.indexOf(to)
  if (from < 0 || at < 0 || from === at) return layout
  const order = layout.order.filter((one) => one !== key)
  order.splice(at, 0, key)
  return { ...layout, order }
}

/** What was remembered, for the columns that there are now: new ones stand where they belong, gone ones are forgotten. */
export function restored(columns: readonly ColumnShape[], text: string | null): Layout {
  const begin = usual(columns)
  let saved: Partial<Layout>
  try {
    saved = JSON.parse(text ?? '') as Partial<Layout>
    if (!Array.isArray(saved.order) || !Array.isArray(saved.hidden)) return begin
  } catch {
    return begin
  }
  const keys = new Set(begin.order)
  const order = saved.order!.filter((key, at, all) => keys.has(key) && all.indexOf(key) === at)
  begin.order.forEach((key, at) => {
    if (order.includes(key)) return
    const before = begin.order.slice(0, at).reverse().find((one) => order.includes(one))
    order.splice(before ? order.indexOf(before) + 1 : 0, 0, key)
  })
  const known = new Set(saved.order)
  const hidden = begin.order.filter((key) => (known.has(key) ? saved.hidden!.includes(key) : begin.hidden.includes(key)))
  const widths = Object.fromEntries(Object.entries(saved.widths ?? {}).filter(([key, width]) => keys.has(key) && Number(width) >= narrowest && Number(width) <= widest))
  return { order, hidden, widths }
}

/** The browser's memory; one that is full, or switched off, forgets. */
export const memory = (name: string) => ({
  read() {
    try {
      return localStorage.getItem(name)
    } catch {
      return null
    }
  },
  write(layout: Layout) {
    try {
      localStorage.setItem(name, JSON.stringify(layout))
    } catch {
      // Nothing is lost but a width.
    }
  },
})
