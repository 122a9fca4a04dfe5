// The page plays a telephony application; the sidebar in it is the product. This is all that a host has to write:
// put <crm-customers> somewhere, give it a token, and take its calls.
const $ = (id) => document.getElementById(id)
const wanted = new URLSearchParams(location.search)

// ——— who is signed in, and how it looks. `?agent=bob&theme=dark&lang=de` chooses for a link or a test.

const agent = $('agent')
const theme = $('theme')
agent.value = wanted.get('agent') ?? 'alice'
theme.value = wanted.get('theme') ?? 'auto'
if (!agent.value) agent.value = 'alice'
if (!theme.value) theme.value = 'auto'

/** A token source, as a real host would write one against its own sign-in. */
const tokenOf = (name) => async ({ signal }) => {
  const answer = await fetch('demo/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ agent: name }),
    signal,
  })
  if (!answer.ok) throw new Error('Sign-in failed')
  const { access_token: token, expires_in: seconds } = await answer.json()
  return { token, expiresAt: Date.now() + seconds * 1000 }
}

const customers = document.createElement('crm-customers')
const dress = () => {
  document.documentElement.dataset.theme = theme.value
  customers.setAttribute('theme', theme.value)
}
const signIn = () => {
  customers.removeAttribute('list')
  customers.tokenSource = tokenOf(agent.value)
}
if (wanted.has('lang')) document.documentElement.lang = wanted.get('lang')
if (wanted.has('dir')) document.documentElement.dir = wanted.get('dir')
dress()
signIn()
$('customers').append(customers)

const remember = () => {
  const query = new URLSearchParams(location.search)
  query.set('agent', agent.value)
  query.set('theme', theme.value)
  history.replaceState(null, '', '?' + query)
}
agent.addEventListener('change', () => (signIn(), remember()))
theme.addEventListener('change', () => (dress(), remember()))

// ——— the telephone: it rings nobody, and looks as if

const letters = ['', 'ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ', '', '+', '']
$('pad').append(
  ...[...'123456789*0#'].map((digit, at) => {
    const key = document.createElement('button')
    key.type = 'button'
    key.append(digit)
    const small = document.createElement('small')
    small.textContent = letters[at]
    key.append(small)
    key.addEventListener('click', () => type(digit))
    return key
  }),
)

const number = $('number')
const type = (digit) => {
  number.value += digit
  number.dispatchEvent(new Event('input'))
}
number.addEventListener('input', () => ($('dial').disabled = !number.value.trim()))
number.addEventListener('keydown', (event) => event.key === 'Enter' && number.value.trim() && call(number.value))
$('dial').addEventListener('click', () => call(number.value))
$('hang-up').addEventListener('click', hangUp)

let clock = 0
const initials = (name) => name.split(/\s+/).map((part) => [...part][0]).slice(0, 2).join('').toUpperCase()

/** The call that is going on: what the sidebar is told of when it has ended. */
let current = null

function call(to, name = '', contactId = undefined) {
  clearInterval(clock)
  const began = Date.now()
  current = { callId: crypto.randomUUID(), number: to, contactId, direction: 'OUTBOUND', at: began }
  $('answer').hidden = true
  $('face').textContent = name ? initials(name) : '#'
  $('name').textContent = name || to
  $('line').textContent = name ? to : ''
  $('time').textContent = 'Calling…'
  clock = setInterval(() => {
    const seconds = Math.floor((Date.now() - began) / 1000) - 2
    if (seconds >= 0) $('time').textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  }, 250)
  $('dialer').hidden = true
  $('active').hidden = false
  remembered.unshift({ name: name || to, what: 'Outgoing', when: 'now', kind: 'out' })
  list()
}

function hangUp() {
  clearInterval(clock)
  const ended = current
  current = null
  // A call that was taken goes onto the timeline of whoever it was with.
  if (ended?.at) void customers.logCall({ ...ended, durationSeconds: (Date.now() - ended.at) / 1000 }).catch(() => {})
  $('active').hidden = true
  $('dialer').hidden = false
  number.value = ''
  $('dial').disabled = true
}

// ——— it rings: the sidebar shows who it is, while the phone goes on ringing

/** A number of somebody in the organization, as a telephone system would see it come in. */
async function knownNumber() {
  const { token } = await customers.tokenSource({ reason: 'start', signal: AbortSignal.timeout(5000) })
  const query = '{ contacts(first: 20) { nodes { phone } } }'
  const answer = await fetch('graphql', { method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: 'Bearer ' + token }, body: JSON.stringify({ query }) })
  return (await answer.json()).data.contacts.nodes.find((one) => one.phone)?.phone
}

async function ring(kind) {
  const from = kind === 'known' ? await knownNumber() : '+1 202-555-0187'
  clearInterval(clock)
  current = { callId: crypto.randomUUID(), number: from, direction: 'INBOUND', at: 0 }
  $('face').textContent = '☎'
  $('name').textContent = from
  $('line').textContent = 'Incoming call'
  $('time').textContent = 'Ringing…'
  $('dialer').hidden = true
  $('active').hidden = $('answer').hidden = false
  remembered.unshift({ name: from, what: 'Incoming', when: 'now', kind: 'in' })
  list()
  await customers.screenPop(from, { callId: current.callId, direction: 'INBOUND' })
}
for (const button of document.querySelectorAll('[data-ring]')) button.addEventListener('click', () => ring(button.dataset.ring))
$('answer').addEventListener('click', () => {
  $('answer').hidden = true
  const began = (current.at = Date.now())
  clock = setInterval(() => {
    const seconds = Math.floor((Date.now() - began) / 1000)
    $('time').textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  }, 250)
})

const remembered = [
  { name: '+49 30 901820', what: 'Incoming · 4 min', when: '10:42', kind: 'in' },
  { name: 'Front desk', what: 'Internal · 1 min', when: '10:15', kind: 'in' },
  { name: '+44 20 7946 0018', what: 'Missed', when: '9:58', kind: 'missed' },
  { name: 'Conference 3', what: 'Outgoing · 22 min', when: '9:30', kind: 'out' },
  { name: '+1 202-555-0143', what: 'Incoming · 2 min', when: 'Yesterday', kind: 'in' },
]

function list() {
  $('recent').replaceChildren(
    ...remembered.slice(0, 12).map((one) => {
      const row = document.createElement('li')
      row.className = one.kind
      for (const part of ['name', 'when', 'what']) {
        const text = document.createElement('span')
        text.className = part
        text.textContent = one[part]
        row.append(text)
      }
      return row
    }),
  )
}
list()

// The sidebar asks for a call; taking it here keeps the browser from opening a tel: link.
customers.addEventListener('crm-call', (event) => {
  event.preventDefault()
  call(event.detail.number, event.detail.displayName, event.detail.contactId)
})
