import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { told, verbs } from '../../frame/bridge'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const page = readFileSync(at('../../../../docs/embedding.md'), 'utf8').split('### What the element promises')[1]!.split('\n## ')[0]!
const sources = readdirSync(at('../../sidebar'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(at('../../sidebar/' + name), 'utf8'))
  .join('')
const names = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map((match) => match[1]!))].sort()

describe('docs/embedding.md promises', () => {
  it('the methods that a frame passes on', () => expect(names(page.split('| event |')[0]!, /`(\w+)\(/g)).toEqual([...verbs].sort()))

  it('the events that a frame passes on', () => expect(names(page, /`crm-([\w-]+)`/g)).toEqual([...told].sort()))

  it('the variables of the theme', () => {
    const theme = readFileSync(at('../../elements/theme.ts'), 'utf8')
    expect(names(page, /`(--crm-[\w-]+)`/g)).toEqual(names(theme, /^ +(--crm-[\w-]+):/gm))
  })

  it('slots and parts that there are', () => {
    const [slots, parts] = page.slice(page.indexOf('Slots:')).split('Parts for')
    for (const name of names(slots!, /`([\w-]+)`/g)) expect(sources).toContain(`<slot name="${name}"`)
    expect(names(parts!, /`([\w-]+)`/g)).toEqual(names(sources, /\bpart="([\w-]+)"/g))
  })
})
