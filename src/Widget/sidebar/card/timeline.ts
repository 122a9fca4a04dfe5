import { LitElement, html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Client } from '../../api/client'
import { DeleteActivityDocument, LogActivityDocument, TimelineDocument, UpdateActivityDocument } from '../../api/gen/card-documents'
import type { OpenQuery } from '../../api/gen/documents'
import { asProblem } from '../../api/problem'
import { define } from '../../elements/define'
import { icons } from '../../elements/icons'
import { more } from '../../elements/more-icons'
import type { Speech } from '../words/words'
import './activity-form'
import './conversation'
import { personOf } from './drafts'
import { continued, isTalk, placed, renewed, type Activity, type Entry, type Talk } from './entries'
import type { Card } from './fields'
import { ago } from './show'
import { timelineStyles } from './timeline-styles'

const signs: Record<string, unknown> = {
  CALL: icons.phone, EMAIL: icons.mail, NOTE: more.note, TASK: more.task, MEETING: more.meet, LEAD_CONVERSION: icons.arrow,
}

/**
 * `<crm-timeline>`: what was done with a contact, the newest first, page by page; calls, notes and tasks are logged
 * on top of it. Another count or another last activity of the card reads the first page anew.
 *
 * @prop client · @prop viewer · @prop card · @prop speech
 * @fires saved (detail: the card as it is now) · toast
 */
export class Timeline extends LitElement {
  static override properties = {
    client: { attribute: false },
    viewer: { attribute: false },
    card: { attribute: false },
    speech: { attribute: false },
    entries: { state: true },
    opened: { state: true },
    editing: { state: true },
    problem: { state: true },
    busy: { state: true },
  }
  declare client: Client
  declare viewer: NonNullable<OpenQuery['viewer']>
  declare card: Card
  declare speech: Speech
  declare private entries: Entry[] | null
  /** Conversations that are open, by id. */
  declare private opened: ReadonlySet<string>
  declare private editing: string | null
  declare private problem: string
  declare private busy: boolean
  #next: string | null = null
  #figures = ''

  constructor() {
    super()
    this.entries = this.editing = null
    this.opened = new Set()
    this.problem = ''
    this.busy = false
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    const before = changed.get('card') as Card | undefined
    if (before && before.id !== this.card.id) {
      this.entries = this.editing = null
      this.opened = new Set()
    }
    const figures = `${this.card.id} ${this.card.activityCount} ${this.card.lastActivityAt}`
    if (figures === this.#figures) return
    this.#figures = figures
    void this.#read(null)
  }

  async #read(after: string | null) {
    const { id } = this.card
    this.busy = true
    this.problem = ''
    try {
      const page = (await this.client.query(TimelineDocument, { id, after })).contactById?.timeline
      if (id !== this.card.id) return
      const edges = page?.edges ?? []
      const { hasNextPage = false, endCursor = null } = page?.pageInfo ?? {}
      const joined = after || !this.entries ? continued(this.entries ?? [], edges) : renewed(this.entries, edges, hasNextPage)
      if (after || !this.entries || !joined || !hasNextPage) this.#next = hasNextPage ? endCursor : null
      this.entries = joined ?? edges
    } catch (error) {
      this.problem = asProblem(error).message
    } finally {
      this.busy = false
    }
  }

