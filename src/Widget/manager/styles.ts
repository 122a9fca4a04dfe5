import { css } from 'lit'

/** The frame of the manager: navigation, strips, and the place of a page. */
export const frame = css`
  :host {
    --crm-row-height: 44px;
    position: relative;
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 360px;
    min-inline-size: 280px;
    overflow: hidden;
    container-type: inline-size;
    background: var(--crm-color-surface);
    color: var(--crm-color-text);
    font: var(--crm-font);
    -webkit-font-smoothing: antialiased;
  }
  :host([hidden]) {
    display: none;
  }
  .shell {
    display: flex;
    flex: 1;
    block-size: 100%; /* a host may have made a block of the element */
    min-block-size: 0;
  }
  .main {
    position: relative;
    display: flex;
    flex-direction: column;
    flex: 1;
    min-inline-size: 0;
    min-block-size: 0;
  }
  .main > :last-child {
    flex: 1;
    min-block-size: 0;
  }
  nav {
    flex: none;
    inline-size: 188px;
    padding: 14px 10px;
    border-inline-end: 1px solid var(--crm-color-line);
    background: var(--crm-color-sunken);
    overflow: auto;
  }
  .tenant {
    padding: 0 10px 10px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 650;
  }
  nav a {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 36px;
    padding: 0 10px;
    border-radius: var(--crm-radius);
    color: var(--crm-color-muted);
    font-weight: 550;
    text-decoration: none;
  }
  nav a:hover {
    background: var(--hover);
    color: var(--crm-color-text);
  }
  nav a[aria-current] {
    background: var(--crm-color-raised);
    color: var(--crm-color-text);
    box-shadow: 0 0 0 1px var(--crm-color-line);
  }
  nav a[aria-current] svg {
    color: var(--crm-color-accent);
  }
  .strip {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 6px 16px;
    background: color-mix(in oklab, var(--crm-color-warn) 13%, var(--crm-color-surface));
    color: var(--crm-color-warn);
    font-weight: 550;
  }
  .cover {
    position: absolute;
    z-index: 20;
    inset: 0;
    display: flex;
    background: color-mix(in oklab, var(--crm-color-surface) 86%, transparent);
    backdrop-filter: blur(3px);
  }
  crm-toast {
    z-index: 12;
    max-inline-size: 560px;
    margin-inline: auto;
  }
  @container (max-width: 900px) {
    nav {
      inline-size: 56px;
      padding-inline: 8px;
    }
    nav a {
      justify-content: center;
      padding: 0;
    }
    nav span,
    .tenant {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  @container (max-width: 560px) {
    .shell {
      flex-direction: column-reverse;
    }
    nav {
      inline-size: auto;
      padding: 4px 8px;
      border-inline-end: 0;
      border-block-start: 1px solid var(--crm-color-line);
    }
    nav ul {
      display: flex;
      justify-content: space-around;
    }
    nav a {
      min-inline-size: 44px;
    }
  }
  @media (forced-colors: active) {
    nav a[aria-current] {
      outline: 2px solid Highlight;
    }
  }
`
