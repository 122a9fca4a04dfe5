import { css } from 'lit'

/** The frame of what comes after the first rows: what lies over them, and the windows. */
export const laterFrame = css`
  .body > :not(.pane) {
    position: absolute;
    inset: 0;
    z-index: 4;
    animation: slide 0.16s ease-out;
  }
  @keyframes slide {
    from {
      opacity: 0;
      transform: translateX(14px);
    }
  }
  .split .body > :not(.pane) {
    position: relative;
    inset: auto;
    flex: 1.15;
    min-inline-size: 0;
    border-inline-start: 1px solid var(--crm-color-line);
  }
  .foot {
    display: flex;
    gap: 8px;
    padding: 4px 20px 18px;
  }
  .foot .button {
    flex: 1;
  }
  .over {
    position: absolute;
    inset: 0;
    z-index: 7;
    display: grid;
    place-items: center;
    align-content: center;
    gap: 10px;
    margin: 8px;
    border: 2px dashed var(--crm-color-accent);
    border-radius: calc(var(--crm-radius) + 4px);
    background: color-mix(in oklab, var(--crm-color-surface) 88%, var(--crm-color-accent));
    font-weight: 600;
    pointer-events: none;
  }
  .cover {
    position: absolute;
    inset: 0;
    z-index: 8;
    display: flex;
    background: var(--crm-color-surface);
  }
  .banner {
    background: var(--tint);
    color: var(--crm-color-text);
    animation: appear 0.2s ease-out;
  }
  .banner > svg {
    color: var(--crm-color-accent);
  }
  .banner .room {
    max-block-size: 3lh;
    overflow: auto;
  }
  .choose {
    display: flex;
    flex-direction: column;
    background: var(--crm-color-surface);
  }
  .choose .top {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 8px;
  }
  :host(:dir(rtl)) .choose .back {
    transform: scaleX(-1);
  }
  .choose h2 {
    font-size: 15px;
    font-weight: 650;
  }
  .choose p {
    padding: 0 20px 8px;
    color: var(--crm-color-muted);
    font-variant-numeric: tabular-nums;
  }
  .choose > .button {
    margin: 8px 16px 16px;
  }
  .letters {
    display: grid;
    grid-template-columns: repeat(6, 1fr);
    gap: 6px;
    padding-block: 4px;
  }
  .letters .button {
    min-block-size: 40px;
    padding: 0;
  }
  .keys {
    display: grid;
    gap: 10px;
  }
  .keys > div {
    display: grid;
    grid-template-columns: 64px 1fr;
    align-items: center;
  }
  .keys kbd {
    position: static;
    padding: 2px 8px;
    background: var(--crm-color-sunken);
  }
`
