/** What a phone remembers in the morning. */
export const recents = () => [
  { name: '+49 30 901820', what: 'Incoming · 4:02', when: '10:42', kind: 'in' },
  { name: 'Front desk', what: 'Internal · 1:10', when: '10:15', kind: 'in' },
  { name: '+44 20 7946 0018', what: 'Missed', when: '9:58', kind: 'missed' },
  { name: 'Conference 3', what: 'Outgoing · 22:41', when: '9:30', kind: 'out' },
  { name: '+1 202-555-0143', what: 'Incoming · 2:33', when: 'Yesterday', kind: 'in' },
]

const arrows = { in: 'M17 7 7 17m0-8v8h8', out: 'M7 17 17 7m-8 0h8v8', missed: 'M17 7 7 17m0-8v8h8' }

/** Writes the calls into a list, the latest first. */
export function fill(list, calls) {
  list.replaceChildren(...calls.slice(0, 12).map(({ name, what, when, kind }) => {
    const row = document.createElement('li')
    row.className = kind
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
    svg.setAttribute('viewBox', '0 0 24 24')
    svg.setAttribute('aria-hidden', 'true')
    path.setAttribute('d', arrows[kind])
    svg.append(path)
    row.append(svg)
    for (const [part, words] of Object.entries({ name, when, what })) {
      const text = document.createElement('span')
      text.className = part
      text.textContent = words
      row.append(text)
    }
    return row
  }))
}
