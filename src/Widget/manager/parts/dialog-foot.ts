import { css } from 'lit'

/** The buttons below a dialog. */
export const dialogFoot = css`
  .foot {
    display: flex;
    justify-content: flex-end;
    gap: 8px;
    padding: 12px 20px 16px;
    border-block-start: 1px solid var(--crm-color-line);
  }
`
