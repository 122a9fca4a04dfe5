import { css } from 'lit'

export const builderStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .group {
    display: grid;
    gap: 8px;
    min-inline-size: 0;
    margin: 0;
    padding: 10px 12px;
    border: 1px solid var(--crm-color-line);
    border-inline-start: 3px solid var(--crm-color-accent);
    border-radius: var(--crm-radius);
  }
  .group.or {
    border-inline-start-color: var(--crm-color-warn);
  }
  .mode {
    display: flex;
    justify-content: space-between;
  }
  .mode select {
    inline-size: auto;
    font-weight: 600;
  }
  .test {
    display: grid;
    grid-template-columns: minmax(120px, 190px) minmax(110px, 160px) minmax(0, 1fr) 32px;
    align-items: start;
    gap: 8px;
  }
  @container (max-width: 560px) {
    .test {
      grid-template-columns: 1fr 1fr 32px;
    }
    .by {
      grid-row: 2;
      grid-column: 1 / -1;
    }
  }
  .choices-of {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .pick {
    min-block-size: 34px;
    padding: 0 10px;
    border-radius: var(--crm-radius);
    box-shadow: inset 0 0 0 1px var(--crm-color-line);
  }
  .pick.on {
    background: var(--tint);
    box-shadow: inset 0 0 0 1.5px var(--crm-color-accent);
    color: var(--crm-color-accent);
    font-weight: 600;
  }
  .adds {
    display: flex;
    flex-wrap: wrap;
    gap: 16px;
  }
  .link {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 28px;
  }
  .found {
    padding: 10px 2px 0;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  .wrong {
    color: var(--crm-color-danger);
    font-weight: 400;
  }
  .strange {
    padding: 8px 12px;
    margin-block-end: 8px;
    border-radius: var(--crm-radius);
    background: color-mix(in oklab, var(--crm-color-warn) 13%, transparent);
  }
`
