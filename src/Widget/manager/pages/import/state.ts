import type { SavedMapFragment } from '../../../api/gen/documents'
import { matchKeys, type MatchKey, type Preview } from '../../../api/imports'
import { planOf, type Plan } from '../../../imports/plan'
import type { Values } from './values'

export const steps = ['upload', 'map', 'review'] as const
export type Step = (typeof steps)[number] | 'run'

/** How a file is read; `auto`: the server finds out. */
export interface Reading {
  delimiter: string
  encoding: string
  hasHeader: boolean
  /** Id of a saved mapping. */
  map: string | null
}

/** The same as options of the routes. */
export const readingFields = ({ delimiter, encoding, hasHeader }: Reading): Record<string, string> => ({
  ...(delimiter === 'auto' ? {} : { delimiter }),
  ...(encoding === 'auto' ? {} : { encoding }),
  ...(hasHeader ? {} : { has_header: 'false' }),
})

/** How a file is to be imported, as somebody has put it together. */
export interface WizardPlan extends Plan {
  values: Values
  /** Cells that a trial has stumbled over, by target. */
  found: Record<string, string[]>
  blankCells: 'keep' | 'clear'
  /** ISO code, or empty for the organization's own. */
  country: string
  save: boolean
  saveAs: string
}

/** Where somebody is in the wizard: all that a reload gives back. The file is the server's, and no cell of it is kept here but those that were corrected. */
export interface Wizard {
  step: Step
  /** What the server calls the file that it holds; nobody else can take it up. */
  staged: string | null
  fileName: string
  reading: Reading
  plan: WizardPlan | null
  /** The run that is followed. */
  run: string | null
  /** Corrected cells of its failing rows, by row and column; null: the row is left out. */
  fixes: Record<number, Record<number, string> | null>
  /** So many pages of failing rows have been come to. */
  fixPages: number
}

export const blank: Wizard = { step: 'upload', staged: null, fileName: '', reading: { delimiter: 'auto', encoding: 'auto', hasHeader: true, map: null }, plan: null, run: null, fixes: {}, fixPages: 1 }

/** What is kept in the window that it belongs to, under its agent's name. */
export function keeper(name: string, storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined = globalThis.sessionStorage) {
  return {
    read(): Wizard | null {
      try {
        const kept = JSON.parse(storage?.getItem(name) ?? 'null') as Wizard | null
        return kept && (kept.staged || kept.run) ? { ...blank, ...kept } : null
      } catch {
        return null
      }
    },
    write(wizard: Wizard) {
      try {
        if (wizard.staged || wizard.run) storage?.setItem(name, JSON.stringify(wizard))
        else storage?.removeItem(name)
      } catch {
        // Storage that is full or forbidden: a reload begins anew.
      }
    },
  }
}

/** A mapping that was kept, or that an earlier import had. */
export type Template = Pick<SavedMapFragment, 'name' | 'columns'> & { options: Partial<SavedMapFragment['options']> }

/** What a preview proposes, with the options of the template whose targets it shows. */
export const planFor = (preview: Preview, listId: string | null, template?: Template | null): WizardPlan => ({
  ...planOf(preview, listId),
  values: {},
  found: {},
  blankCells: 'keep',
  country: '',
  save: false,
  saveAs: '',
  ...(template ? optionsOf(template) : {}),
})

export function optionsOf({ options }: Template): Partial<WizardPlan> {
  const keys = (options.matchKeys ?? []).filter((key): key is MatchKey => (matchKeys as readonly string[]).includes(key))
  return {
    ...(keys.length ? { matchKeys: keys } : {}),
    ...(options.onDuplicate ? { onDuplicate: options.onDuplicate === 'SKIP' ? 'skip' : 'update' } : {}),
    ...(options.blankCells ? { blankCells: options.blankCells === 'CLEAR' ? 'clear' : 'keep' } : {}),
    ...(options.defaultCountry ? { country: options.defaultCountry } : {}),
    ...(options.values?.length ? { values: valuesOf(options.values) } : {}),
  }
}

/** What cells mean by a template; a cell that says nothing has an empty value. */
function valuesOf(all: NonNullable<SavedMapFragment['options']['values']>): Values {
  const values: Values = {}
  for (const { target, cell, value } of all) (values[target] ??= {})[cell] = value ?? ''
  return values
}

const fold = (text: string) => text.trim().toLocaleLowerCase()

/** Where the columns of a file go by a template: by name, and of a name that is repeated one after the other. */
export function mappedBy(template: Template, headers: readonly string[]): (string | null)[] {
  const left = template.columns.map(({ header, target }) => ({ header: fold(header), target: target ?? null }))
  return headers.map((header) => {
    const at = left.findIndex((one) => one.header === fold(header))
    return at < 0 ? null : left.splice(at, 1)[0]!.target
  })
}

export type Need = 'first_name' | 'last_name' | 'email'

/** What a row needs, and whether a column gives it. */
export function needsOf(mapping: readonly (string | null)[]): { target: Need; from: number; whole: boolean }[] {
  return (['first_name', 'last_name'] as const).map((target) => {
    const whole = mapping.findIndex((one) => one === '_full_name' || one === '_id')
    const from = mapping.indexOf(target)
    return { target, from: from < 0 ? whole : from, whole: from < 0 && whole >= 0 }
  })
}
