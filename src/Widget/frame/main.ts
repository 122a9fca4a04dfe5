// The frame's own script, beside the element's: greets the page around it, and puts the sidebar there once that page is known.
import { bridge, type Sidebar } from './bridge'
import { greet } from './greeting'

const origin = new URL(new URLSearchParams(location.search).get('parent')!).origin
const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

greet(window, origin, nonce, (port, welcome) => {
  const element = document.createElement('crm-customers') as Sidebar & HTMLElement
  document.documentElement.lang = welcome.settings.lang || navigator.language
  bridge(port, element, welcome)
  document.body.append(element)
})
