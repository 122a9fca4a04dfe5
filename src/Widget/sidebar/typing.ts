/** Input elements into which nobody types. */
const pressed = /^(button|checkbox|color|file|hidden|image|radio|range|reset|submit)$/

/** The element with the focus, through open shadow roots and frames of this origin. */
export function focused(document: Document): Element | null {
  let at = document.activeElement
  for (;;) {
    const inside: Element | null = at?.shadowRoot?.activeElement ?? innerOf(at)
    if (!inside) return at
    at = inside
  }
}

/** What a frame of another origin does is its own: nothing here takes the focus from it anyway. */
function innerOf(at: Element | null) {
  try {
    return (at as HTMLIFrameElement | null)?.contentDocument?.activeElement ?? null
  } catch {
    return null
  }
}

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
