import { css } from 'lit'

/** What stands in cells: names, states, tags, badges. */
export const cellStyles = css`
  .avatar {
    inline-size: 28px;
    block-size: 28px;
    line-height: 28px;
    font-size: 11px;
  }
  .name {
    min-inline-size: 0;
    min-block-size: 28px;
    overflow: hidden;
    text-overflow: ellipsis;
    font-weight: 600;
    outline-offset: -2px;
  }
  .name:hover {
    color: var(--crm-color-accent);
    text-decoration: underline;
  }
  .none {
    color: var(--crm-color-muted);
  }
  .status {
    display: inline-flex;
    align-items: center;
    gap: 7px;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .status .dot {
    flex: none;
  }
  .status.DO_NOT_CONTACT {
    color: var(--crm-color-danger);
  }
  .tags {
    display: flex;
    gap: 4px;
    min-inline-size: 0;
    overflow: hidden;
  }
  .tag {
    flex: 0 1 auto;
    min-inline-size: 0;
    padding: 1px 8px;
    border-radius: 99px;
    background: var(--crm-color-sunken);
    box-shadow: inset 0 0 0 1px var(--crm-color-line);
    font-size: 12px;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .badge-of {
    min-block-size: 24px;
    padding: 0 10px;
    border-radius: 99px;
    background: var(--tint);
    color: var(--crm-color-accent);
    font-size: 12px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .badge-of:hover {
    box-shadow: inset 0 0 0 1px currentColor;
  }
  .badge-of.none {
    background: none;
    color: var(--crm-color-muted);
    font-weight: 400;
  }
`
