/** A browser draws nothing that stands further down than some 17 to 33 million pixels: rows get by with this many. */
export const tallest = 8_000_000

/**
 * Where the scroll bar stands, and what is seen for it. Up to {@link tallest} they are the same. Beyond that, small steps
 * (wheel, touch, keys) move what is seen by as many pixels, and a large one (the bar is dragged, or clicked) goes to its
 * share of the whole; {@link home} says where the bar belongs when it comes to rest.
 */
export class Track {
  /** Of all rows, and of the window onto them, in pixels. */
  height = 0
  view = 0
  /** What is seen begins here, in pixels of all rows. */
  top = 0
  /** Where the scroll bar stands. */
  at = 0

  /** How tall the content is made. */
  get space() {
    return Math.min(this.height, tallest)
  }

  get #last() {
    return Math.max(0, this.height - this.view)
  }

  get #end() {
    return Math.max(0, this.space - this.view)
  }

  get #scaled() {
    return this.height > this.space
  }

  size(height: number, view: number) {
    this.height = height
    this.view = view
    this.top = Math.min(this.top, this.#last)
  }

  /** The scroll bar has moved. */
  scrolled(at: number) {
    const by = at - this.at
    this.at = at
    if (!this.#scaled) this.top = at
    else if (Math.abs(by) > this.view) this.top = this.#end ? (at / this.#end) * this.#last : 0
    else this.top = Math.min(this.#last, Math.max(0, this.top + by))
  }

  /** Goes somewhere; gives where the scroll bar is to stand for it. */
  go(top: number): number {
    this.top = Math.min(this.#last, Math.max(0, top))
    return (this.at = this.home)
  }

  /** Where the scroll bar belongs. */
  get home(): number {
    return this.#scaled ? Math.round(this.#last ? (this.top / this.#last) * this.#end : 0) : this.top
  }

  /** True when the bar has come to an end that the rows have not: it must not wait to be put right. */
  get stuck(): boolean {
    return this.#scaled && ((this.at <= 0 && this.top > 0) || (this.at >= this.#end && this.top < this.#last))
  }

  /** The first and the one behind the last row that is seen. */
  rows(row: number): [number, number] {
    return [Math.floor(this.top / row), Math.ceil((this.top + this.view) / row)]
  }

  /** Where a row stands in the content, in pixels. */
  place(index: number, row: number): number {
    return index * row - this.top + this.at
  }
}
