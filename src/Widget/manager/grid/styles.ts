import { css } from 'lit'

export const gridStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    min-inline-size: 0;
  }
  .scroller {
    flex: 1;
    min-block-size: 0;
    max-block-size: 100vh; /* without a height from the host every row there is would be in view */
    overflow: auto;
    overscroll-behavior: contain;
    overflow-anchor: none;
    outline: none;
  }
  .head {
    position: sticky;
    z-index: 3;
    inset-block-start: 0;
    inline-size: max-content;
    min-inline-size: 100%;
  }
  .space {
    position: relative;
    inline-size: var(--width);
    min-inline-size: 100%;
    overflow: clip;
  }
  .row {
    display: grid;
    grid-template-columns: var(--columns);
    inline-size: max-content;
    min-inline-size: 100%;
    block-size: var(--crm-row-height);
    background: var(--crm-color-surface);
    border-block-end: 1px solid var(--crm-color-line);
  }
  .space .row {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    contain: layout style;
    cursor: default;
  }
  .head .row {
    background: var(--crm-color-sunken);
  }
  .cell {
    position: relative;
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    padding-inline: 12px;
    background: inherit;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .cell.end {
    justify-content: flex-end;
  }
  .cell > bdi,
  .text {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .check,
  .fixed {
    position: sticky;
    z-index: 1;
    inset-inline-start: 0;
  }
  .check {
    justify-content: center;
    padding: 0;
    cursor: pointer;
  }
  .fixed {
    inset-inline-start: 40px;
    box-shadow: 1px 0 0 var(--crm-color-line);
  }
  .fixed:dir(rtl) {
    box-shadow: -1px 0 0 var(--crm-color-line);
  }
  .space .row:hover {
    background: color-mix(in oklab, var(--crm-color-text) 3%, var(--crm-color-surface));
  }
  .space .row.chosen {
    background: color-mix(in oklab, var(--crm-color-accent) 10%, var(--crm-color-surface));
  }
  .row.gone {
    color: var(--crm-color-muted);
    text-decoration: line-through;
  }
  .row.flash {
    animation: flash 1.6s ease-out;
  }
  @keyframes flash {
    from {
      background: color-mix(in oklab, var(--crm-color-warn) 14%, var(--crm-color-surface));
    }
  }
  .scroller:focus-visible .at {
    outline: 2px solid var(--crm-color-accent);
    outline-offset: -2px;
    border-radius: 4px;
  }
  .head .cell {
    font-size: 12.5px;
    font-weight: 600;
    color: var(--crm-color-muted);
    user-select: none;
  }
  .head .sorts {
    cursor: pointer;
  }
  .head .sorts:hover,
  .head [aria-sort] {
    color: var(--crm-color-text);
  }
  .title {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .arrow svg {
    inline-size: 13px;
    block-size: 13px;
    rotate: -90deg;
  }
  .arrow.down svg {
    rotate: 90deg;
  }
  .more {
    position: absolute;
    inset-inline-end: 8px;
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    border-radius: 6px;
    background: var(--crm-color-sunken);
    opacity: 0;
  }
  .cell:hover > .more,
  .scroller:focus-visible .at > .more {
    opacity: 1;
  }
  .more:hover {
    background: var(--crm-color-line);
  }
  .edge {
    position: absolute;
    z-index: 2;
    inset-block: 0;
    inset-inline-end: 0;
    inline-size: 9px;
    cursor: col-resize;
    touch-action: none;
  }
  .edge::after {
    content: '';
    position: absolute;
    inset-block: 12px;
    inset-inline-end: 0;
    border-inline-end: 1px solid var(--crm-color-line);
  }
  .edge:hover::after {
    inset-block: 0;
    border-inline-end: 2px solid var(--crm-color-accent);
  }
  .drop {
    box-shadow: inset 3px 0 0 var(--crm-color-accent);
  }
  .box {
    position: relative;
    inline-size: 17px;
    block-size: 17px;
    border: 1.5px solid color-mix(in oklab, var(--crm-color-muted) 70%, transparent);
    border-radius: 5px;
    background: var(--crm-color-surface);
  }
  .check::before {
    content: '';
    position: absolute;
    inset: 6px;
  }
  .box.all,
  .box.some {
    border-color: var(--crm-color-accent);
    background: var(--crm-color-accent);
  }
  .box.all::after {
    content: '';
    position: absolute;
    inset-inline-start: 4.5px;
    inset-block-start: 1px;
    inline-size: 4px;
    block-size: 8px;
    border: solid var(--crm-color-on-accent);
    border-width: 0 2px 2px 0;
    rotate: 42deg;
  }
  .box.some::after {
    content: '';
    position: absolute;
    inset: 6px 3px;
    background: var(--crm-color-on-accent);
  }
  .bone {
    block-size: 10px;
    border-radius: 4px;
    background: var(--crm-color-line);
  }
  .w0 {
    inline-size: 62%;
  }
  .w1 {
    inline-size: 44%;
  }
  .w2 {
    inline-size: 74%;
  }
  .w3 {
    inline-size: 36%;
  }
  @media (forced-colors: active) {
    .row.chosen {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .box {
      border-color: ButtonText;
    }
    .box.all,
    .box.some {
      background: Highlight;
    }
  }
`
