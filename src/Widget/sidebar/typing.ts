import { focused } from '../elements/focused'

/** Input elements into which nobody types. */
const pressed = /^(button|checkbox|color|file|hidden|image|radio|range|reset|submit)$/

/** True for a place into which somebody types. */
export function isTyped(at: Element | null): boolean {
  if (!at) return false
  if ((at as HTMLElement).isContentEditable) return true
  return /^(textarea|select)$/.test(at.localName) || (at.localName === 'input' && !pressed.test((at as HTMLInputElement).type))
}

/**
 * True while somebody types, anywhere in the page.
 * @param idle a field that does not count while it is empty: our own search, where the focus rests
 */
export function typing(document: Document, idle?: HTMLInputElement | null): boolean {
  const at = focused(document)
  return isTyped(at) && !(at === idle && !idle?.value)
}
