import { css } from 'lit'

export const uploadStyles = css`
  :host {
    display: contents;
  }
  .step {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
  .quiet {
    color: var(--crm-color-muted);
    font-size: 12.5px;
  }
  .badge {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 12px;
    background: var(--tint);
    color: var(--crm-color-accent);
  }
  .badge svg {
    inline-size: 20px;
    block-size: 20px;
  }
  .badge.small {
    inline-size: 36px;
    block-size: 36px;
  }
  .badge.completed,
  .badge.undone {
    background: color-mix(in oklab, var(--crm-color-good) 14%, transparent);
    color: var(--crm-color-good);
  }
  .badge.failed,
  .badge.cancelled {
    background: color-mix(in oklab, var(--crm-color-warn) 14%, transparent);
    color: var(--crm-color-warn);
  }
  .drop {
    display: grid;
    justify-items: center;
    gap: 6px;
    padding: 32px 20px 24px;
    border: 1.5px dashed color-mix(in oklab, var(--crm-color-muted) 45%, transparent);
    border-radius: calc(var(--crm-radius) + 4px);
    text-align: center;
    transition: background 0.12s, border-color 0.12s;
  }
  .drop.over {
    border-color: var(--crm-color-accent);
    background: var(--tint);
  }
  .drop .badge {
    margin-block-end: 6px;
  }
  .pick {
    cursor: pointer;
  }
  .pick:focus-within {
    outline: 2px solid var(--crm-color-accent);
    outline-offset: 2px;
  }
  .hint {
    max-inline-size: 42ch;
    margin-block-start: 10px;
  }
  .wait {
    display: grid;
    gap: 14px;
    padding: 28px 4px 32px;
    overflow-wrap: anywhere;
  }
  .facts,
  .title {
    display: flex;
    align-items: center;
    gap: 12px;
    overflow-wrap: anywhere;
  }
  h3 {
    font-size: 13.5px;
    font-weight: 650;
  }
  .columns {
    border: 1px solid var(--crm-color-line);
    border-radius: var(--crm-radius);
  }
  .columns > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 16px minmax(0, 0.8fr);
    align-items: center;
    gap: 10px;
    padding: 9px 10px 9px 12px;
  }
  .columns > li + li {
    border-block-start: 1px solid var(--crm-color-line);
  }
  .columns > li > svg {
    color: var(--crm-color-muted);
  }
  :host(:dir(rtl)) .columns > li > svg {
    transform: scaleX(-1);
  }
  .from b {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  ol {
    margin: 1px 0 0;
    padding: 0;
    list-style: none;
    font-size: 12px;
    color: var(--crm-color-muted);
  }
  ol li {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .none {
    font-style: italic;
  }
  .out .from b {
    color: var(--crm-color-muted);
  }
  .out .field {
    color: var(--crm-color-muted);
  }
  .check {
    display: inline-block;
    margin-inline-start: 6px;
    padding: 0 7px;
    border-radius: 99px;
    background: color-mix(in oklab, var(--crm-color-warn) 14%, transparent);
    color: var(--crm-color-warn);
    font-size: 11px;
    font-weight: 600;
    white-space: nowrap;
  }
  .check.sure,
  .check.likely {
    background: var(--crm-color-sunken);
    color: var(--crm-color-muted);
  }
  [data-step]:focus,
  .trouble:focus {
    outline: none;
  }
  .keys {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .keys legend {
    padding: 0;
    font-size: 12.5px;
    color: var(--crm-color-muted);
  }
  .keys label {
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 28px;
    cursor: pointer;
  }
  .keys input {
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    accent-color: var(--crm-color-accent);
  }
  .keys .off {
    color: var(--crm-color-muted);
    cursor: default;
  }
  .trial {
    display: grid;
    gap: 10px;
    padding: 12px;
    border: 1px solid var(--crm-color-line);
    border-radius: var(--crm-radius);
  }
  .trial .button {
    justify-self: start;
  }
  .kept li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 12px;
    padding-block: 4px;
    overflow-wrap: anywhere;
  }
  .choices > p {
    align-self: end;
  }
  .warn,
  .trouble {
    display: flex;
    gap: 8px;
    align-items: center;
    color: var(--crm-color-warn);
    font-size: 12.5px;
  }
  .trouble {
    align-items: flex-start;
    padding: 10px 12px;
    border-radius: var(--crm-radius);
    background: color-mix(in oklab, var(--crm-color-danger) 10%, transparent);
    color: var(--crm-color-text);
    overflow-wrap: anywhere;
  }
  .trouble svg {
    margin-block-start: 2px;
    color: var(--crm-color-danger);
  }
  code {
    font: 11.5px ui-monospace, monospace;
    color: var(--crm-color-muted);
  }
  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(190px, 1fr));
    gap: 12px;
  }
  .choices label {
    display: grid;
    gap: 4px;
    font-size: 12.5px;
    color: var(--crm-color-muted);
  }
  .choices select {
    color: var(--crm-color-text);
    font: var(--crm-font);
  }
  .run {
    display: grid;
    gap: 14px;
  }
  .title b {
    font-size: 15px;
    font-weight: 650;
  }
  .pace {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 2px 12px;
    font-variant-numeric: tabular-nums;
  }
  .counts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(84px, 1fr));
    gap: 8px;
  }
  .counts > div {
    padding: 8px 10px;
    border-radius: var(--crm-radius);
    background: var(--crm-color-sunken);
  }
  .counts dt {
    font-size: 11.5px;
    color: var(--crm-color-muted);
  }
  .counts dd {
    font-size: 18px;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    letter-spacing: -0.02em;
  }
  .counts .zero dd {
    color: var(--crm-color-muted);
    font-weight: 500;
  }
  .counts .imported:not(.zero) dd {
    color: var(--crm-color-good);
  }
  .counts .errors:not(.zero) dd {
    color: var(--crm-color-danger);
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding: 12px 20px 16px;
    border-block-start: 1px solid var(--crm-color-line);
  }
  .room {
    flex: 1;
  }
  @media (width < 440px) {
    .foot .button {
      flex: 1 1 auto;
    }
    .foot .room {
      display: none;
    }
    .columns > li {
      grid-template-columns: minmax(0, 1fr);
      gap: 6px;
    }
    .columns > li > svg {
      display: none;
    }
    .counts {
      grid-template-columns: 1fr 1fr;
    }
    .counts > :first-child {
      grid-column: 1 / -1;
    }
  }
`
