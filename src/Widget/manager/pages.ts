import type { TemplateResult } from 'lit'
import type { Client } from '../api/client'
import type { ContactsChange } from '../api/changes'
import type { ListEntryFragment, ManagerOpenQuery, Permission } from '../api/gen/documents'
import { icons } from '../elements/icons'
import type { Toast } from '../elements/toast'
import type { ImportRuns } from '../sidebar/import-runs'
import { own } from './parts/icons'
import type { Route } from './route'
import type { ManagerSpeech, ManagerWords } from './words/words'

export type Viewer = ManagerOpenQuery['viewer']

/** What the server tells of while a page is open; a page hears what it names. */
export interface Heard {
  contacts?(change: ContactsChange): void
  /** A bulk action's run, in camelCase. */
  bulk?(raw: Record<string, unknown>): void
  /** The connection is back: what was told meanwhile was missed. */
  again?(): void
  /** Lists, counts, imports or the connection are not what they were. */
  changed?(): void
}

/** What the shell gives to a page. */
export interface Manager {
  readonly client: Client
  readonly viewer: Viewer
  readonly speech: ManagerSpeech
  readonly lists: readonly ListEntryFragment[]
  /** The viewer's imports, once the live part is there. */
  readonly runs: ImportRuns | null
  /** The live count of a list; null: all contacts. */
  count(listId: string | null): number
  may(permission: Permission): boolean
  /** True for a page that there is, and that the viewer may see. */
  has(page: string): boolean
  /** @param replace the step back does not lead to where one was */
  go(route: Partial<Route> & { page: string }, replace?: boolean): void
  /** The address of a page, for a link. */
  href(route: Partial<Route> & { page: string }): string
  toast(toast: Toast): void
  /** Tells of a failure; one that ends the session moves the whole manager. */
  failed(error: unknown): void
  /** @returns what ends it */
  listen(heard: Heard): () => void
  /** Reads lists and counts anew. */
  refresh(): void
}

/**
 * A page of the manager. It is an element, in a chunk of its own, that is given `.manager` ({@link Manager}) and `.route`
 * ({@link Route}: what follows its name in the address is its own). It fills the place that it is given, and is taken off
 * when another page is shown. To add one: a folder `pages/<name>/` with the element, words of its own beside it, and a line here.
 */
export interface Page {
  /** In the address. */
  name: string
  /** The element's name. */
  tag: string
  icon: TemplateResult
  title(words: ManagerWords): string
  /** Who does not have it does not see the page. */
  needs: Permission
  /** It is reached from other pages, and not in the navigation. */
  aside?: boolean
  load(): Promise<unknown>
}

export const pages: readonly Page[] = [
  { name: 'contacts', tag: 'crm-page-contacts', icon: icons.people, title: (words) => words.contacts, needs: 'CRM_VIEW', load: () => import('./pages/contacts/page') },
  { name: 'lists', tag: 'crm-page-lists', icon: icons.list, title: (words) => words.listsPage, needs: 'CRM_VIEW', load: () => import('./pages/lists/page') },
  { name: 'accounts', tag: 'crm-page-accounts', icon: own.company, title: (words) => words.accountsPage, needs: 'CRM_VIEW', load: () => import('./pages/accounts/page') },
  { name: 'imports', tag: 'crm-page-imports', icon: own.clock, title: (words) => words.importsPage, needs: 'CRM_EDIT', load: () => import('./pages/imports/page') },
  { name: 'maps', tag: 'crm-page-maps', icon: icons.file, title: (words) => words.mapsPage, needs: 'CRM_EDIT', load: () => import('./pages/maps/page') },
  { name: 'fields', tag: 'crm-page-fields', icon: own.columns, title: (words) => words.fieldsPage, needs: 'CRM_MANAGE', load: () => import('./pages/fields/page') },
  { name: 'import', tag: 'crm-page-import', icon: icons.upload, title: (words) => words.importCsv, needs: 'CRM_EDIT', aside: true, load: () => import('./pages/import/page') },
]

/** True for who may see a page; each permission includes the one before. */
export function allows(permissions: readonly Permission[], needs: Permission): boolean {
  const order: Permission[] = ['CRM_VIEW', 'CRM_EDIT', 'CRM_MANAGE']
  return permissions.some((one) => order.indexOf(one) >= order.indexOf(needs))
}
