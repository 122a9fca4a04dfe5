/** Defines an element once: a second copy of the script on a page leaves the first in place. */
export function define(name: string, element: CustomElementConstructor) {
  if (!customElements.get(name)) customElements.define(name, element)
}
