import type { ChoicesQuery, ContactFilterInput } from '../../api/gen/documents'
import { sources, statuses } from '../pages/contacts/filters'

/** One condition: a field, how it is asked, and by what. */
export interface Test {
  field: string
  op: Op
  /** Texts, codes or ids; a date as a day. */
  values: string[]
}

/** Conditions of which all must hold, or any. */
export interface Group {
  mode: 'and' | 'or'
  items: (Test | Group)[]
}

export const isGroup = (item: Test | Group): item is Group => 'items' in item

export type Kind = 'text' | 'choice' | 'agent' | 'queue' | 'company' | 'tag' | 'list' | 'number' | 'day' | 'date' | 'check'
export type Op = 'contains' | 'ncontains' | 'is' | 'isnt' | 'begins' | 'ends' | 'empty' | 'filled' | 'oneOf' | 'noneOf' | 'like' | 'more' | 'less' | 'after' | 'before' | 'yes' | 'no'

/** A field that can be asked about. */
export interface FilterField {
  key: string
  kind: Kind
  options?: readonly string[]
  /** The name of a field that the organization has added. */
  name?: string
}

type Json = { [key: string]: unknown }
/** Stands where the values go. */
const value = Symbol('value')
const values = Symbol('values')

const text: Partial<Record<Op, Json>> = {
  contains: { contains: value }, ncontains: { ncontains: value }, is: { eq: value }, isnt: { neq: value }, begins: { startsWith: value }, ends: { endsWith: value }, empty: { eq: null }, filled: { neq: null },
}
const number: Partial<Record<Op, Json>> = { is: { eq: value }, more: { gt: value }, less: { lt: value } }
const named: Partial<Record<Op, Json>> = { is: { eq: value }, isnt: { neq: value }, empty: { eq: null }, filled: { neq: null } }

const shapes: Record<Kind, Partial<Record<Op, Json>>> = {
  text,
  choice: { oneOf: { in: values }, noneOf: { nin: values } },
  agent: named,
  queue: named,
  company: named,
  tag: { is: { some: { eq: value } }, like: { some: { contains: value } }, isnt: { none: { eq: value } }, empty: { any: false }, filled: { any: true } },
  list: { is: { some: { id: { eq: value } } }, isnt: { none: { id: { eq: value } } }, empty: { any: false } },
  number,
  day: { after: { gte: value }, before: { lt: value }, empty: { eq: null } },
  date: { is: { eq: value }, after: { gte: value }, before: { lt: value } },
  check: { yes: { eq: true }, no: { eq: false } },
}

const consents = ['UNKNOWN', 'YES', 'NO']
const f = (key: string, kind: Kind = 'text', options?: readonly string[]): FilterField => ({ key, kind, options })

export const contactFields: readonly FilterField[] = [
  f('status', 'choice', statuses), f('source', 'choice', sources), f('tags', 'tag'), f('lists', 'list'), f('accountId', 'company'),
  f('activityCount', 'number'), f('lastActivityAt', 'day'),
  f('firstName'), f('lastName'), f('fullName'), f('email'), f('phone'), f('mobile'), f('title'), f('department'), f('notes'),
  f('assignedToId', 'agent'), f('assignedQueueId', 'queue'), f('visibility', 'choice', ['ALL', 'QUEUE', 'OWNER']),
  f('preferredChannel', 'choice', ['PHONE', 'MOBILE', 'EMAIL', 'SMS', 'WHATSAPP']), f('language'), f('timezone'),
  f('consent.email', 'choice', consents), f('consent.sms', 'choice', consents), f('consent.whatsapp', 'choice', consents),
  f('externalCrmId'), f('externalCrmProvider'), f('createdAt', 'day'), f('updatedAt', 'day'),
]

const customKinds = { TEXT: 'text', TEXTAREA: 'text', DROPDOWN: 'choice', NUMBER: 'number', DATE: 'date', CHECKBOX: 'check' } as const

export const customFilterField = ({ key, name, kind, options }: ChoicesQuery['customFields'][number]): FilterField => ({ key: 'customFields.' + key, kind: customKinds[kind], name, options: kind === 'DROPDOWN' ? options : undefined })

/** How a field can be asked, the usual way first. */
export function opsOf(field: FilterField): Op[] {
  const ops = Object.keys(shapes[field.kind]) as Op[]
  return field.key.startsWith('customFields.') ? [...ops.filter((op) => op !== 'empty' && op !== 'filled'), 'empty', 'filled'] : ops
}

/** Ops that need nothing to ask by. */
export const isBare = (op: Op) => ['empty', 'filled', 'yes', 'no'].includes(op)

