/** What stands one a line, blank ones aside, each once. */
export const lines = (text: string) => [...new Set(text.split('\n').map((line) => line.trim()).filter(Boolean))]

/** Fields with one moved by a step, and those whose number is another one by that: numbers are given anew where they are not told apart. */
export function reordered<T extends { id: string; sortOrder: number }>(all: readonly T[], at: number, by: number): { moved: T[]; told: { id: string; sortOrder: number }[] } {
  const order = [...all]
  const [one] = order.splice(at, 1)
  order.splice(at + by, 0, one!)
  const numbers = all.map(({ sortOrder }) => sortOrder)
  const apart = numbers.every((number, index) => !index || number > numbers[index - 1]!)
  const moved = order.map((field, index) => ({ ...field, sortOrder: apart ? numbers[index]! : index + 1 }))
  const before = new Map(all.map(({ id, sortOrder }) => [id, sortOrder]))
  return { moved, told: moved.filter(({ id, sortOrder }) => before.get(id) !== sortOrder).map(({ id, sortOrder }) => ({ id, sortOrder })) }
}
