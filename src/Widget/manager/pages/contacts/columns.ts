import { html, nothing } from 'lit'
import { avatar } from '../../../elements/avatar'
import { numberOf } from '../../../sidebar/contact-pages'
import type { GridColumn } from '../../grid/grid'
import type { ManagerSpeech } from '../../words/words'
import { canSort } from './filters'
import type { GridRow } from './grid-pages'

/** So many tags are shown in a row. */
const tags = 3

const text = (value: string | null | undefined) => (value ? html`<bdi title=${value}>${value}</bdi>` : html`<span class="none">–</span>`)

/** The columns of the contacts grid. @param among how many contacts the scope has, without filters */
export function columnsOf(speech: ManagerSpeech, among: number, searched: boolean): GridColumn<GridRow>[] {
  const { words } = speech
  const column = (key: string, title: string, width: number, cell: (row: GridRow) => unknown, more: Partial<GridColumn<GridRow>> = {}): GridColumn<GridRow> => {
    const may = canSort(key, among, searched)
    return { key, title, width, sorts: may, why: may ? undefined : words.tooManyToSort(speech.number(100_000)), cell, ...more }
  }
  const fixed = (key: string, title: string, width: number, cell: (row: GridRow) => unknown) => column(key, title, width, cell, { sorts: false, why: words.notSorted })
  const time = (iso: string | null | undefined) => text(iso && speech.date(iso))
  return [
    column('name', words.name, 208, (row) => html`${avatar(row)}<button class="name" tabindex="-1" data-act="open" data-testid="open" title=${row.fullName}><bdi>${row.fullName}</bdi></button>`, { fixed: true }),
    column('email', words.email, 190, (row) => text(row.email)),
    column('phone', words.phone, 168, (row) => text(row.phone || row.mobile)),
    fixed('account', words.account, 138, (row) => text(row.account?.name)),
    column('status', words.status, 154, (row) => html`<span class="status ${row.status}"><i class="dot ${row.status}"></i>${speech.code(row.status)}</span>`),
    column('source', words.source, 112, (row) => text(speech.code(row.source))),
    column('assignedTo', words.assignedTo, 118, (row) => text(row.assignedTo?.name ?? row.assignedToId)),
    fixed('tags', words.tags, 136, (row) => row.tags.length
      ? html`<span class="tags" title=${row.tags.join(', ')}>${row.tags.slice(0, tags).map((tag) => html`<span class="tag"><bdi>${tag}</bdi></span>`)}${row.tags.length > tags ? html`<span class="tag">+${speech.number(row.tags.length - tags)}</span>` : nothing}</span>`
      : text(null)),
    column('activities', words.activityCount, 126, (row) => row.activityCount
      ? html`<button class="badge-of" tabindex="-1" data-act="activities" data-testid="activities">${words.activities(speech.number(row.activityCount), row.activityCount === 1)}</button>`
      : html`<button class="badge-of none" tabindex="-1" data-act="activities" data-testid="activities">${words.noActivities}</button>`),
    column('lastActivityAt', words.lastActivityAt, 170, (row) => time(row.lastActivityAt), { extra: true }),
    column('mobile', words.mobile, 150, (row) => text(row.mobile), { extra: true }),
    column('title', words.title, 160, (row) => text(row.title), { extra: true }),
    column('department', words.department, 150, (row) => text(row.department), { extra: true }),
    column('visibility', words.visibility, 130, (row) => text(speech.code(row.visibility)), { extra: true }),
    column('queue', words.assignedQueue, 130, (row) => text(row.assignedQueue?.name ?? row.assignedQueueId), { extra: true }),
    column('createdAt', words.createdAt, 170, (row) => time(row.createdAt), { extra: true }),
    column('updatedAt', words.updatedAt, 170, (row) => time(row.updatedAt), { extra: true }),
  ]
}

export { numberOf }