  override render() {
    const { words } = this.speech
    const { entries } = this
    return html`
      <crm-activity-form
        .client=${this.client}
        .person=${personOf(this.viewer)}
        .contactId=${this.card.id}
        .speech=${this.speech}
        @logged=${this.#logged}
      ></crm-activity-form>
      ${entries
        ? entries.length
          ? html`<ol aria-label=${words.timeline} data-testid="timeline">${repeat(entries, ({ node }) => node.id, (entry, at) => this.#entry(entry, at))}</ol>`
          : html`<p class="none">${words.noTimeline}</p>`
        : this.problem ? nothing : html`<div class="waiting" aria-hidden="true"><i></i><i></i><i></i></div>`}
      ${this.problem ? html`<p class="wrong" role="alert">${this.problem} <button class="link" @click=${() => this.#read(null)}>${words.retry}</button></p>` : nothing}
      ${this.#next ? html`<button class="button more" aria-busy=${this.busy} data-testid="timeline-more" @click=${() => !this.busy && this.#read(this.#next)}>${words.showMore}</button>` : nothing}
    `
  }

  #entry({ node }: Entry, at: number) {
    return isTalk(node) ? this.#talk(node, at) : this.editing === node.id ? html`<li class="edited">${this.#form(node)}</li>` : this.#activity(node)
  }

  #when(iso: string) {
    return html`<time dir="auto" datetime=${iso} title=${this.speech.date(iso)}>${ago(iso, this.speech)}</time>`
  }

  #activity(node: Activity) {
    const { speech } = this
    const { words } = speech
    const mine = node.agent?.id === this.viewer.agent.id
    const may = mine || this.viewer.permissions.includes('CRM_MANAGE')
    const done = node.taskState === 'DONE'
    const late = node.taskState === 'OPEN' && !!node.dueAt && Date.parse(node.dueAt) < Date.now()
    const kind = speech.code(node.type)
    const facts = [
      node.subject && kind,
      node.direction && speech.code(node.direction),
      node.durationSeconds && speech.duration(node.durationSeconds),
      node.agent?.name,
    ].filter(Boolean)
    return html`
      <li class="entry ${node.type} ${done ? 'done' : ''}" data-testid="activity" data-type=${node.type}>
        ${node.type === 'TASK' && may && node.taskState !== 'CANCELLED'
          ? html`<button class="sign tick" role="checkbox" aria-checked=${done} aria-label=${words.markDone(node.subject ?? kind)} data-testid="task-done" @click=${() => this.#tick(node, !done)}>${done ? icons.check : nothing}</button>`
          : html`<span class="sign" aria-hidden="true">${signs[node.type] ?? more.message}</span>`}
        <div class="what">
          <p class="title"><bdi>${node.subject || kind}</bdi></p>
          ${node.body ? html`<p class="body"><bdi>${node.body}</bdi></p>` : nothing}
          <p class="facts">
            ${node.dueAt && node.taskState === 'OPEN' ? html`<span class="due ${late ? 'late' : ''}" title=${speech.date(node.dueAt)}>${words.dueIn(ago(node.dueAt, speech))}</span> · ` : node.taskState && node.taskState !== 'OPEN' ? html`${speech.code(node.taskState)} · ` : nothing}
            ${facts.length ? html`<bdi>${facts.join(' · ')}</bdi> · ` : nothing}${this.#when(node.at)}
          </p>
        </div>
        ${may
          ? html`<span class="tools">
              <button class="tool" aria-label=${words.edit(kind)} title=${words.edit(kind)} data-testid="edit-activity" @click=${() => this.#edit(node.id)}>${more.edit}</button>
              ${mine ? html`<button class="tool" aria-label=${words.deleteEntry(kind)} title=${words.deleteEntry(kind)} data-testid="delete-activity" @click=${() => this.#delete(node)}>${more.trash}</button>` : nothing}
            </span>`
          : nothing}
      </li>
    `
  }

  #talk(node: Talk, at: number) {
    const { speech } = this
    const open = this.opened.has(node.id)
    const facts = [speech.code(node.channel), speech.words.messages(speech.number(node.messageCount), node.messageCount === 1), node.agent?.name, node.queue?.name].filter(Boolean).join(' · ')
    return html`
      <li class="entry talk" data-testid="conversation">
        <span class="sign" aria-hidden="true">${node.channel === 'EMAIL' ? icons.mail : more.message}</span>
        <div class="what">
          <button class="title" aria-expanded=${open} data-testid="open-conversation" @click=${() => this.#toggle(node.id)}><bdi>${node.subject || speech.code(node.channel)}</bdi>${icons.down}</button>
          <p class="facts"><bdi>${facts}</bdi> · ${this.#when(node.endedAt)}</p>
          ${open
            ? html`<crm-conversation
                .client=${this.client}
                .contactId=${this.card.id}
                .talk=${node}
                .place=${this.entries![at - 1]?.cursor || null}
                .speech=${speech}
              ></crm-conversation>`
            : nothing}
        </div>
      </li>
    `
  }

  #form(node: Activity) {
    return html`<crm-activity-form
      .client=${this.client}
      .person=${personOf(this.viewer)}
      .contactId=${this.card.id}
      .activity=${node}
      .speech=${this.speech}
      @logged=${this.#logged}
      @close=${() => this.#edit(null)}
    ></crm-activity-form>`
  }

  #toggle(id: string) {
    const opened = new Set(this.opened)
    if (!opened.delete(id)) opened.add(id)
    this.opened = opened
  }

  #edit(id: string | null) {
    this.editing = id
    this.#focus(id ? '.edited crm-activity-form' : '[data-testid=edit-activity]')
  }

