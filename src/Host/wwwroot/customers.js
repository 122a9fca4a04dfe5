import { tokenOf } from './demo.js'

/**
 * Puts the sidebar into a place of the page: as an element, or in a frame as a page of another origin has it. Either way it
 * has the same verbs and tells the same events.
 */
export async function customersIn(place, { agent, framed, theme }) {
  if (framed) {
    const { mount } = await import('./widget/v1/crm-embed.js')
    const { lang } = document.documentElement
    const customers = mount(place, { origin: new URL('.', document.baseURI).href, tenant: agent === 'gina' ? 'globex' : 'acme', tokenSource: tokenOf(agent), theme, lang })
    return { on: customers, dress: (theme) => customers.set({ theme }), leave: () => customers.unmount() }
  }
  const customers = document.createElement('crm-customers')
  customers.setAttribute('theme', theme)
  customers.tokenSource = tokenOf(agent)
  place.append(customers)
  return { on: customers, dress: (theme) => customers.setAttribute('theme', theme), leave: () => customers.remove() }
}
