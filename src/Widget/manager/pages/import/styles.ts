import { css } from 'lit'

/** What the wizard has beside the upload window's. */
export const wizardStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    container-type: inline-size;
  }
  .wizard {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-block-size: 0;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 24px;
    padding: 14px 20px;
    border-block-end: 1px solid var(--crm-color-line);
  }
  h2 {
    font-size: 16px;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  h2:focus,
  h3:focus,
  .line:focus {
    outline: none;
  }
  .steps {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 6px;
    font-size: inherit;
    margin: 0;
  }
  .steps li {
    display: flex;
    align-items: center;
    overflow: visible;
    color: var(--crm-color-muted);
  }
  .steps li + li::before {
    content: '';
    inline-size: 22px;
    margin-inline-end: 6px;
    border-block-start: 1px solid var(--edge);
  }
  .stepname,
  .steps button {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 30px;
    padding: 2px 8px 2px 4px;
    border-radius: 99px;
    font-weight: 550;
  }
  .steps button:hover {
    background: var(--hover);
  }
  .steps i {
    display: grid;
    place-items: center;
    inline-size: 22px;
    block-size: 22px;
    border-radius: 50%;
    border: 1px solid var(--edge);
    font-size: 12px;
    font-style: normal;
    font-weight: 650;
  }
  .steps i svg {
    inline-size: 13px;
    block-size: 13px;
    stroke-width: 2.6;
  }
  .steps .done i {
    border-color: transparent;
    background: var(--tint);
    color: var(--crm-color-accent);
  }
  .steps [aria-current] {
    color: var(--crm-color-text);
  }
  .steps [aria-current] i {
    border-color: transparent;
    background: var(--crm-color-accent);
    color: var(--crm-color-on-accent);
  }
  .inside {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    padding: 20px;
  }
  .step {
    gap: 16px;
    max-inline-size: 1080px;
    margin-inline: auto;
  }
  .drop {
    padding-block: 64px 48px;
  }
  .settings {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(180px, 1fr));
    gap: 12px 16px;
    align-items: end;
  }
  .settings > label:not(.check-box) {
    display: grid;
    gap: 4px;
    font-size: 12.5px;
    color: var(--crm-color-muted);
  }
  .settings select,
  .choices input {
    color: var(--crm-color-text);
    font: var(--crm-font);
  }
  .choices input {
    border-color: var(--edge);
  }
  .check-box {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 34px;
    cursor: pointer;
  }
  .check-box input {
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    accent-color: var(--crm-color-accent);
  }
  .note {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 12px;
    border-radius: var(--crm-radius);
    background: color-mix(in oklab, var(--crm-color-good) 11%, transparent);
  }
  .note svg {
    color: var(--crm-color-good);
  }
  h3 .quiet {
    margin-inline-start: 6px;
    font-weight: 400;
  }
  .scroll {
    max-inline-size: 100%;
    overflow: auto;
    border: 1px solid var(--crm-color-line);
    border-radius: var(--crm-radius);
  }
  .scroll[data-busy] {
    opacity: 0.6;
  }
  table {
    border-collapse: collapse;
    inline-size: 100%;
  }
  th,
  td {
    max-inline-size: 280px;
    padding: 7px 12px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: start;
    border-block-start: 1px solid var(--crm-color-line);
  }
  thead th {
    border: 0;
    background: var(--crm-color-sunken);
    font-weight: 600;
  }
  tbody th {
    font-weight: 550;
  }
  .number {
    inline-size: 1px;
    color: var(--crm-color-muted);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
    text-align: end;
  }
  .wrap {
    white-space: normal;
    max-inline-size: none;
    overflow-wrap: anywhere;
  }
  .wrap .link {
    margin-inline-start: 8px;
    min-block-size: 24px;
  }
  .needs {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 10px;
    position: sticky;
    z-index: 3;
    inset-block-start: -20px;
    margin-inline: -4px;
    padding: 10px 4px;
    background: var(--crm-color-surface);
  }
  .need {
    display: flex;
    align-items: center;
    gap: 6px;
    padding: 4px 12px 4px 8px;
    border-radius: 99px;
    background: color-mix(in oklab, var(--crm-color-good) 12%, transparent);
    overflow-wrap: anywhere;
  }
  .need svg {
    color: var(--crm-color-good);
  }
  .need span {
    color: var(--crm-color-muted);
  }
  .need.open {
    background: color-mix(in oklab, var(--crm-color-warn) 14%, transparent);
  }
  .need.open svg,
  .need.open span {
    color: var(--crm-color-warn);
  }
  .map {
    border: 1px solid var(--crm-color-line);
    border-radius: var(--crm-radius);
  }
  .map-head,
  .map-row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1.3fr) minmax(0, 1.1fr) minmax(0, 0.9fr);
    gap: 4px 16px;
    align-items: center;
    padding: 9px 14px;
  }
  .map-head {
    background: var(--crm-color-sunken);
    border-start-start-radius: inherit;
    border-start-end-radius: inherit;
    font-weight: 600;
  }
  .map-row {
    border-block-start: 1px solid var(--crm-color-line);
  }
  .map-row b {
    display: block;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .map-row.out b,
  .map-row.out .field {
    color: var(--crm-color-muted);
    font-weight: 450;
  }
  .map-row .check {
    margin: 0 6px 0 0;
    margin-inline: 0 6px;
  }
  .samples {
    display: grid;
    font-size: 12.5px;
    color: var(--crm-color-muted);
  }
  .samples span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .below {
    grid-column: 1 / -1;
  }
  .values {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(270px, 100%), 1fr));
    gap: 6px 20px;
    margin: 6px 0 4px;
    padding: 10px 14px 12px;
    border: 0;
    border-radius: var(--crm-radius);
    background: var(--crm-color-sunken);
  }
  .values legend {
    float: inline-start;
    grid-column: 1 / -1;
    padding: 0;
    font-weight: 600;
  }
  .values label {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 16px minmax(0, 1.2fr);
    align-items: center;
    gap: 8px;
    overflow-wrap: anywhere;
  }
  .values label svg,
  .changes svg {
    color: var(--crm-color-muted);
  }
  :host(:dir(rtl)) .values label svg,
  :host(:dir(rtl)) .changes dd svg,
  :host(:dir(rtl)) footer .primary svg {
    transform: scaleX(-1);
  }
  .values .warn {
    grid-column: 1 / -1;
  }
  .options {
    display: grid;
    gap: 16px;
  }
  .template {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
  }
  .template .field {
    flex: 1 1 220px;
    max-inline-size: 360px;
    border-color: var(--edge);
  }
  .dry {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px;
    padding: 14px 16px;
    border: 1px solid var(--crm-color-line);
    border-radius: calc(var(--crm-radius) + 2px);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
  }
  .line p {
    flex: 1 1 240px;
  }
  .start {
    justify-self: start;
  }
  .changes {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(320px, 100%), 1fr));
    gap: 10px;
  }
  .changes li {
    padding: 10px 12px;
    border-radius: var(--crm-radius);
    background: var(--crm-color-sunken);
    overflow-wrap: anywhere;
  }
  .changes dl > div {
    display: grid;
    grid-template-columns: minmax(0, 0.6fr) minmax(0, 1.4fr);
    gap: 8px;
    margin-block-start: 4px;
  }
  .changes dt {
    color: var(--crm-color-muted);
  }
  .changes dd {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
  }
  del {
    color: var(--crm-color-muted);
  }
  ins {
    text-decoration: none;
    font-weight: 600;
  }
  .fix {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--crm-color-line);
  }
  .fix .scroll {
    max-block-size: 55vh;
  }
  .fix thead th {
    position: sticky;
    z-index: 2;
    inset-block-start: 0;
  }
  .fix th .quiet {
    display: block;
    font-weight: 400;
  }
  .fix td {
    min-inline-size: 150px;
    padding: 4px 6px;
  }
  .fix td:last-child {
    min-inline-size: 0;
  }
  .fix td.why {
    min-inline-size: 220px;
    padding-inline: 12px;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .fix td.why b {
    display: block;
    font-weight: 550;
  }
  .fix td .field {
    min-inline-size: 130px;
  }
  .fix .field[aria-invalid='true'] {
    background: color-mix(in oklab, var(--crm-color-danger) 8%, var(--crm-color-surface));
  }
  .fix tr.out {
    opacity: 0.55;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 12px 20px;
    border-block-start: 1px solid var(--crm-color-line);
  }
  @container (max-width: 720px) {
    .map-head {
      display: none;
    }
    .map-row {
      grid-template-columns: minmax(0, 1fr);
    }
    .inside {
      padding: 14px;
    }
    .needs {
      inset-block-start: -14px;
    }
    .steps span:not(.stepname) {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .steps [aria-current] span {
      position: static !important;
      inline-size: auto !important;
      block-size: auto !important;
      clip-path: none !important;
    }
    footer .button {
      flex: 1 1 auto;
    }
    footer .room {
      display: none;
    }
  }
`
