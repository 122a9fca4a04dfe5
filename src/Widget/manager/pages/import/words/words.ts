import { uploadWords } from '../../../../imports/words/words'
import type { UploadWords } from '../../../../imports/words/en'
import type { ManagerSpeech, ManagerWords } from '../../../words/words'
import { wizardDe } from './de'
import { wizardEn, type WizardOwnWords } from './en'

export type WizardWords = ManagerWords & UploadWords & WizardOwnWords

/** The manager's words, those of imports, and those of the wizard, which win; what a host says otherwise is the manager's. */
export const wizardWords = (speech: ManagerSpeech): WizardWords =>
  ({ ...uploadWords(speech), ...(speech.lang.toLowerCase().startsWith('de') ? wizardDe : wizardEn) }) as unknown as WizardWords
