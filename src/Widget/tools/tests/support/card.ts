import type { CardFragment } from '../../../api/gen/documents'
import { row } from './server'

/** A whole contact of a version. */
export const cardOf = (version: number, part: Partial<CardFragment> = {}): CardFragment => ({
  ...row('1'), department: null, accountId: null, source: 'MANUAL', visibility: 'ALL', assignedQueueId: null, assignedQueue: null,
  assignedToId: null, assignedTo: null, preferredChannel: null, language: null, timezone: null,
  consent: { email: 'UNKNOWN', sms: 'UNKNOWN', whatsapp: 'UNKNOWN' }, tags: [], lists: [], notes: null, externalCrmId: null,
  externalCrmProvider: null, customFields: [], activityCount: 0, lastActivityAt: null, createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z', version, ...part,
})
