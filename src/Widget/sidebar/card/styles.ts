import { css } from 'lit'
import { avatars } from '../../elements/avatar'
import { buttons } from '../../elements/button'
import { comboboxes } from '../../elements/combobox'
import { fields } from '../../elements/field'
import { base } from '../../elements/theme'

/** Small squares beside a value, the words for what is wrong, rows that wait: of card, form and timeline. */
export const bits = css`
  textarea.field {
    padding-block: 7px;
    resize: vertical;
    field-sizing: content;
    min-block-size: 72px;
    max-block-size: 320px;
    line-height: inherit;
  }
  .field {
    background: var(--crm-color-surface);
    border-color: var(--edge);
  }
  .tool {
    display: inline-grid;
    place-items: center;
    flex: none;
    inline-size: 26px;
    block-size: 26px;
    border-radius: 6px;
    color: var(--crm-color-muted);
  }
  .tool:hover {
    background: var(--hover);
    color: var(--crm-color-text);
  }
  .tool svg {
    inline-size: 14px;
    block-size: 14px;
  }
  .tool.save {
    background: var(--crm-color-accent);
    color: var(--crm-color-on-accent);
  }
  .wrong {
    color: var(--crm-color-danger);
    font-size: 12.5px;
    overflow-wrap: anywhere;
  }
  .wrong:not(:empty) {
    padding-block: 4px 2px;
  }
  .waiting {
    display: grid;
    gap: 12px;
    padding: 16px;
  }
  .waiting i {
    block-size: 16px;
    border-radius: 4px;
    background: var(--crm-color-sunken);
  }
  .waiting i:nth-child(even) {
    inline-size: 70%;
  }
`

