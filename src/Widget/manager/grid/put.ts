import { noChange, type ElementPart } from 'lit'
import { Directive, directive, type PartInfo } from 'lit/directive.js'

/** Moves an element down by so many pixels: by script, since a strict policy lets no template write a style. */
class Put extends Directive {
  #at: number | undefined

  constructor(part: PartInfo) {
    super(part)
  }

  override render(_: number) {
    return noChange
  }

  override update(part: ElementPart, [at]: [number]) {
    if (at !== this.#at) (part.element as HTMLElement).style.transform = `translateY(${(this.#at = at)}px)`
    return noChange
  }
}

export const put = directive(Put)
