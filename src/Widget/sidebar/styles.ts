import { css } from 'lit'

/** The frame of the sidebar: head, strips, and the body in which list and card lie over or beside each other. */
export const frame = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 320px;
    min-inline-size: 260px;
    overflow: hidden;
    background: var(--crm-color-surface);
    color: var(--crm-color-text);
    font: var(--crm-font);
    -webkit-font-smoothing: antialiased;
  }
  :host([hidden]) {
    display: none;
  }
  .head {
    position: relative;
    z-index: 3;
    display: flex;
    align-items: center;
    gap: var(--crm-space);
    padding: 10px 10px 4px 12px;
  }
  .head crm-picker {
    /* What it opens may be as wide as the sidebar. */
    position: static;
    flex: 0 1 auto;
    margin-inline-start: -4px;
  }
  :host([density='compact']) {
    --crm-row-height: 40px;
    --crm-space: 2px;
  }
  .head b {
    font-size: 11.5px;
    letter-spacing: -0.02em;
  }
  .room {
    flex: 1;
    min-inline-size: 0;
  }
  .search {
    position: relative;
    padding: 4px 12px 10px;
    border-block-end: 1px solid var(--crm-color-line);
  }
  .search > svg {
    position: absolute;
    inset-inline-start: 22px;
    inset-block-start: 13px;
    color: var(--crm-color-muted);
    pointer-events: none;
  }
  .search .field {
    padding-inline: 33px 34px;
  }
  .search .clear {
    position: absolute;
    inset-inline-end: 14px;
    inset-block-start: 5px;
  }
  kbd {
    position: absolute;
    inset-inline-end: 20px;
    inset-block-start: 12px;
    padding: 0 6px;
    border: 1px solid var(--crm-color-line);
    border-radius: 4px;
    font: 11px/17px ui-monospace, monospace;
    color: var(--crm-color-muted);
    pointer-events: none;
  }
  .field:focus ~ kbd {
    display: none;
  }
  .strip {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    padding: 7px 16px;
    font-size: 12.5px;
    background: color-mix(in oklab, var(--crm-color-warn) 13%, var(--crm-color-surface));
    color: var(--crm-color-warn);
  }
  .strip .room {
    flex: 1 1 150px;
    overflow-wrap: anywhere;
  }
  .links {
    display: flex;
    gap: 14px;
    margin-inline-start: auto;
  }
  .strip .link {
    min-block-size: 24px;
  }
  .strip.run {
    display: block;
    inline-size: 100%;
    background: var(--crm-color-sunken);
    color: var(--crm-color-text);
  }
  .strip.run:hover {
    background: color-mix(in oklab, var(--crm-color-text) 4%, var(--crm-color-sunken));
  }
  .strip.run > span {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    margin-block-end: 6px;
    font-variant-numeric: tabular-nums;
  }
  .strip.run b {
    font-weight: 600;
  }
  .pill {
    position: absolute;
    z-index: 2;
    inset-block-end: 14px;
    inset-inline: 0;
    margin-inline: auto;
    inline-size: max-content;
    max-inline-size: calc(100% - 24px);
    min-block-size: 32px;
    padding: 4px 16px;
    border-radius: 16px;
    background: var(--crm-color-accent);
    color: var(--crm-color-on-accent);
    font-size: 12.5px;
    font-weight: 550;
    text-align: center;
    box-shadow: var(--shadow);
    animation: appear 0.2s ease-out;
  }
  .body {
    position: relative;
    flex: 1;
    min-block-size: 0;
    display: flex;
    flex-direction: column;
  }
  .pane {
    flex: 1;
    min-block-size: 0;
    min-inline-size: 0;
    display: flex;
    flex-direction: column;
    position: relative;
  }
  crm-contact-list {
    flex: 1;
    min-block-size: 0;
  }
  .split .body {
    flex-direction: row;
  }
  .shell {
    display: contents;
  }
  .split,
  .inside {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-block-size: 0;
  }
`
