import { firstWords, loadWords, Speech, type Words } from '../../sidebar/words/words'
import { managerEn } from './en'

/** The words that both elements have, and those of the manager. */
export type ManagerWords = Words & typeof managerEn

export class ManagerSpeech extends Speech<ManagerWords> {}

/** What there is before {@link loadManagerWords} brings the rest. */
export const firstManagerWords = { ...firstWords, ...managerEn } as ManagerWords

/** All words of a language; those that are not known fall back to English. */
export async function loadManagerWords(lang: string): Promise<ManagerWords> {
  const german = lang.toLowerCase().startsWith('de')
  const [shared, own] = await Promise.all([loadWords(lang), german ? import('./de').then(({ managerDe }) => managerDe) : managerEn])
  return { ...shared, ...own }
}
