import type { ManagerSpeech, ManagerWords } from './words'
import { pagesDe } from './pages-de'
import { pagesEn } from './pages-en'

export type PageWords = ManagerWords & typeof pagesEn

/** The manager's words and those of the pages beside the contacts; what a host says otherwise stands in the former and wins. */
export const pageWords = ({ words, lang }: ManagerSpeech): PageWords => ({ ...(lang.toLowerCase().startsWith('de') ? pagesDe : pagesEn), ...words })
