import { css } from 'lit'

/**
 * Buttons are the browser's own, dressed by class, so that names, forms, focus and tests work as everywhere.
 *
 * `<button class="button">` quiet with a border · `.primary` the one thing to do · `.danger` takes something away ·
 * `.icon` a square for one icon (give it an `aria-label` and a `title`) · `.link` inside a sentence. `aria-busy`
 * dims it while its work goes on.
 */
export const buttons = css`
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    margin: 0;
    cursor: pointer;
    text-align: start;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: 32px;
    padding: 3px 12px;
    border-radius: var(--crm-radius);
    border: 1px solid var(--crm-color-line);
    background: var(--crm-color-raised);
    color: var(--crm-color-text);
    font-weight: 550;
    text-align: center;
    text-decoration: none;
    transition: background 0.12s, border-color 0.12s, opacity 0.12s;
  }
  .button:hover {
    background: color-mix(in oklab, var(--crm-color-text) 5%, var(--crm-color-raised));
  }
  .button:disabled,
  .button[aria-busy='true'] {
    opacity: 0.55;
    cursor: default;
  }
  .button.primary {
    background: var(--crm-color-accent);
    border-color: transparent;
    color: var(--crm-color-on-accent);
  }
  .button.primary:not(:disabled):hover {
    background: color-mix(in oklab, var(--crm-color-accent) 88%, var(--crm-color-text));
  }
  .button.danger {
    color: var(--crm-color-danger);
  }
  .button.icon {
    inline-size: 32px;
    padding: 0;
    border-color: transparent;
    background: none;
    color: var(--crm-color-muted);
    flex: none;
  }
  .button.icon:hover {
    background: var(--hover);
    color: var(--crm-color-text);
  }
  .link {
    color: var(--crm-color-accent);
    font-weight: 550;
    border-radius: 4px;
  }
  .link:hover {
    text-decoration: underline;
  }
  @media (forced-colors: active) {
    .button {
      border-color: ButtonText !important;
    }
  }
`
