import type { Dial } from './contact-card'
import type { Row } from './contact-pages'

/** What a host is told when an agent calls; without a host that takes the call, the browser opens `tel:`. */
export function callOf({ contact, number }: Dial) {
  const e164 = number === contact.phone ? contact.phoneE164 : contact.mobileE164
  return { number: e164 || number, contactId: contact.id, displayName: contact.fullName, contact }
}

/** A `tel:` link to a number in any spelling. */
export const telOf = (number: string) => 'tel:' + number.replace(/[^\d+*#,;]/g, '')

export function emailOf(contact: Row) {
  return { email: contact.email!, contactId: contact.id, displayName: contact.fullName, contact }
}

/** A `mailto:` link in which nothing of the address can pose as a header. */
export const mailtoOf = (email: string) => 'mailto:' + encodeURIComponent(email).replaceAll('%40', '@')
