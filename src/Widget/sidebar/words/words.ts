import { en } from './en'
import type { Words } from './en-more'

export type { Words }

/** What there is at the first paint, before anything of it is shown that {@link loadWords} brings. */
export const firstWords = en as Words

/** All words of a language, in a small chunk. Those that are not known fall back to English. */
export async function loadWords(lang: string): Promise<Words> {
  if (lang.toLowerCase().startsWith('de')) return (await import('./de')).de
  return { ...en, ...(await import('./en-more')).enMore }
}

/** The words, and numbers, dates and names as their language writes them. */
export class Speech<All extends Words = Words> {
  readonly #number: Intl.NumberFormat
  readonly #plural: Intl.PluralRules

  constructor(readonly words: All, readonly lang: string) {
    this.#number = new Intl.NumberFormat(lang)
    this.#plural = new Intl.PluralRules(lang)
  }

  number = (n: number) => this.#number.format(n)

  contacts = (n: number) => this.words.count(this.number(n), this.#plural.select(n) === 'one')

  date = (iso: string) => new Intl.DateTimeFormat(this.lang, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))

  /** The time of day in a zone, e.g. "14:05 (Europe/Berlin)"; the bare zone when the browser does not know it. */
  localTime(zone: string) {
    try {
      return `${new Intl.DateTimeFormat(this.lang, { timeStyle: 'short', timeZone: zone }).format(Date.now())} (${zone})`
    } catch {
      return zone
    }
  }

  language(tag: string) {
    try {
      return new Intl.DisplayNames(this.lang, { type: 'language' }).of(tag) ?? tag
    } catch {
      return tag
    }
  }

  /** A length of time in its largest unit. @param seconds whole or not */
  duration(seconds: number) {
    const [amount, unit] = seconds < 90 ? [seconds, 'second'] : seconds < 5400 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour']
    return new Intl.NumberFormat(this.lang, { style: 'unit', unit: unit as string, maximumFractionDigits: 0 }).format(Math.max(1, Math.ceil(amount as number)))
  }

  /** The word for a code of the server, else the code made readable. */
  code(code: string) {
    return (this.words as unknown as Record<string, string>)[code] ?? code.toLowerCase().replaceAll('_', ' ')
  }
}
