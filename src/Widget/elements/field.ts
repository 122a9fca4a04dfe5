import { css } from 'lit'

/** Fields are the browser's own too: `<input class="field">`, `<select class="field">`, in a `<label>` or with an `aria-label`. */
export const fields = css`
  .field {
    font: inherit;
    color: inherit;
    inline-size: 100%;
    min-block-size: 34px;
    padding: 0 10px;
    border: 1px solid transparent;
    border-radius: var(--crm-radius);
    background: var(--crm-color-sunken);
    text-overflow: ellipsis;
    transition: background 0.12s, border-color 0.12s;
  }
  .field::placeholder {
    color: var(--crm-color-muted);
    opacity: 1;
  }
  .field:hover {
    border-color: var(--crm-color-line);
  }
  .field:focus {
    outline: 2px solid var(--crm-color-accent);
    outline-offset: -1px;
    background: var(--crm-color-surface);
  }
  .field[aria-invalid='true'] {
    border-color: var(--crm-color-danger);
  }
  select.field {
    background: var(--crm-color-raised);
    border-color: var(--edge);
    cursor: pointer;
  }
  input[type='search']::-webkit-search-cancel-button {
    display: none;
  }
  @media (forced-colors: active) {
    .field {
      border-color: FieldText;
    }
  }
`