  #focus(selector: string) {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus())
  }

  #logged(event: CustomEvent<{ activity: Activity; card: Card; isNew: boolean }>) {
    const { activity, card, isNew } = event.detail
    const { words } = this.speech
    this.#put(activity)
    this.#taken(card)
    if (!isNew) this.#edit(null)
    else this.#toast(words.logged(this.speech.code(activity.type)), () => this.#delete(activity, true))
  }

  /** In its place at once; the page that is read for the new count finds it there. */
  #put(activity: Activity) {
    const had = this.entries?.find(({ node }) => node.id === activity.id)
    this.entries = placed(this.entries ?? [], { cursor: had?.cursor ?? '', node: { ...activity, __typename: 'Activity' } })
  }

  #taken(card: Card | null) {
    if (card) this.dispatchEvent(new CustomEvent('saved', { detail: card }))
  }

  async #tick(node: Activity, done: boolean) {
    const wanted: Activity = { ...node, taskState: done ? 'DONE' : 'OPEN' }
    this.#put(wanted)
    try {
      const { updateActivity } = await this.client.query(UpdateActivityDocument, { input: { id: node.id, taskState: wanted.taskState } })
      if (!updateActivity.activity) throw Error(updateActivity.errors?.[0]?.message)
      this.#taken(updateActivity.contact)
    } catch (error) {
      this.#put(node)
      this.#bad(error)
    }
  }

  async #delete(node: Activity, undone = false) {
    const { words } = this.speech
    const before = this.entries
    const { id: contactId } = this.card
    this.entries = (this.entries ?? []).filter((entry) => entry.node.id !== node.id)
    if (!undone) this.#focus('crm-activity-form') // the button that was pressed is gone
    try {
      const { deleteActivity } = await this.client.query(DeleteActivityDocument, { id: node.id })
      if (deleteActivity.errors?.length) throw Error(deleteActivity.errors[0]!.message)
      this.#taken(deleteActivity.contact)
      if (!undone) this.#toast(words.entryDeleted(this.speech.code(node.type)), () => this.#again(node, contactId))
    } catch (error) {
      this.entries = before
      this.#bad(error)
    }
  }

  /** What was deleted, logged once more as it was. */
  async #again({ type, source, direction, at, subject, body, durationSeconds, callId, dueAt, taskState }: Activity, contactId: string) {
    const had = Object.entries({ source, direction, at, subject, body, durationSeconds, callId, dueAt, taskState }).filter(([, value]) => value !== null)
    const input = { type, ...Object.fromEntries(had) }
    try {
      const { logActivity } = await this.client.query(LogActivityDocument, { input: { ...input, contactId } })
      if (!logActivity.activity) throw Error(logActivity.errors?.[0]?.message)
      if (this.card.id === contactId) this.#put(logActivity.activity)
      this.#taken(logActivity.contact)
    } catch (error) {
      this.#bad(error)
    }
  }

  #toast(text: string, undo: () => unknown) {
    this.dispatchEvent(new CustomEvent('toast', { detail: { text, undo } }))
  }

  #bad(error: unknown) {
    this.dispatchEvent(new CustomEvent('toast', { detail: { text: asProblem(error).message, bad: true } }))
  }

  static override styles = timelineStyles
}

define('crm-timeline', Timeline)
