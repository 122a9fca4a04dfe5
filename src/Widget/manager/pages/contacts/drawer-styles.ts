import { css } from 'lit'

/** What stands beside the grid, over its end. */
export const drawerStyles = css`
  :host {
    position: absolute;
    z-index: 8;
    inset-block: 0;
    inset-inline-end: 0;
    display: flex;
    inline-size: min(460px, 100%);
    overflow: visible;
    background: var(--crm-color-surface);
    box-shadow: var(--shadow);
    animation: slide 0.16s ease-out;
  }
  @keyframes slide {
    from {
      opacity: 0;
      translate: 12px 0;
    }
  }
  section {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-inline-size: 0;
  }
  header {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 60px;
    padding: 8px 10px 8px 16px;
    border-block-end: 1px solid var(--crm-color-line);
  }
  header:dir(rtl) {
    padding: 8px 16px 8px 10px;
  }
  h2 {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    font-size: 15px;
    font-weight: 650;
    overflow-wrap: anywhere;
  }
  .none {
    padding: 24px 16px;
    color: var(--crm-color-muted);
  }
`

export const formStyles = css`
  :host {
    inline-size: min(600px, 100%);
    container-type: inline-size;
  }
  form {
    flex: 1;
    min-block-size: 0;
    padding-block-end: 16px;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .all {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  details {
    padding-inline: 16px;
    border-block-end: 1px solid var(--crm-color-line);
  }
  details[open] {
    padding-block-end: 16px;
  }
  summary {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
    font-weight: 650;
    cursor: pointer;
    list-style: none;
  }
  summary svg {
    color: var(--crm-color-muted);
    rotate: -90deg;
    transition: rotate 0.12s;
  }
  summary:dir(rtl) svg {
    rotate: 90deg;
  }
  [open] > summary svg {
    rotate: 0deg;
  }
  .grid {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 12px 16px;
  }
  @container (max-width: 420px) {
    .grid {
      grid-template-columns: 1fr;
    }
  }
  .entry {
    min-inline-size: 0;
    padding: 0;
  }
  .wide {
    grid-column: 1 / -1;
    margin-block-start: 12px;
  }
  .grid .wide {
    margin: 0;
  }
  label,
  .name {
    display: block;
    margin-block-end: 4px;
    color: var(--crm-color-muted);
    font-size: 12.5px;
    font-weight: 550;
  }
  .typed > label {
    color: var(--crm-color-accent);
  }
  .chips {
    padding: 0;
  }
  .read {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    color: var(--crm-color-muted);
  }
  .read .chip {
    padding: 2px 10px;
    border-radius: 99px;
    background: var(--crm-color-sunken);
    color: var(--crm-color-text);
  }
  footer {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 12px 16px;
    border-block-start: 1px solid var(--crm-color-line);
  }
  footer .wrong {
    flex: 1;
  }
`
