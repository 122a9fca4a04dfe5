import { css } from 'lit'
import { buttons } from '../../elements/button'
import { fields } from '../../elements/field'
import { base } from '../../elements/theme'
import { bits } from './styles'

export const timelineStyles = [
  base,
  buttons,
  bits,
  css`
    :host {
      display: block;
      padding: 12px 16px;
    }
    ol {
      margin: 14px 0 0;
      padding: 0;
      list-style: none;
    }
    .entry {
      position: relative;
      display: flex;
      gap: 10px;
      padding-block-end: 16px;
    }
    /* The line that the signs hang on. */
    .entry:not(:last-child)::before {
      content: '';
      position: absolute;
      inset-block: 28px 2px;
      inset-inline-start: 13.5px;
      border-inline-start: 1px solid var(--crm-color-line);
    }
    .sign {
      display: grid;
      place-items: center;
      flex: none;
      inline-size: 28px;
      block-size: 28px;
      border-radius: 50%;
      background: var(--crm-color-sunken);
      color: var(--crm-color-muted);
    }
    .sign svg {
      inline-size: 14px;
      block-size: 14px;
    }
    .CALL .sign {
      color: var(--crm-color-good);
    }
    .talk .sign {
      color: var(--crm-color-accent);
    }
    .tick {
      border: 1.5px solid var(--crm-color-accent);
      background: none;
      color: var(--crm-color-good);
    }
    .done .tick {
      border-color: var(--crm-color-line);
    }
    .what {
      flex: 1;
      min-inline-size: 0;
      padding-block-start: 3px;
    }
    .title {
      font-weight: 550;
      overflow-wrap: anywhere;
    }
    button.title {
      display: flex;
      align-items: center;
      gap: 4px;
      min-block-size: 24px;
      max-inline-size: 100%;
      border-radius: 4px;
    }
    button.title svg {
      color: var(--crm-color-muted);
      transition: transform 0.15s;
    }
    [aria-expanded='true'] svg {
      transform: scaleY(-1);
    }
    .done .title {
      color: var(--crm-color-muted);
      text-decoration: line-through;
    }
    .body {
      white-space: pre-line;
      overflow-wrap: anywhere;
    }
    .facts {
      font-size: 12px;
      color: var(--crm-color-muted);
      overflow-wrap: anywhere;
    }
    .due {
      font-weight: 550;
      color: var(--crm-color-accent);
    }
    .late {
      color: var(--crm-color-danger);
    }
    .tools {
      position: absolute;
      inset-inline-end: 0;
      inset-block-start: 0;
      display: flex;
      border-radius: 6px;
      background: var(--crm-color-surface);
      opacity: 0;
    }
    .entry:hover .tools,
    .entry:focus-within .tools {
      opacity: 1;
    }
    @media (hover: none) {
      .tools {
        position: static;
        opacity: 1;
      }
    }
    .edited {
      padding-block-end: 16px;
    }
    .none {
      padding: 32px 12px;
      color: var(--crm-color-muted);
      text-align: center;
    }
    .more {
      inline-size: 100%;
    }
  `,
]

export const formStyles = [
  base,
  buttons,
  fields,
  bits,
  css`
    :host {
      display: block;
    }
    .kinds {
      display: flex;
      gap: 4px;
    }
    .kinds > * {
      flex: 1 1 auto;
      gap: 4px;
      padding-inline: 4px;
    }
    form {
      display: grid;
      gap: 8px;
      padding: 10px;
      border-radius: calc(var(--crm-radius) + 2px);
      background: var(--crm-color-sunken);
    }
    .kind {
      min-block-size: 28px;
      border-radius: 6px;
      text-align: center;
      color: var(--crm-color-muted);
      font-weight: 550;
    }
    .kind[aria-pressed='true'] {
      background: var(--crm-color-raised);
      color: var(--crm-color-text);
      box-shadow: var(--shadow);
    }
    .pair {
      display: grid;
      grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr);
      gap: 8px;
    }
    label {
      display: grid;
      gap: 2px;
      font-size: 12px;
      color: var(--crm-color-muted);
    }
    .foot {
      display: flex;
      justify-content: end;
      flex-wrap: wrap;
      gap: 8px;
    }
    @media (forced-colors: active) {
      form,
      .kind[aria-pressed='true'] {
        border: 1px solid;
      }
    }
  `,
]
