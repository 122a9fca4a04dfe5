import { html } from 'lit'
import type { ImportsApi, Run } from '../api/imports'
import type { Desk } from './desk'
import type { Dial } from './reach'
import type { Speech } from './words/words'

/** A letter of the alphabet under which somebody stands. */
export interface Letter {
  letter: string
  cursor: string
}

const latin = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const columns = 6

/** Asks before somebody is called who does not want it. */
export const doNotContact = ({ words }: Speech, dial: Dial, close: () => void, call: () => void) => html`
  <crm-dialog narrow heading=${words.dncTitle} @close=${close}>
    <p>${words.dncText(dial.contact.fullName)}</p>
    <div slot="foot" class="foot">
      <button class="button" data-testid="dnc-cancel" @click=${close}>${words.cancel}</button>
      <button class="button danger" data-testid="dnc-call" @click=${call}>${words.callAnyway}</button>
    </div>
  </crm-dialog>
`

export const helpWindow = ({ words }: Speech, canCreate: boolean, close: () => void) => {
  const keys: [string, string][] = [
    ['/', words.search], ['↑ ↓', words.keyRows], ['Enter', words.keyOpen], ['C', words.call], ['E', words.keyEdit],
    ...(canCreate ? [['N', words.newContact] as [string, string]] : []),
    ['L', words.keyLists], ['A', words.letters], ['Esc', words.keyBack], ['Ctrl Z', words.takeBack], ['?', words.keyHelp],
  ]
  return html`
    <crm-dialog narrow heading=${words.keys} close-label=${words.close} @close=${close}>
      <dl class="keys" data-testid="help">${keys.map(([key, text]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${text}</dd></div>`)}</dl>
    </crm-dialog>
  `
}

/** The letters as a grid; those under which nobody stands cannot be pressed. Arrows move, a letter that is typed jumps. */
export const lettersWindow = ({ words }: Speech, there: Letter[], close: () => void, take: (letter: Letter) => void) => {
  const all = [...latin, ...there.map((one) => one.letter).filter((letter) => !latin.includes(letter))]
  const known = (letter: string) => there.find((one) => one.letter === letter)
  const key = (event: KeyboardEvent) => {
    const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLButtonElement>('button')]
    const at = buttons.indexOf(event.target as HTMLButtonElement)
    const rtl = getComputedStyle(event.currentTarget as HTMLElement).direction === 'rtl'
    const step: Record<string, number> = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1, ArrowDown: columns, ArrowUp: -columns }
    const typed = known(event.key.toLocaleUpperCase())
    if (typed) take(typed)
    else if (step[event.key]) {
      for (let to = at + step[event.key]!; buttons[to]; to += Math.sign(step[event.key]!)) {
        if (buttons[to]!.disabled) continue
        buttons[to]!.focus()
        break
      }
    } else return
    event.preventDefault()
  }
  return html`
    <crm-dialog narrow heading=${words.letters} close-label=${words.close} @close=${close}>
      <div class="letters" role="group" aria-label=${words.letters} data-testid="letter-grid" @keydown=${key}>
        ${all.map((letter) => {
          const one = known(letter)
          return html`<button class="button" ?disabled=${!one} ?autofocus=${one === there[0]} data-testid="letter" @click=${() => one && take(one)}>${letter}</button>`
        })}
      </div>
    </crm-dialog>
  `
}

export const uploadWindow = (desk: Desk, speech: Speech, listId: string | null, { file, run }: { file?: File; run?: Run }, set: (uploading: { run?: Run } | null) => void) => html`
  <crm-upload
    .api=${desk.runs!.api as ImportsApi}
    .runs=${desk.runs}
    .run=${(run && desk.runs!.get(run.id)) ?? null}
    .file=${file ?? null}
    .speech=${speech}
    .lists=${desk.lists.filter((list) => list.kind === 'STATIC')}
    .listId=${listId}
    @started=${(event: CustomEvent<Run>) => set({ run: event.detail })}
    @again=${() => set({})}
    @close=${() => set(null)}
  ></crm-upload>
`
