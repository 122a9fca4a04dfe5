import { customersIn } from './customers.js'
import { fill, recents } from './recents.js'

const letters = ['', 'ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ', '', '+', '']
const initials = (name) => name.split(/\s+/).map((part) => [...part][0]).slice(0, 2).join('').toUpperCase()
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

/** One agent with a telephone and the Customers tab beside it. */
export class Desk {
  #part = {}
  #customers = null
  #coming = Promise.resolve()
  #call = null
  #tick = 0
  #theme
  #framed
  #recent = recents()

  constructor(template, agent, { framed, theme, answered, changed }) {
    this.element = template.cloneNode(true).firstElementChild
    for (const part of this.element.querySelectorAll('[data-part]')) this.#part[part.dataset.part] = part
    const { agent: choice } = this.#part
    choice.value = agent
    if (!choice.value) choice.value = 'alice'
    this.#theme = theme
    this.#framed = framed
    this.answered = answered
    choice.addEventListener('change', () => (this.#sit(), changed()))
    this.#wire()
    this.#sit()
    fill(this.#part.recent, this.#recent)
  }

  get agent() {
    return this.#part.agent.value
  }

  get name() {
    return this.#part.agent.selectedOptions[0].textContent.split(' · ')[0]
  }

  /** Somebody sits down here: their own sidebar, with their own token. */
  #sit() {
    this.#part.me.textContent = this.name[0]
    this.element.setAttribute('aria-label', this.name)
    this.hold(this.#framed)
  }

  /** The sidebar, in the page or in a frame. */
  hold(framed) {
    this.#framed = framed
    this.#part.how.textContent = framed ? 'framed' : ''
    const { agent } = this
    this.#coming = this.#coming.then(async () => {
      this.#customers?.leave()
      this.#customers = await customersIn(this.#part.customers, { agent, framed, theme: this.#theme })
      // The sidebar asks for a call; taking it here keeps the browser from opening a tel: link.
      this.#customers.on.addEventListener('crm-call', (event) => {
        event.preventDefault()
        this.dial(event.detail.number, event.detail.displayName, event.detail.contactId)
      })
    })
  }

  dress(theme) {
    this.#theme = theme
    this.#customers?.dress(theme)
  }

  leave() {
    clearInterval(this.#tick)
    this.#coming.then(() => this.#customers?.leave())
    this.element.remove()
  }

  // ——— calls

  /** A call comes in: the sidebar shows who it is, while the phone goes on ringing. */
  async ring(number, callId) {
    if (this.#call) return // engaged
    const call = (this.#call = { callId, number, direction: 'INBOUND', at: 0 })
    this.#show('ringing', 'Incoming call', number)
    await this.#coming
    const { matches } = await this.#customers.on.screenPop(number, { callId, direction: 'INBOUND' }).catch(() => ({ matches: [] }))
    if (call !== this.#call) return
    if (matches.length === 1) this.#named(matches[0].fullName, number)
    else if (matches.length) this.#named(`${matches.length} customers`, number, matches.length)
  }

  dial(number, name = '', contactId = undefined) {
    if (this.#call) return
    const call = (this.#call = { callId: crypto.randomUUID(), number, contactId, direction: 'OUTBOUND', at: 0 })
    this.#show('calling', 'Calling…', number)
    if (name) this.#named(name, number)
    setTimeout(() => call === this.#call && this.#connect('On a call'), 1200) // somebody picks up
  }

  /** Another agent was quicker. */
  taken(by) {
    if (this.#call?.direction !== 'INBOUND' || this.#call.at) return
    this.#note(`Answered by ${by}`, 'in')
    this.#idle(`Answered by ${by}`)
  }

  #answer() {
    this.#connect('On a call')
    this.answered(this)
  }

  #connect(line) {
    const began = (this.#call.at = Date.now())
    this.#state('talking', line)
    const count = () => (this.#part.time.textContent = clock((Date.now() - began) / 1000))
    count()
    this.#tick = setInterval(count, 500)
  }

  /** A call that was taken goes onto the timeline of whoever it was with. */
  async #hangUp() {
    const { at, ...call } = this.#call
    const name = this.#part.name.textContent
    if (!at) {
      this.#note(call.direction === 'INBOUND' ? 'Missed' : 'No answer', call.direction === 'INBOUND' ? 'missed' : 'out')
      return this.#idle('')
    }
    const durationSeconds = (Date.now() - at) / 1000
    this.#note(`${call.direction === 'INBOUND' ? 'Incoming' : 'Outgoing'} · ${clock(durationSeconds)}`, call.direction === 'INBOUND' ? 'in' : 'out')
    this.#idle(`Call ended · ${clock(durationSeconds)}`)
    const logged = await this.#customers.on.logCall({ ...call, at, durationSeconds }).catch(() => null)
    if (!this.#call) this.#part.told.textContent = logged ? `On the timeline of ${name}` : 'Nobody’s timeline has it: the number is not among the customers, or of several'
  }

  // ——— what is seen

  #wire() {
    const { number, dial, pad, hangUp, answer, keys } = this.#part
    const typed = () => (dial.disabled = !number.value.trim())
    const go = () => number.value.trim() && this.dial(number.value.trim())
    pad.append(...[...'123456789*0#'].map((digit, at) => {
      const key = document.createElement('button')
      key.type = 'button'
      key.append(digit)
      const small = document.createElement('small')
      small.textContent = letters[at]
      key.append(small)
      key.addEventListener('click', () => ((number.value += digit), typed()))
      return key
    }))
    number.addEventListener('input', typed)
    number.addEventListener('keydown', (event) => event.key === 'Enter' && go())
    dial.addEventListener('click', go)
    hangUp.addEventListener('click', () => this.#hangUp())
    answer.addEventListener('click', () => this.#answer())
    for (const key of keys.children) key.addEventListener('click', () => key.setAttribute('aria-pressed', key.ariaPressed !== 'true'))
  }

  #show(state, line, number) {
    const { dialer, active, face, name, digits, time, told, keys } = this.#part
    told.textContent = time.textContent = digits.textContent = ''
    face.textContent = '#'
    name.textContent = number
    for (const key of keys.children) key.setAttribute('aria-pressed', 'false')
    dialer.hidden = true
    active.hidden = false
    this.#state(state, line)
  }

  #named(name, number, face = initials(name)) {
    this.#part.face.textContent = face
    this.#part.name.textContent = name
    this.#part.digits.textContent = number
  }

  #state(state, line) {
    const { answer, keys, presence, hangUp } = this.#part
    this.element.dataset.call = state
    this.#part.line.textContent = line
    presence.textContent = { ringing: 'Ringing', calling: 'On a call', talking: 'On a call' }[state] ?? 'Available'
    answer.hidden = state !== 'ringing'
    keys.hidden = state !== 'talking'
    hangUp.ariaLabel = state === 'ringing' ? 'Decline' : 'End call'
  }

  #idle(told) {
    const { dialer, active, number, dial } = this.#part
    clearInterval(this.#tick)
    this.#call = null
    this.#state('idle', '')
    active.hidden = true
    dialer.hidden = false
    number.value = ''
    dial.disabled = true
    this.#part.told.textContent = told
  }

  #note(what, kind) {
    this.#recent.unshift({ name: this.#part.name.textContent, what, when: 'now', kind })
    fill(this.#part.recent, this.#recent)
  }
}
