import { css, html } from 'lit'
import { icons } from './icons'
import type { Picker } from './picker'

/** What the picker opens: its options, each with its count. */
export const popup = (picker: Picker) => html`
  <ul id="popup" role="listbox" aria-label=${picker.label} ?hidden=${!picker.open} @mousedown=${(event: Event) => event.preventDefault()}>
    ${picker.options.map(
      (option, at) => html`
        <li
          id="o${at}"
          role="option"
          class=${at === picker.active ? 'active' : ''}
          aria-selected=${option.value === picker.value}
          data-testid="list-option"
          data-value=${option.value}
          @click=${() => picker.take(at)}
          @pointermove=${() => (picker.active = at)}
        >
          ${icons[option.kind ?? 'list']}
          <span class="text" dir="auto">${option.text}</span>
          ${option.hint ? html`<span class="unseen">${option.hint}</span>` : ''}
          <span class="count" data-testid="list-option-count">${option.count}</span>
        </li>
      `,
    )}
  </ul>
`

export const styles = css`
  ul {
    position: absolute;
    z-index: 5;
    inset-block-start: calc(100% + 4px);
    inset-inline-start: 8px;
    min-inline-size: 236px;
    max-inline-size: min(340px, 100% - 16px);
    max-block-size: min(60vh, 380px);
    overflow: auto;
    padding: 4px;
    border-radius: calc(var(--crm-radius) + 2px);
    background: var(--crm-color-raised);
    box-shadow: var(--shadow);
    animation: in 0.12s ease-out;
  }
  @keyframes in {
    from {
      opacity: 0;
      transform: translateY(-4px);
    }
  }
  li {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 34px;
    padding: 0 8px;
    border-radius: calc(var(--crm-radius) - 2px);
    cursor: pointer;
  }
  li:first-child:not(:last-child) {
    margin-block-end: 9px;
  }
  li:first-child:not(:last-child)::after {
    content: '';
    position: absolute;
    inset-inline: 12px;
    margin-block-start: 44px;
    border-block-start: 1px solid var(--crm-color-line);
  }
  li .count {
    margin-inline-start: auto;
    padding-inline-start: 12px;
  }
  .active {
    background: var(--hover);
  }
  [aria-selected='true'] {
    font-weight: 600;
  }
  [aria-selected='true'] svg {
    color: var(--crm-color-accent);
  }
  @media (forced-colors: active) {
    ul {
      border: 1px solid;
    }
    .active {
      outline: 2px solid Highlight;
    }
  }
`
