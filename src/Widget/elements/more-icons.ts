import { svg } from 'lit'
import { icon } from './icons'

/** Icons that nobody needs before a card is open. */
export const more = {
  edit: icon(svg`<path d="M4 20h4L19 9a2.8 2.8 0 0 0-4-4L4 16z"/>`),
  trash: icon(svg`<path d="M4 7h16M9.5 7V4.5h5V7M6 7l1 12.5h10L18 7M10 11v5M14 11v5"/>`),
  message: icon(svg`<path d="M20.5 11.5a7.5 7.5 0 0 1-11 6.6L4 20l1.9-5.5a7.5 7.5 0 1 1 14.6-3z"/>`),
  note: icon(svg`<path d="M5 4.5h14v10l-5 5H5zM14 19.5v-5h5M8.5 9h7M8.5 12.5h4"/>`),
  task: icon(svg`<rect x="4" y="4" width="16" height="16" rx="4"/><path d="m8.5 12 2.5 2.5 4.5-5"/>`),
  meet: icon(svg`<rect x="4" y="5.5" width="16" height="14" rx="2"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4"/>`),
}
