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
