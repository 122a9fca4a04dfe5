import type { Answer, FromFrame, Settings, ToFrame, Welcome } from '../embed/messages'

/** What a page may ask of the sidebar; nothing else of the element is in its reach. */
export const verbs = ['screenPop', 'openContact', 'createContact', 'setList', 'search', 'refresh', 'openUpload', 'logCall', 'focusSearch']
export const settable = ['list', 'query', 'contactId', 'lang', 'theme', 'density', 'view', 'country', 'noImport', 'noCreate', 'noCall', 'strings']
export const told = [
  'ready', 'call', 'email', 'message', 'contact-open', 'contact-saved', 'list-change', 'screenpop', 'import-start', 'import-progress', 'import-done',
  'auth-required', 'connection', 'error', 'resize',
]

/** So long, in milliseconds, a page may take to say that it does something itself; then the sidebar does it. */
const patience = 400

/** The element, as far as the bridge handles it. */
export interface Sidebar extends EventTarget {
  style: { setProperty(name: string, value: string): void }
  tokenSource: unknown
  readonly state: string
  readonly connection: string
  addController(controller: { hostUpdated(): void }): void
}

/** Carries verbs, events and questions between a port and the element, until the port closes with the page. */
export function bridge(port: MessagePort, element: Sidebar, { settings, tokens }: Welcome) {
  const asked = new Map<number, (answer: Answer) => void>()
  let last = 0
  const send = (message: FromFrame) => port.postMessage(message)
  const ask = (message: FromFrame & { id?: number }) =>
    new Promise<Answer>((answered) => {
      asked.set((message.id = ++last), answered)
      send(message)
    })

  const take = ({ variables, ...values }: Settings) => {
    for (const name in variables) if (name.startsWith('--crm-')) element.style.setProperty(name, variables[name as '--crm-']!)
    for (const name in values) if (settable.includes(name)) (element as any)[name] = (values as any)[name]
  }

  const call = async ({ id, verb, args }: ToFrame & { t: 'call' }) => {
    try {
      if (!verbs.includes(verb)) throw Error('There is no ' + verb)
      send({ t: 'answer', id, value: await (element as any)[verb](...args) })
    } catch (error: any) {
      send({ t: 'answer', id, error: String(error?.message ?? error), code: error?.code })
    }
  }

  const tell = async (event: Event & { detail?: unknown; proceed?: () => void }) => {
    const { type: name, detail, cancelable } = event
    if (!cancelable) return send({ t: 'event', name, detail })
    // Whoever must be asked elsewhere cannot answer before this returns: the default waits for the answer.
    event.preventDefault()
    const answer = await Promise.race([ask({ t: 'event', name, detail }), new Promise<null>((late) => setTimeout(late, patience, null))])
    if (!answer?.value) event.proceed?.()
  }

  port.onmessage = ({ data }: MessageEvent<ToFrame>) => {
    if (data.t === 'call') void call(data)
    else if (data.t === 'set') take(data.settings)
    else if (data.t === 'answer') {
      asked.get(data.id)?.(data)
      asked.delete(data.id)
    }
  }

  if (tokens)
    element.tokenSource = async ({ reason, signal }: { reason: 'start'; signal: AbortSignal }) => {
      const message = { t: 'token' as const, reason, id: 0 }
      const question = ask(message)
      signal.addEventListener('abort', () => asked.delete(message.id) && send({ t: 'drop', id: message.id }), { once: true })
      const { value, error } = await question
      if (error) throw Error(error)
      return value
    }
  for (const name of told) element.addEventListener('crm-' + name, (event) => void tell(event))
  let known = ''
  element.addController({
    hostUpdated() {
      const { state, connection } = element
      if (known !== (known = state + connection)) send({ t: 'state', state, connection })
    },
  })
  take(settings)
}
