import { svg } from 'lit'
import { icon } from '../../elements/icons'

/** Icons that only the manager has. */
export const own = {
  tag: icon(svg`<path d="M11.5 3.5H5a1.5 1.5 0 0 0-1.5 1.5v6.5l8.6 8.6a1.5 1.5 0 0 0 2.1 0l6-6a1.5 1.5 0 0 0 0-2.1zM8 8h.01"/>`),
  untag: icon(svg`<path d="M11.5 3.5H5a1.5 1.5 0 0 0-1.5 1.5v6.5l8.6 8.6a1.5 1.5 0 0 0 2.1 0l6-6a1.5 1.5 0 0 0 0-2.1zM9.5 14.5l5-5"/>`),
  queue: icon(svg`<path d="M4 7h10M4 12h10M4 17h6M17 10v7m-2.5-2.5L17 17l2.5-2.5"/>`),
  person: icon(svg`<circle cx="12" cy="8" r="3.7"/><path d="M5 20a7 7 0 0 1 14 0"/>`),
  state: icon(svg`<circle cx="12" cy="12" r="8"/><path d="m8.5 12.2 2.4 2.4 4.6-5"/>`),
  merge: icon(svg`<path d="M6 4v4a5 5 0 0 0 5 5h7m-4-4 4 4-4 4M6 20v-4"/>`),
  trash: icon(svg`<path d="M4 7h16M9.5 7V4.5h5V7M6 7l1 12.5h10L18 7M10 11v5M14 11v5"/>`),
  edit: icon(svg`<path d="M4 20h4L19 9a2.8 2.8 0 0 0-4-4L4 16z"/>`),
  clock: icon(svg`<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>`),
  filter: icon(svg`<path d="M4 6h16M7 12h10M10.5 18h3"/>`),
  company: icon(svg`<path d="M5 20V5.5A1.5 1.5 0 0 1 6.5 4h7A1.5 1.5 0 0 1 15 5.5V20M15 10h3a1.5 1.5 0 0 1 1.5 1.5V20M3 20h18M8.5 8h3M8.5 12h3M8.5 16h3"/>`),
  columns: icon(svg`<rect x="4" y="5" width="16" height="14" rx="2"/><path d="M9.5 5v14M14.5 5v14"/>`),
}
