import { css } from 'lit'

export const pageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    container-type: inline-size;
  }
  section {
    position: relative;
    display: flex;
    flex-direction: column;
    flex: 1;
    min-block-size: 0;
  }
  .head {
    position: relative;
    z-index: 5;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 12px 16px 8px;
  }
  .head crm-picker {
    max-inline-size: 300px;
    margin-inline-start: -8px;
  }
  .room {
    flex: 1;
    min-inline-size: 0;
  }
  .search {
    position: relative;
    flex: 0 1 340px;
    min-inline-size: 160px;
  }
  .search > svg {
    position: absolute;
    inset-inline-start: 10px;
    inset-block-start: 9px;
    color: var(--crm-color-muted);
    pointer-events: none;
  }
  .search .field {
    padding-inline: 33px 34px;
  }
  .search .clear {
    position: absolute;
    inset-inline-end: 1px;
    inset-block-start: 1px;
  }
  kbd {
    position: absolute;
    inset-inline-end: 9px;
    inset-block-start: 7px;
    padding: 0 6px;
    border: 1px solid var(--crm-color-line);
    border-radius: 5px;
    color: var(--crm-color-muted);
    font: inherit;
    font-size: 12px;
  }
  .under {
    position: relative;
    z-index: 4;
    min-block-size: 46px;
    padding: 2px 16px 10px;
  }
  .builder {
    max-block-size: 45vh;
    margin-block-start: 10px;
    overflow: auto;
  }
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 1px;
    margin-block: -1px;
    margin-inline: -8px;
  }
  .toolbar b {
    margin-inline-end: 6px;
    font-variant-numeric: tabular-nums;
  }
  .toolbar .link {
    min-block-size: 28px;
  }
  .toolbar .line {
    align-self: stretch;
    margin: 4px 6px;
    border-inline-start: 1px solid var(--crm-color-line);
  }
  .quiet {
    gap: 4px;
    padding: 0 6px;
    font-weight: 500;
    border-color: transparent;
    background: none;
  }
  .quiet:not(:disabled):hover {
    background: var(--hover);
  }
  /* Words alone, then signs alone. */
  @container (min-width: 1150px) and (max-width: 1330px) {
    .quiet > svg:first-child {
      display: none;
    }
  }
  @container (max-width: 1149px) {
    .quiet {
      inline-size: 34px;
      padding: 0;
      font-size: 0;
      gap: 0;
    }
    .quiet > svg + svg {
      display: none;
    }
  }
  .work {
    display: grid;
    grid-template-columns: auto minmax(60px, 1fr) auto;
    align-items: center;
    gap: 12px;
    padding: 7px 16px;
    border-block-start: 1px solid var(--crm-color-line);
    background: var(--tint);
    font-weight: 550;
    font-variant-numeric: tabular-nums;
  }
  .keys > div {
    display: grid;
    grid-template-columns: 120px 1fr;
    gap: 12px;
    padding-block: 5px;
  }
  .keys kbd {
    position: static;
    white-space: nowrap;
  }
  .place {
    position: relative;
    display: flex;
    flex-direction: column;
    flex: 1;
    min-block-size: 0;
    border-block-start: 1px solid var(--crm-color-line);
  }
  crm-grid {
    flex: 1;
    transition: opacity 0.12s 0.1s;
  }
  .dim {
    opacity: 0.55;
  }
  .pill {
    position: absolute;
    z-index: 4;
    inset-block-start: 54px;
    inset-inline: 0;
    margin-inline: auto;
    inline-size: fit-content;
    min-block-size: 32px;
    padding: 0 16px;
    border-radius: 99px;
    background: var(--crm-color-accent);
    color: var(--crm-color-on-accent);
    box-shadow: var(--shadow);
    animation: appear 0.2s ease-out;
  }
  .strip {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 8px 16px;
    background: color-mix(in oklab, var(--crm-color-danger) 10%, var(--crm-color-surface));
    color: var(--crm-color-danger);
  }
`
