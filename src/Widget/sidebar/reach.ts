import type { Row } from './contact-pages'

/** Dialled as E.164 where the server could read the number, else as it stands. */
export interface Dial {
  contact: Row
  number: string
}

/** A message to write: by `SMS` when nothing is said. */
export interface Letter extends Partial<Dial> {
  contact: Row
  channel?: 'SMS' | 'WHATSAPP'
}

/** What a host is told when an agent calls; without a host that takes the call, the browser opens `tel:`. */
export function callOf({ contact, number }: Dial) {
  const e164 = number === contact.phone ? contact.phoneE164 : contact.mobileE164
  return { number: e164 || number, contactId: contact.id, displayName: contact.fullName, contact }
}

/** A `tel:` link to a number in any spelling. */
export const telOf = (number: string) => 'tel:' + number.replace(/[^\d+*#,;]/g, '')

export function messageOf({ contact, number = contact.mobile || contact.phone || '', channel = 'SMS' }: Letter) {
  return { channel, ...callOf({ contact, number }) }
}

export function emailOf(contact: Row) {
  return { email: contact.email!, contactId: contact.id, displayName: contact.fullName, contact }
}

/** A `mailto:` link in which nothing of the address can pose as a header. */
export const mailtoOf = (email: string) => 'mailto:' + encodeURIComponent(email).replaceAll('%40', '@')
