import { LitElement, html, nothing, type TemplateResult } from 'lit'
import { asProblem, type Problem } from '../../api/problem'
import { buttons } from '../../elements/button'
import { fields } from '../../elements/field'
import { icons } from '../../elements/icons'
import { base } from '../../elements/theme'
import { failure, skeleton, stateStyles } from '../../sidebar/states'
import type { Manager } from '../pages'
import type { Route } from '../route'
import { pageWords, type PageWords } from '../words/pages'
import './ask'
import type { Ask } from './ask'
import { dataPageStyles } from './data-page-styles'
import './menu'
import type { MenuItem } from './menu'

/**
 * A page that shows what there is of one kind, in a table, and what can be done with it. What it has shown stays while it is
 * read anew; who comes back to it finds it read.
 */
export abstract class DataPage<Data> extends LitElement {
  static override properties = {
    manager: { attribute: false },
    route: { attribute: false },
    data: { state: true },
    problem: { state: true },
    menu: { state: true },
    ask: { state: true },
    busy: { state: true },
  }
  declare manager: Manager
  declare route: Route
  declare protected data: Data | null
  declare protected problem: Problem | null
  declare protected menu: { label: string; items: MenuItem[]; x: number; y: number } | null
  declare protected ask: Ask | null
  declare protected busy: boolean
  #deaf: (() => void) | null = null
  #asked = 0

  constructor() {
    super()
    this.data = this.problem = this.menu = this.ask = null
    this.busy = false
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#deaf?.()
    this.#deaf = null
  }

  protected override willUpdate(_: Map<string, unknown>) {
    if (this.#deaf) return
    this.#deaf = this.manager.listen({ again: () => void this.reload(), changed: () => this.told() })
    void this.reload()
  }

  protected get words(): PageWords {
    return pageWords(this.manager.speech)
  }

  /** Asks for what is shown. */
  protected abstract read(): Promise<Data>
  protected abstract view(data: Data): unknown
  protected abstract heading(): string

  /** What stands at the end of the head. */
  protected tools(): unknown {
    return nothing
  }

  /** Lists, counts, imports or the connection are not what they were. */
  protected told() {
    this.requestUpdate()
  }

  protected async reload() {
    const asked = ++this.#asked
    this.busy = true
    try {
      const data = await this.read()
      if (asked !== this.#asked) return
      this.data = data
      this.problem = null
    } catch (error) {
      if (asked !== this.#asked) return
      this.problem = asProblem(error)
      if (this.problem.signedOut || this.problem.forbidden) this.manager.failed(this.problem)
    } finally {
      if (asked === this.#asked) this.busy = false
    }
  }

  /** Does something, and shows what became of it. @returns false when it failed: that was told */
  protected async work(what: () => Promise<unknown>): Promise<boolean> {
    try {
      await what()
      await this.reload()
      return true
    } catch (error) {
      this.manager.failed(error)
      return false
    }
  }

  /** What follows something that was done. */
  protected done(): Promise<unknown> {
    return this.reload()
  }

  /** For what is asked in a dialog: a refusal stays there; what was done is shown, and told. */
  protected async answered(answer: Promise<Answer>, told?: string) {
    const refused = refusedBy(await answer)
    if (refused) return refused
    await this.done()
    if (told) this.manager.toast({ text: told })
    return null
  }

  protected open(at: HTMLElement, label: string, items: MenuItem[]) {
    const { left, right, bottom } = at.getBoundingClientRect()
    this.menu = { label, items, x: getComputedStyle(this).direction === 'rtl' ? right : left, y: bottom + 4 }
  }

  /** What else can be done with a row. */
  protected more(name: string, items: MenuItem[]): TemplateResult | typeof nothing {
    if (!items.length) return nothing
    const label = this.words.actionsFor(name)
    return html`<button class="button icon" aria-haspopup="menu" aria-label=${label} title=${label} data-testid="more" @click=${(event: Event) => this.open(event.currentTarget as HTMLElement, label, items)}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3" /></svg>
    </button>`
  }

  protected link(page: string, query: URLSearchParams, text: unknown, id: string) {
    const go = (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
      event.preventDefault()
      this.manager.go({ page, query })
    }
    return html`<a class="link" href=${this.manager.href({ page, query })} data-testid=${id} @click=${go}>${text}</a>`
  }

  protected day = (iso: string) => new Intl.DateTimeFormat(this.manager.speech.lang, { dateStyle: 'medium' }).format(new Date(iso))

  protected one = (n: number) => new Intl.PluralRules(this.manager.speech.lang).select(n) === 'one'

  protected override render() {
    const { words } = this
    const copy = () => void navigator.clipboard?.writeText(this.problem?.details ?? '').then(() => this.manager.toast({ text: words.copied }), () => {})
    const again = () => void this.reload()
    return html`
      <section aria-labelledby="title">
        <div class="head"><h2 id="title" tabindex="-1">${this.heading()}</h2><span class="room"></span>${this.tools()}</div>
        ${this.problem && this.data
          ? html`<div class="strip" role="alert" data-testid="page-problem">${icons.alert}<span class="room">${this.problem.away ? words.awayTitle : this.problem.message}</span><button class="link" @click=${again}>${words.retry}</button></div>`
          : nothing}
        <div class="place" aria-busy=${this.busy}>${this.data ? this.view(this.data) : this.problem ? failure(words, this.problem, again, copy) : skeleton(words)}</div>
      </section>
      ${this.menu ? html`<crm-menu .items=${this.menu.items} .label=${this.menu.label} .x=${this.menu.x} .y=${this.menu.y} @close=${() => (this.menu = null)}></crm-menu>` : nothing}
      ${this.ask ? html`<crm-ask .ask=${this.ask} .words=${words} @close=${() => (this.ask = null)}></crm-ask>` : nothing}
    `
  }

  static override styles = [base, buttons, fields, stateStyles, dataPageStyles]
}

interface Answer {
  done: { errors?: { message: string; field?: string | null }[] | null }
}

/** The first reason for which a mutation was not done; null when it was. */
export const refusedBy = ({ done }: Answer) => done.errors?.[0] ?? null
