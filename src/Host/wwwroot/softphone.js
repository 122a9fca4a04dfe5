// The page plays a telephony application; the sidebar in it is the product. What a host has to write stands in
// customers.js: put the sidebar somewhere, give it a token, and take its calls. The rest rings nobody, and looks as if.
import { Desk } from './desk.js'
import { tokenOf } from './demo.js'

const $ = (id) => document.getElementById(id)

// `?agent=bob&beside=alice&framed=1&theme=dark&lang=de&dir=rtl` chooses for a link or a test.
const wanted = new URLSearchParams(location.search)
const theme = $('theme')
theme.value = wanted.get('theme') ?? 'auto'
if (!theme.value) theme.value = 'auto'
if (wanted.has('lang')) document.documentElement.lang = wanted.get('lang')
if (wanted.has('dir')) document.documentElement.dir = wanted.get('dir')
$('beside').checked = wanted.has('beside')
$('framed').checked = wanted.has('framed')

/** Who sits at the desks, from left to right. */
const desks = []

function seat(agent) {
  const desk = new Desk($('desk').content, agent, { framed: $('framed').checked, theme: theme.value, answered: (one) => others(one).forEach((other) => other.taken(one.name)), changed: remember })
  desks.push(desk)
  $('desks').append(desk.element)
}

const others = (desk) => desks.filter((one) => one !== desk)

function dress() {
  document.documentElement.dataset.theme = theme.value
  for (const desk of desks) desk.dress(theme.value)
}

/** Who sits here stays in the address, so that a reload finds the page as it was. */
function remember() {
  const query = new URLSearchParams(location.search)
  query.set('agent', desks[0].agent)
  query.set('theme', theme.value)
  if (desks[1]) query.set('beside', desks[1].agent)
  else query.delete('beside')
  if ($('framed').checked) query.set('framed', '1')
  else query.delete('framed')
  history.replaceState(null, '', '?' + query)
}

function sit() {
  if (desks.length < 2 && $('beside').checked) seat(wanted.get('beside') || (desks[0].agent === 'bob' ? 'alice' : 'bob'))
  if (desks.length > 1 && !$('beside').checked) desks.pop().leave()
  document.documentElement.dataset.desks = desks.length
}

document.documentElement.dataset.theme = theme.value
seat(wanted.get('agent') ?? 'alice')
sit()
theme.addEventListener('change', () => (dress(), remember()))
$('beside').addEventListener('change', () => (sit(), remember()))
$('framed').addEventListener('change', () => {
  for (const desk of desks) desk.hold($('framed').checked)
  remember()
})

// ——— it rings: at every desk, until somebody answers

/** Two people of the demo share this mobile. */
const shared = '+1 917 555 0240'
const nobody = '+1 202-555-0187'

/** A number of somebody whom everybody in the organization sees, as it would come in. */
async function knownNumber() {
  const signedIn = await tokenOf(desks[0].agent)({ signal: AbortSignal.timeout(5000) })
  const query = '{ contacts(first: 20, where: { visibility: { eq: ALL }, status: { eq: ACTIVE } }) { nodes { phone } } }'
  const answer = await fetch('graphql', { method: 'POST', headers: { 'Content-Type': 'application/json', ...(signedIn ? { Authorization: 'Bearer ' + signedIn.token } : { 'GraphQL-Preflight': '1' }) }, body: JSON.stringify({ query }) })
  return (await answer.json()).data?.contacts?.nodes.find((one) => one.phone)?.phone ?? nobody
}

for (const button of document.querySelectorAll('[data-ring]')) {
  button.addEventListener('click', async () => {
    const { ring } = button.dataset
    const number = ring === 'known' ? await knownNumber() : ring === 'shared' ? shared : nobody
    const callId = crypto.randomUUID()
    for (const desk of desks) desk.ring(number, callId)
  })
}