export const cardStyles = [
  base,
  buttons,
  avatars,
  fields,
  comboboxes,
  bits,
  css`
    :host {
      display: block;
      overflow: hidden auto;
      overscroll-behavior: contain;
      background: var(--crm-color-surface);
      scroll-padding-block: 96px 72px;
    }
    .top {
      position: sticky;
      inset-block-start: 0;
      z-index: 3;
      display: flex;
      align-items: center;
      gap: 4px;
      padding: 8px;
      background: var(--crm-color-surface);
    }
    .room {
      flex: 1;
    }
    :host(:dir(rtl)) .back {
      transform: scaleX(-1);
    }
    .gone {
      padding: 40px 24px;
      color: var(--crm-color-muted);
      text-align: center;
    }
    .head {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      justify-items: center;
      gap: 2px;
      padding: 0 16px 14px;
      text-align: center;
    }
    h2 {
      margin-block-start: 6px;
      max-inline-size: 100%;
      font-size: 17px;
      font-weight: 650;
      letter-spacing: -0.015em;
      line-height: 1.25;
      overflow-wrap: anywhere;
    }
    h2 button {
      min-block-size: 28px;
      padding: 2px 8px;
      border-radius: 6px;
      text-align: center;
      letter-spacing: inherit;
      overflow-wrap: anywhere;
    }
    h2 button:hover {
      background: var(--hover);
    }
    .job {
      color: var(--crm-color-muted);
      overflow-wrap: anywhere;
    }
    .status {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-block-size: 24px;
      margin-block-start: 6px;
      padding: 2px 10px;
      border-radius: 99px;
      background: var(--crm-color-sunken);
      font-size: 12px;
      font-weight: 550;
    }
    .status.DO_NOT_CONTACT {
      background: color-mix(in oklab, var(--crm-color-danger) 12%, transparent);
      color: var(--crm-color-danger);
    }
    .names {
      display: grid;
      gap: 6px;
      inline-size: 100%;
      margin-block-start: 6px;
      text-align: start;
    }
    .over {
      display: block;
      padding-block-end: 2px;
      font-size: 12px;
      color: var(--crm-color-muted);
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
      margin-block-start: 12px;
      inline-size: 100%;
      max-inline-size: 340px;
    }
    .actions:empty {
      display: none;
    }
    .actions .button {
      flex: 1;
      padding-inline: 8px;
      white-space: nowrap;
    }
    .chips {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 6px;
      padding: 0 16px 10px;
    }
    .chip {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      min-inline-size: 0;
      min-block-size: 24px;
      padding-inline: 9px;
      border-radius: 12px;
      background: var(--tint);
      font-size: 12px;
      overflow-wrap: anywhere;
    }
    .chip:has(button) {
      padding-inline-end: 0;
    }
    .chip.list {
      background: none;
      box-shadow: inset 0 0 0 1px var(--crm-color-line);
    }
    .chip svg,
    .add svg {
      inline-size: 12px;
      block-size: 12px;
      color: var(--crm-color-muted);
    }
    .chip button {
      flex: none;
      display: grid;
      place-items: center;
      inline-size: 24px;
      block-size: 24px;
      border-radius: 50%;
    }
    .chip button:hover {
      background: var(--hover);
    }
    .adding {
      display: flex;
      align-items: center;
      gap: 4px;
      inline-size: 100%;
    }
    .add {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      min-block-size: 24px;
      min-inline-size: 24px;
      justify-content: center;
      padding: 2px 9px;
      border: 1px dashed var(--crm-color-line);
      border-radius: 99px;
      font-size: 12px;
      color: var(--crm-color-muted);
    }
    .add:hover {
      border-style: solid;
      color: var(--crm-color-text);
    }
    .tabs {
      position: sticky;
      inset-block-start: 48px;
      z-index: 2;
      display: flex;
      gap: 20px;
      padding-inline: 16px;
      border-block-end: 1px solid var(--crm-color-line);
      background: var(--crm-color-surface);
    }
    .tabs button {
      min-block-size: 36px;
      border-block-end: 2px solid transparent;
      color: var(--crm-color-muted);
      font-weight: 550;
    }
    .tabs [aria-selected='true'] {
      border-color: var(--crm-color-accent);
      color: var(--crm-color-text);
    }
    [role='tabpanel'] {
      padding-block-end: 64px;
    }
    .group {
      margin-inline: 16px;
      padding-block: 12px 10px;
    }
    .group + .group {
      border-block-start: 1px solid var(--crm-color-line);
    }
    h3 {
      margin-block-end: 4px;
      font-size: 11px;
      font-weight: 650;
      letter-spacing: 0.04em;
      color: var(--crm-color-muted);
    }
    .row {
      position: relative;
      display: grid;
      grid-template-columns: minmax(88px, 30%) minmax(0, 1fr);
      gap: 4px 8px;
      padding-block: 1px;
    }
    .row.editing {
      grid-template-columns: minmax(0, 1fr);
      padding-block: 4px;
    }
    .row.editing dt {
      padding-block: 0;
      font-size: 12px;
    }
    .busy {
      opacity: 0.6;
    }
    dt {
      padding-block: 4px;
      color: var(--crm-color-muted);
      overflow-wrap: anywhere;
    }
    dd .value {
      display: inline-block;
      min-block-size: 26px;
      max-inline-size: 100%;
      padding: 3px 6px;
      border-radius: 6px;
      text-align: start;
      white-space: pre-line;
      overflow-wrap: anywhere;
    }
    button.value:not(.link):hover {
      background: var(--hover);
    }
    .row .tools {
      position: absolute;
      inset-inline-end: 0;
      inset-block-start: 1px;
      display: flex;
      border-radius: 6px;
      background: var(--crm-color-surface);
      opacity: 0;
    }
    .row:hover .tools,
    .row:focus-within .tools {
      opacity: 1;
    }
    @media (hover: none) {
      .row .tools {
        opacity: 1;
      }
      dd {
        padding-inline-end: 54px;
      }
    }
    .line {
      display: flex;
      align-items: center;
      gap: 4px;
    }
    .line .field {
      min-inline-size: 0;
    }
    .conflict {
      display: grid;
      gap: 6px;
      margin-block: 6px;
      padding: 8px;
      border-radius: var(--crm-radius);
      background: color-mix(in oklab, var(--crm-color-warn) 13%, var(--crm-color-surface));
    }
    .conflict p {
      color: var(--crm-color-warn);
      font-size: 12.5px;
      font-weight: 550;
    }
    .both {
      display: grid;
      padding: 6px 10px;
      border: 1px solid var(--crm-color-line);
      border-radius: var(--crm-radius);
      background: var(--crm-color-raised);
      overflow-wrap: anywhere;
    }
    .both:hover {
      border-color: var(--crm-color-accent);
    }
    .both span {
      font-size: 12px;
      font-weight: 550;
      color: var(--crm-color-accent);
    }
    .adds {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
      margin-block-start: 6px;
    }
    .fields {
      display: grid;
      gap: 12px;
      padding: 4px 16px 72px;
    }
    .top h2 {
      flex: 1;
      margin: 0;
      font-size: 15px;
    }
    .top .primary {
      margin-inline-end: 8px;
    }
    .link[aria-expanded] {
      justify-self: start;
      min-block-size: 28px;
    }
    .alike {
      display: grid;
      gap: 2px;
      margin-block-start: 6px;
      padding: 8px;
      border-radius: var(--crm-radius);
      background: var(--tint);
    }
    .alike p {
      font-size: 12px;
      font-weight: 550;
    }
    .alike button {
      display: flex;
      align-items: center;
      gap: 10px;
      padding: 4px;
      border-radius: 6px;
      overflow-wrap: anywhere;
    }
    .alike button:hover {
      background: var(--hover);
    }
    .alike small {
      display: block;
      color: var(--crm-color-muted);
    }
    @media (forced-colors: active) {
      .chip,
      .status,
      .both,
      .conflict {
        border: 1px solid;
      }
      .tabs [aria-selected='true'] {
        border-color: Highlight;
      }
    }
  `,
]
