// The page around <crm-contacts-manager>: who is signed in, and how it looks. `?agent=bob&theme=dark&lang=de&dir=rtl` chooses.
import { tokenOf } from './demo.js'

const wanted = new URLSearchParams(location.search)
const [agent, theme] = ['agent', 'theme'].map((id) => document.getElementById(id))
agent.value = wanted.get('agent') ?? 'alice'
theme.value = wanted.get('theme') ?? 'auto'
if (!agent.value) agent.value = 'alice'
if (!theme.value) theme.value = 'auto'
if (wanted.has('lang')) document.documentElement.lang = wanted.get('lang')
if (wanted.has('dir')) document.documentElement.dir = wanted.get('dir')

const manager = document.createElement('crm-contacts-manager')
manager.setAttribute('routing', 'hash')
const dress = () => {
  document.documentElement.dataset.theme = theme.value
  manager.setAttribute('theme', theme.value)
}
const signIn = () => (manager.tokenSource = tokenOf(agent.value))
dress()
signIn()
document.getElementById('manager').append(manager)

const remember = () => {
  const query = new URLSearchParams(location.search)
  query.set('agent', agent.value)
  query.set('theme', theme.value)
  history.replaceState(null, '', '?' + query + location.hash)
}
agent.addEventListener('change', () => (signIn(), remember()))
theme.addEventListener('change', () => (dress(), remember()))
