import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const source = fileURLToPath(new URL('../../embed', import.meta.url))
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
let folder: string
let files: string[]

/** The package as `npm pack` makes it, unpacked where a host would have it. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crm-embed-'))
  const [packed] = JSON.parse(execFileSync('npm', ['pack', '--json', '--loglevel=error', '--pack-destination', folder], { cwd: source, encoding: 'utf8' }).replace(/^[^[]*(?=\[)/, ''))
  files = packed.files.map((file: { path: string }) => file.path)
  const into = join(folder, 'node_modules', '@crm-contacts', 'embed')
  execFileSync('mkdir', ['-p', into])
  execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', into, '--strip-components=1'])
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('@crm-contacts/embed', () => {
  it('holds its scripts, their types and a page that says what it is, and no source of ours', () => {
    expect([...files].sort()).toEqual([
      'README.md', 'dist/events.d.ts', 'dist/events.js', 'dist/index.d.ts', 'dist/index.js', 'dist/link.d.ts', 'dist/link.js', 'dist/messages.d.ts', 'dist/messages.js', 'package.json',
    ])
    expect(readFileSync(join(folder, 'node_modules/@crm-contacts/embed/README.md'), 'utf8')).toContain('mount(')
  })

  it('is a module that needs no bundler', async () => {
    const module = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'node_modules/@crm-contacts/embed/dist/index.js')).href)
    expect(typeof module.mount).toBe('function')
  })

  it('is typed: events and their details, verbs and what they give, and refusals of what there is not', () => {
    writeFileSync(
      join(folder, 'host.ts'),
      `
      import { mount, type Customers } from '@crm-contacts/embed'
      const customers: Customers = mount(document.body, { origin: 'https://pbx.example', tenant: 'acme', theme: 'dark', variables: { '--crm-radius': '4px' },
        tokenSource: async ({ reason, signal }) => (reason === 'start' && !signal.aborted ? { token: 't', expiresAt: Date.now() } : null) })
      customers.addEventListener('crm-call', (event) => { event.preventDefault(); const number: string = event.detail.number; console.log(number) })
      const outcome: 'card' | 'choose' | 'create' | 'none' = (await customers.screenPop('+1 212 555 0143', { callId: '7' })).outcome
      console.log(outcome)
      // @ts-expect-error there is no such verb
      customers.dial('1')
      // @ts-expect-error a tenant is needed
      mount(document.body, { origin: 'https://pbx.example' })
      // @ts-expect-error no such detail
      customers.addEventListener('crm-list-change', (event) => event.detail.number)
      `,
    )
    for (const resolution of [['--module', 'nodenext'], ['--module', 'esnext', '--moduleResolution', 'bundler']]) {
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
      const { stdout, status } = spawnSync(process.execPath, [tsc, '--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom', ...resolution, 'host.ts'], { cwd: folder, encoding: 'utf8' })
      expect(stdout + status).toBe('0')
    }
  }, 60_000)
})
