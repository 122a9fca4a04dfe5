import { css } from 'lit'

export const dataPageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    container-type: inline-size;
  }
  section {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-block-size: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 12px 16px;
  }
  .head h2 {
    font-size: 15px;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  .head .count,
  .quiet {
    color: var(--crm-color-muted);
    font-weight: 400;
  }
  .room {
    flex: 1;
    min-inline-size: 0;
  }
  .search {
    flex: 0 1 280px;
    min-inline-size: 150px;
  }
  .strip {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 8px 16px;
    background: color-mix(in oklab, var(--crm-color-danger) 10%, var(--crm-color-surface));
    color: var(--crm-color-danger);
  }
  .place {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    border-block-start: 1px solid var(--crm-color-line);
  }
  table {
    border-collapse: collapse;
    inline-size: 100%;
  }
  th,
  td {
    padding: 9px 16px;
    text-align: start;
    vertical-align: middle;
    border-block-end: 1px solid var(--crm-color-line);
    overflow-wrap: anywhere;
  }
  thead th {
    position: sticky;
    z-index: 2;
    inset-block-start: 0;
    background: var(--crm-color-sunken);
    color: var(--crm-color-muted);
    font-weight: 550;
    white-space: nowrap;
  }
  tbody th {
    font-weight: 600;
    min-inline-size: 160px;
  }
  .wide {
    min-inline-size: 250px;
  }
  .bad {
    white-space: nowrap;
  }
  tbody tr:hover {
    background: var(--hover);
  }
  th .quiet,
  td .quiet {
    display: block;
    font-size: 12.5px;
  }
  .number {
    text-align: end;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .acts {
    inline-size: 1px;
    white-space: nowrap;
    text-align: end;
  }
  .acts .button {
    vertical-align: middle;
  }
  .kind {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--crm-color-muted);
    white-space: nowrap;
  }
  .tag {
    display: inline-block;
    padding: 1px 8px;
    border-radius: 99px;
    background: var(--crm-color-sunken);
    color: var(--crm-color-muted);
    font-size: 12px;
    font-weight: 600;
    white-space: nowrap;
  }
  .tag.completed,
  .tag.failed,
  .tag.cancelled,
  .tag.warn,
  .tag.running,
  .tag.queued {
    background: var(--crm-color-surface);
    box-shadow: inset 0 0 0 1px color-mix(in oklab, currentColor 35%, transparent);
  }
  .tag.completed {
    color: var(--crm-color-good);
  }
  .tag.failed,
  .tag.cancelled,
  .tag.warn {
    color: var(--crm-color-warn);
  }
  .tag.running,
  .tag.queued {
    color: var(--crm-color-accent);
  }
  td crm-progress {
    min-inline-size: 90px;
    margin-block-start: 5px;
  }
  .bad {
    color: var(--crm-color-danger);
    font-weight: 600;
  }
  .foot {
    display: flex;
    justify-content: center;
    padding: 14px;
  }
  a.button svg {
    flex: none;
  }
  td .link,
  th .link {
    display: inline-block;
    min-block-size: 24px;
    text-decoration: none;
  }
  td .link:hover,
  th .link:hover {
    text-decoration: underline;
  }
  details summary {
    display: inline-block;
    min-block-size: 24px;
    color: var(--crm-color-accent);
    font-weight: 550;
    cursor: pointer;
  }
  details li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
    padding-block: 2px;
  }
  details svg {
    inline-size: 13px;
    block-size: 13px;
    color: var(--crm-color-muted);
  }
  :host(:dir(rtl)) details svg {
    transform: scaleX(-1);
  }
  crm-filter-builder {
    display: block;
  }
  @container (max-width: 760px) {
    .aside {
      display: none;
    }
    th,
    td {
      padding: 8px 10px;
    }
    tbody th {
      min-inline-size: 110px;
    }
    .wide {
      min-inline-size: 150px;
    }
  }
`
