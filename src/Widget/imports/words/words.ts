import type { Speech, Words } from '../../sidebar/words/words'
import { uploadDe } from './de'
import { uploadEn, type UploadWords } from './en'

/** The sidebar's words and those of this window. What a host says otherwise stands in the former and wins. */
export const uploadWords = ({ words, lang }: Speech): Words & UploadWords => ({ ...(lang.toLowerCase().startsWith('de') ? uploadDe : uploadEn), ...words })
