import type { CardFragment, ChoicesQuery, ContactRowFragment } from '../../api/gen/documents'
import type { Words } from '../words/words'

export type Row = ContactRowFragment
export type Card = CardFragment
export type CustomField = ChoicesQuery['customFields'][number]

/** Why a mutation did nothing, whichever it was. */
export interface Refused {
  message: string
  field?: string | null
  currentVersion?: number
  fields?: readonly { field: string }[]
}

/** A row of the list, or the whole contact. */
export const isWhole = (contact: Row | Card | null): contact is Card => !!contact && 'version' in contact

/** How a field is edited. `agent`, `queue` and `company` hold an id and show a name. */
export type Kind = 'text' | 'email' | 'tel' | 'area' | 'choice' | 'language' | 'zone' | 'agent' | 'queue' | 'company' | 'number' | 'date' | 'check'

/** One field of a contact. Its values are texts; the empty one means that there is none. */
export interface Field {
  /** As the API names it: `title`, `consent.email`, `customFields.seats`. */
  key: string
  kind: Kind
  /** What a choice offers, as the API writes it. */
  options?: string[]
  /** May not be left empty. */
  required?: boolean
  /** A name of its own; the others have theirs in the words. */
  name?: string
}

const states = ['UNKNOWN', 'YES', 'NO']
const f = (key: string, kind: Kind = 'text', options?: string[], required = false): Field => ({ key, kind, options, required })

export const firstName = f('firstName')
export const lastName = f('lastName')
export const status = f('status', 'choice', ['ACTIVE', 'INACTIVE', 'DO_NOT_CONTACT'], true)
const visibility = f('visibility', 'choice', ['ALL', 'QUEUE', 'OWNER'], true)
const assignedQueueId = f('assignedQueueId', 'queue')
const source = f('source', 'choice', ['WEB_FORM', 'REFERRAL', 'TRADE_SHOW', 'COLD_CALL', 'WEBSITE', 'IMPORT', 'DIRECTORY_IMPORT', 'API', 'MANUAL', 'SOCIAL_MEDIA', 'LEAD_CONVERSION'], true)

/** The fields below the name, group by group, in the order in which they are shown. */
export const groups = {
  reach: [f('phone', 'tel'), f('mobile', 'tel'), f('email', 'email'), f('preferredChannel', 'choice', ['PHONE', 'MOBILE', 'EMAIL', 'SMS', 'WHATSAPP']), f('language', 'language'), f('timezone', 'zone')],
  work: [f('title'), f('department'), f('accountId', 'company')],
  notes: [f('notes', 'area')],
  consent: [f('consent.email', 'choice', states, true), f('consent.sms', 'choice', states, true), f('consent.whatsapp', 'choice', states, true)],
  care: [f('assignedToId', 'agent'), visibility, assignedQueueId],
  about: [source, f('externalCrmProvider'), f('externalCrmId')],
} satisfies Record<string, Field[]>

const kinds = { TEXT: 'text', NUMBER: 'number', DATE: 'date', DROPDOWN: 'choice', CHECKBOX: 'check', TEXTAREA: 'area' } as const

/** A field that the organization has added. */
export const customField = ({ key, kind, name, required, options }: CustomField): Field => ({ key: 'customFields.' + key, kind: kinds[kind], name, required, options })

/** What the agent calls a field. */
export function nameOf(field: Field, words: Words): string {
  const names: Record<string, unknown> = { ...words, accountId: words.account, assignedToId: words.assignedTo, assignedQueueId: words.assignedQueue }
  return field.name ?? (names[field.key] as string) ?? field.key
}

/** A field's value of a contact, as it is edited. */
export function valueOf(card: Card, key: string): string {
  const [first, second] = key.split('.') as [string, string | undefined]
  if (first === 'consent') return card.consent[second as 'email']
  if (first === 'customFields') {
    const value = card.customFields.find((one) => one.key === second)
    return String(value?.text ?? value?.number ?? value?.date ?? value?.boolean ?? '')
  }
  return String(card[first as 'title'] ?? '')
}

/** The name that an id of the contact stands for; the value itself where it speaks for itself. */
export function labelOf(card: Card, key: string): string {
  if (key === 'accountId') return card.account?.name ?? ''
  if (key === 'assignedToId') return card.assignedTo?.name ?? card.assignedToId ?? ''
  if (key === 'assignedQueueId') return card.assignedQueue?.name ?? card.assignedQueueId ?? ''
  return valueOf(card, key)
}

/** Fields that only make sense together are saved together. */
const together = [['firstName', 'lastName'], ['visibility', 'assignedQueueId', 'assignedToId']]
export const matesOf = (key: string) => together.find((keys) => keys.includes(key)) ?? [key]

/** A contact is assigned to a queue only while the queue is who sees it. */
export const isOffered = (key: string, visibility: string) => key !== 'assignedQueueId' || visibility === 'QUEUE'

/** What visibility needs and is not there: the field to fill in first. */
export function lacking(visibility: string, queue: string, agent: string): string | null {
  if (visibility === 'QUEUE' && !queue) return 'assignedQueueId'
  return visibility === 'OWNER' && !agent ? 'assignedToId' : null
}

/** The input of a mutation for values by key; what is not named stays as it is, an empty value clears. */
export function inputOf(values: Record<string, string>, fields: Map<string, Field>): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const [key, text] of Object.entries(values)) {
    const [first, second] = key.split('.') as [string, string | undefined]
    if (first === 'consent') input.consent = { ...(input.consent as object), [second!]: text }
    else if (first === 'customFields') (input.customFields ??= []) && (input.customFields as unknown[]).push({ key: second, ...custom(fields.get(key)?.kind, text.trim()) })
    else input[first] = /Name$/.test(first) ? text.trim() : text.trim() || null
  }
  if (values.visibility && values.visibility !== 'QUEUE') input.assignedQueueId = null
  return input
}

function custom(kind: Kind | undefined, text: string) {
  if (kind === 'number') return { number: text ? Number(text.replace(',', '.')) : null }
  if (kind === 'date') return { date: text || null }
  if (kind === 'check') return { boolean: text ? text === 'true' : null }
  return { text: text || null }
}

/** Why what is typed stands for no value of the field; the word for it. */
export function faultOf(field: Field | undefined, { text, loose }: { text: string; loose?: boolean }): 'chooseOne' | 'noNumber' | null {
  if (loose) return 'chooseOne'
  return field?.kind === 'number' && text.trim() && !isNumber(text) ? 'noNumber' : null
}

/** True for a number that the API takes; a comma is as good as a point. */
export const isNumber = (text: string) => /^\s*-?\d*[.,]?\d+\s*$/.test(text)
