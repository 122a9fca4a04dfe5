import { svg, type TemplateResult } from 'lit'

/** A line icon of one shape. */
export const icon = (shape: TemplateResult) => svg`<svg viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>`

/** Line icons on a grid of 24; they take the colour of the words beside them. */
export const icons = {
  search: icon(svg`<circle cx="11" cy="11" r="7"/><path d="m20 20-4-4"/>`),
  close: icon(svg`<path d="M6 6l12 12M18 6 6 18"/>`),
  down: icon(svg`<path d="m7 10 5 5 5-5"/>`),
  check: icon(svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`),
  back: icon(svg`<path d="M19 12H5m6-6-6 6 6 6"/>`),
  upload: icon(svg`<path d="M12 15V4m-4.5 4.5L12 4l4.5 4.5M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3"/>`),
  download: icon(svg`<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M4 16v2a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-2"/>`),
  phone: icon(svg`<path d="M6.5 3.5h3l1.6 4.3-2 1.5a12 12 0 0 0 5.6 5.6l1.5-2 4.3 1.6v3a2 2 0 0 1-2.2 2A17 17 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2z"/>`),
  mail: icon(svg`<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="m4 7.5 8 6 8-6"/>`),
  people: icon(svg`<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5a6.5 6.5 0 0 1 13 0M16 5.2a3.5 3.5 0 0 1 0 6.6M18 14a6.5 6.5 0 0 1 3.5 5.5"/>`),
  list: icon(svg`<path d="M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01"/>`),
  bolt: icon(svg`<path d="M13 3 5 13.5h6L10.5 21 19 10.5h-6z"/>`),
  lock: icon(svg`<rect x="5" y="10.5" width="14" height="9.5" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>`),
  away: icon(svg`<path d="M3 3l18 18M8.5 16.5a5 5 0 0 1 7 0M5 12.8a10 10 0 0 1 4.5-2.5M19 12.8a10 10 0 0 0-5-2.7M2 9a15 15 0 0 1 4.3-2.8M22 9a15 15 0 0 0-11-4M12 20h.01"/>`),
  alert: icon(svg`<path d="M12 8.5v5M12 17h.01M10.3 4 2.7 17.5a2 2 0 0 0 1.7 3h15.2a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0z"/>`),
  file: icon(svg`<path d="M13.5 3.5H7a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V9zM13.5 3.5V9H19M9 13.5h6M9 17h4"/>`),
  copy: icon(svg`<rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2"/><path d="M15.5 8.5V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7.5a2 2 0 0 0 2 2h2.5"/>`),
  plus: icon(svg`<path d="M12 5v14M5 12h14"/>`),
  arrow: icon(svg`<path d="M5 12h14m-5-5 5 5-5 5"/>`),
}
