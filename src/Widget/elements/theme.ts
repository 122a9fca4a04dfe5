import { css } from 'lit'

/**
 * The look. These are the public variables; a host sets any of them on `crm-customers`, e.g.
 * `crm-customers { --crm-color-accent: teal; --crm-radius: 4px }`.
 *
 * | variable | what |
 * |---|---|
 * | `--crm-color-surface` `-sunken` `-raised` | backgrounds: the panel, fields and chips, popups |
 * | `--crm-color-text` `-muted` `-line` | words, quiet words, hairlines |
 * | `--crm-color-accent` `-on-accent` | what can be pressed, focus; the words on it |
 * | `--crm-color-good` `-warn` `-danger` | status |
 * | `--crm-font` `--crm-radius` `--crm-space` `--crm-row-height` | type, corners, the unit of distance, a row of the list |
 */
export const theme = css`
  :host {
    color-scheme: light dark;
    --crm-color-surface: light-dark(#ffffff, #14161a);
    --crm-color-sunken: light-dark(#f4f5f7, #1c1f25);
    --crm-color-raised: light-dark(#ffffff, #1f232a);
    --crm-color-text: light-dark(#171a21, #e9ebf0);
    --crm-color-muted: light-dark(#5b6371, #9ba4b3);
    --crm-color-line: light-dark(#e5e7ec, #2b2f38);
    --crm-color-accent: light-dark(#3d56d6, #92a4ff);
    --crm-color-on-accent: light-dark(#ffffff, #0e1119);
    --crm-color-good: light-dark(#157a4b, #4cc38a);
    --crm-color-warn: light-dark(#8f5a00, #f0b352);
    --crm-color-danger: light-dark(#c4302b, #ff8f88);
    --crm-font: 13.5px/1.45 'Inter', system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', 'Noto Sans', sans-serif;
    --crm-radius: 8px;
    --crm-space: 4px;
    --crm-row-height: 52px;
    --edge: color-mix(in oklab, var(--crm-color-muted) 72%, transparent);
    --tint: color-mix(in oklab, var(--crm-color-accent) 11%, transparent);
    --hover: color-mix(in oklab, var(--crm-color-text) 5%, transparent);
    --shadow: 0 0 0 1px color-mix(in oklab, var(--crm-color-text) 8%, transparent), 0 8px 28px light-dark(#10142a24, #00000080);
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
`

/** What every one of our shadow trees begins with. */
export const base = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  svg {
    display: block;
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.7;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  :focus-visible {
    outline: 2px solid var(--crm-color-accent);
    outline-offset: 1px;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      /* A duration would set every change of every element in motion, one inside the other. */
      transition: none !important;
    }
  }
`