/** A field's part of a filter, with its values left open. */
function shapeOf(field: FilterField, op: Op): Json | null {
  const [first, second] = field.key.split('.') as [string, string | undefined]
  if (first === 'customFields') {
    const key = { key: { eq: second } }
    if (op === 'empty') return { customFields: { none: key } }
    if (op === 'filled') return { customFields: { some: key } }
    const part = { text: 'text', choice: 'text', number: 'number', date: 'date', check: 'boolean' }[field.kind as 'text']
    return shapes[field.kind][op] ? { customFields: { some: { ...key, [part]: shapes[field.kind][op] } } } : null
  }
  const shape = shapes[field.kind][op]
  if (!shape) return null
  return second ? { [first]: { [second]: shape } } : { [first]: shape }
}

/** A day as the API takes an instant: its midnight where the agent is; a number as a number. */
function written(kind: Kind, text: string): unknown {
  if (kind === 'number') return Number(text.replace(',', '.'))
  if (kind === 'day') return new Date(text + 'T00:00:00').toISOString()
  return text.trim()
}

function read(kind: Kind, json: unknown): string | null {
  if (kind === 'number') return typeof json === 'number' ? String(json) : null
  if (typeof json !== 'string') return null
  if (kind !== 'day') return json
  const at = new Date(json)
  return Number.isNaN(+at) ? null : [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

/** True when a condition says enough to be asked. */
export function isWhole(test: Test, field: FilterField | undefined): boolean {
  if (!field || !shapeOf(field, test.op)) return false
  if (isBare(test.op)) return true
  const given = test.values.filter((one) => one.trim())
  if (field.kind === 'number') return given.length === 1 && /^\s*-?\d+([.,]\d+)?\s*$/.test(given[0]!)
  if (field.kind === 'day' || field.kind === 'date') return given.length === 1 && !Number.isNaN(Date.parse(given[0]!))
  return given.length > 0
}

/** The filter that the API takes; conditions that say nothing yet are left out. Null when none says anything. */
export function whereOfGroup(group: Group, fields: readonly FilterField[]): ContactFilterInput | null {
  const parts = group.items
    .map((item) => {
      if (isGroup(item)) return whereOfGroup(item, fields)
      const field = fields.find(({ key }) => key === item.field)
      return isWhole(item, field) ? (filled(shapeOf(field!, item.op)!, field!.kind, item.values) as ContactFilterInput) : null
    })
    .filter((part): part is ContactFilterInput => !!part)
  return parts.length ? (parts.length === 1 ? parts[0]! : { [group.mode]: parts }) : null
}

function filled(shape: unknown, kind: Kind, given: readonly string[]): unknown {
  if (shape === value) return written(kind, given[0]!)
  if (shape === values) return given.map((one) => written(kind, one))
  if (!shape || typeof shape !== 'object') return shape
  return Object.fromEntries(Object.entries(shape).map(([key, part]) => [key, filled(part, kind, given)]))
}

/** A filter as conditions, so that it can be changed; null when it says something that they cannot. */
export function groupOf(where: unknown, fields: readonly FilterField[]): Group | null {
  if (!where || typeof where !== 'object' || Array.isArray(where)) return null
  const entries = Object.entries(where as Json).filter(([, part]) => part !== null && part !== undefined)
  const items: (Test | Group)[] = []
  for (const [key, part] of entries) {
    if (key === 'and' || key === 'or') {
      if (!Array.isArray(part)) return null
      const group: Group = { mode: key, items: [] }
      for (const one of part) {
        const inner = groupOf(one, fields)
        if (!inner) return null
        group.items.push(inner.items.length === 1 ? inner.items[0]! : inner)
      }
      if (entries.length === 1) return group
      items.push(group)
    } else {
      const test = testOf({ [key]: part }, fields)
      if (!test) return null
      items.push(test)
    }
  }
  return { mode: 'and', items }
}

function testOf(json: Json, fields: readonly FilterField[]): Test | null {
  for (const field of fields) {
    if (!(field.key.split('.')[0]! in json)) continue
    for (const op of opsOf(field)) {
      const found: string[] = []
      const shape = shapeOf(field, op)
      if (shape && fits(shape, json, field.kind, found)) return { field: field.key, op, values: found }
    }
  }
  return null
}

/** Whether a filter has this shape; what stands for the values is taken down. */
function fits(shape: unknown, json: unknown, kind: Kind, found: string[]): boolean {
  if (shape === value) {
    const one = read(kind, json)
    if (one !== null) found.push(one)
    return one !== null
  }
  if (shape === values) return Array.isArray(json) && json.every((one) => fits(value, one, kind, found))
  if (!shape || typeof shape !== 'object') return shape === json
  if (!json || typeof json !== 'object') return false
  const keys = Object.keys(json).filter((key) => (json as Json)[key] !== undefined)
  return keys.length === Object.keys(shape).length && keys.every((key) => key in shape && fits((shape as Json)[key], (json as Json)[key], kind, found))
}
