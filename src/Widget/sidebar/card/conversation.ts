import { LitElement, css, html, nothing } from 'lit'
import type { Client } from '../../api/client'
import { ConversationDocument } from '../../api/gen/card-documents'
import type { ConversationQuery } from '../../api/gen/documents'
import { asProblem } from '../../api/problem'
import { buttons } from '../../elements/button'
import { define } from '../../elements/define'
import { base } from '../../elements/theme'
import type { Speech } from '../words/words'
import type { Talk } from './entries'

type Node = NonNullable<NonNullable<NonNullable<ConversationQuery['contactById']>['timeline']>['nodes']>[number]
type Message = NonNullable<NonNullable<Extract<Node, { messages: unknown }>['messages']>['nodes']>[number]

/**
 * `<crm-conversation>`: what was said, in order, page by page.
 *
 * @prop client · @prop contactId · @prop talk · @prop place cursor of the entry before it; null for the first · @prop speech
 */
export class Conversation extends LitElement {
  static override properties = {
    client: { attribute: false },
    contactId: { attribute: false },
    talk: { attribute: false },
    place: { attribute: false },
    speech: { attribute: false },
    messages: { state: true },
    problem: { state: true },
  }
  declare client: Client
  declare contactId: string
  declare talk: Talk
  declare place: string | null
  declare speech: Speech
  declare private messages: Message[] | null
  declare private problem: string
  #next: string | null = null

  constructor() {
    super()
    this.messages = this.place = null
    this.problem = ''
  }

  protected override firstUpdated() {
    void this.#read()
  }

  async #read() {
    this.problem = ''
    try {
      const { contactById } = await this.client.query(ConversationDocument, { id: this.contactId, place: this.place, after: this.#next })
      const found = contactById?.timeline?.nodes?.find((node) => 'messages' in node && node.id === this.talk.id) as Extract<Node, { messages: unknown }> | undefined
      if (!found?.messages) throw new Error(this.speech.words.notFound)
      this.messages = [...(this.messages ?? []), ...(found.messages.nodes ?? [])]
      this.#next = found.messages.pageInfo.hasNextPage ? found.messages.pageInfo.endCursor : null
    } catch (error) {
      this.problem = asProblem(error).message
    }
  }

  override render() {
    const { speech } = this
    const { words } = speech
    return html`
      <ol aria-label=${words.conversation} data-testid="messages">
        ${this.messages?.map(
          ({ direction, agent, sender, body, at }) => html`<li class=${direction} data-testid="message-of">
            <p><bdi>${body}</bdi></p>
            <small><bdi>${agent?.name ?? sender ?? ''}</bdi> <time datetime=${at}>${speech.date(at)}</time></small>
          </li>`,
        ) ?? nothing}
      </ol>
      ${this.problem ? html`<p class="wrong" role="alert">${this.problem} <button class="link" @click=${() => this.#read()}>${words.retry}</button></p>` : nothing}
      ${this.#next ? html`<button class="link" @click=${() => this.#read()}>${words.showMore}</button>` : nothing}
    `
  }

  static override styles = [
    base,
    buttons,
    css`
      ol {
        display: grid;
        gap: 8px;
        margin: 8px 0 4px;
        padding: 0;
        list-style: none;
        min-block-size: 24px;
      }
      li {
        justify-self: start;
        max-inline-size: 92%;
      }
      li.OUTBOUND {
        justify-self: end;
      }
      li p {
        padding: 6px 10px;
        border-radius: 12px;
        border-end-start-radius: 3px;
        background: var(--crm-color-sunken);
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      .OUTBOUND p {
        border-radius: 12px;
        border-end-end-radius: 3px;
        background: var(--tint);
      }
      small {
        display: block;
        padding-inline: 4px;
        font-size: 11px;
        color: var(--crm-color-muted);
        overflow-wrap: anywhere;
      }
      .wrong {
        color: var(--crm-color-danger);
      }
      .link {
        min-block-size: 24px;
      }
    `,
  ]
}

define('crm-conversation', Conversation)
