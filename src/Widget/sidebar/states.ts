import { css, html, nothing, type TemplateResult } from 'lit'
import { icons } from '../elements/icons'
import type { Problem } from '../api/problem'
import type { Words } from './words/words'

/** A quiet page with an icon, for whatever is not a list of rows. @param act buttons below */
export const notice = (icon: keyof typeof icons, title: string, text: unknown, act: unknown = nothing): TemplateResult => html`
  <div class="notice" data-testid="notice">
    <span class="badge">${icons[icon]}</span>
    <h2>${title}</h2>
    <p>${text}</p>
    <div class="act">${act}</div>
  </div>
`

/** Rows to be, in the shape of rows. */
export const skeleton = (words: Words) => html`
  <div class="skeleton" role="status" data-testid="skeleton">
    <span class="unseen">${words.loading}</span>
    ${[0, 1, 2, 0, 1, 2].map((at) => html`<div class="bone"><i></i><span><b class="w${at}"></b><b class="w${2 - at} thin"></b></span></div>`)}
  </div>
`

/** A failure that the agent can do something about. */
export const failure = (words: Words, problem: Problem | null, retry: () => void, copy: () => void) =>
  notice(
    problem?.away ? 'away' : 'alert',
    problem?.away ? words.awayTitle : words.failedTitle,
    problem?.away ? words.awayText : problem?.message,
    html`
      <button class="button primary" data-testid="retry" @click=${retry}>${words.retry}</button>
      <button class="button" data-testid="copy-details" @click=${copy}>${icons.copy}${words.copyDetails}</button>
    `,
  )

export const stateStyles = css`
  .notice {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: 6px;
    flex: 1;
    min-block-size: 0;
    padding: 32px 28px 48px;
    text-align: center;
    overflow: auto;
    animation: appear 0.2s ease-out;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  .badge {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    margin-block-end: 8px;
    border-radius: 14px;
    background: var(--crm-color-sunken);
    color: var(--crm-color-muted);
  }
  .badge svg {
    inline-size: 22px;
    block-size: 22px;
  }
  .notice h2 {
    font-size: 15px;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  .notice p {
    max-inline-size: 34ch;
    color: var(--crm-color-muted);
    overflow-wrap: anywhere;
  }
  .act {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
    margin-block-start: 12px;
  }
  .act:empty {
    display: none;
  }
  .skeleton {
    padding: 8px 16px;
    animation: appear 0.2s 0.1s both;
  }
  .bone {
    display: flex;
    align-items: center;
    gap: 10px;
    block-size: var(--crm-row-height);
  }
  .bone i {
    inline-size: 34px;
    block-size: 34px;
    border-radius: 50%;
  }
  .bone span {
    flex: 1;
    display: grid;
    gap: 7px;
  }
  .bone i,
  .bone b {
    background: var(--crm-color-line);
    animation: breathe 1.4s ease-in-out infinite alternate;
  }
  .bone b {
    block-size: 11px;
    border-radius: 4px;
  }
  .bone b.thin {
    block-size: 9px;
  }
  .w0 {
    inline-size: 58%;
  }
  .w1 {
    inline-size: 44%;
  }
  .w2 {
    inline-size: 38%;
  }
  @keyframes breathe {
    to {
      opacity: 0.5;
    }
  }
`
