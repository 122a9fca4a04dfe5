import type { Speech } from '../words/words'
import type { Field } from './fields'

/** A value as a person reads it; the empty text where there is none. */
export function show(field: Field, text: string, label: string, speech: Speech): string {
  if (!text) return ''
  switch (field.kind) {
    case 'choice':
      return field.name ? text : speech.code(text)
    case 'check':
      return speech.code(text === 'true' ? 'YES' : 'NO')
    case 'language':
      return speech.language(text)
    case 'zone':
      return speech.localTime(text)
    case 'number':
      return Number.isFinite(+text) ? new Intl.NumberFormat(speech.lang, { maximumFractionDigits: 6 }).format(+text) : text
    case 'date':
      return Number.isNaN(Date.parse(text)) ? text : new Intl.DateTimeFormat(speech.lang, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(text))
    default:
      return label
  }
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [['year', 31_557_600], ['month', 2_629_800], ['day', 86_400], ['hour', 3600], ['minute', 60]]

/** How long ago, or how soon, in its largest unit: "3 days ago", "now". */
export function ago(iso: string, speech: Speech, now = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000
  const format = new Intl.RelativeTimeFormat(speech.lang, { numeric: 'auto' })
  for (const [unit, length] of units) if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit)
  return format.format(0, 'second')
}
