import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Lets a file be dropped anywhere on an element; `over` while one hangs above it. */
export class FileDrop implements ReactiveController {
  over = false

  /** @param allowed asked while a file hangs above · @param take given the file */
  constructor(readonly host: ReactiveControllerHost & HTMLElement, readonly allowed: () => boolean, readonly take: (file: File) => void) {
    host.addController(this)
  }

  hostConnected() {
    for (const name of ['dragenter', 'dragover', 'dragleave', 'drop'] as const) this.host.addEventListener(name, this.#event)
  }

  hostDisconnected() {
    for (const name of ['dragenter', 'dragover', 'dragleave', 'drop'] as const) this.host.removeEventListener(name, this.#event)
  }

  #event = (event: DragEvent) => {
    const { dataTransfer, type } = event
    if (!dataTransfer?.types.includes('Files') || !this.allowed()) return
    event.preventDefault()
    const file = type === 'drop' ? dataTransfer.files[0] : null
    const left = type === 'dragleave' && !this.host.contains(event.relatedTarget as Node | null)
    const over = !left && type !== 'drop'
    if (over !== this.over) {
      this.over = over
      this.host.requestUpdate()
    }
    if (file) this.take(file)
  }
}
