// Makes wwwroot/ from the sources: `npm ci` when the lock file has changed, then `vite build`. The project file calls
// it before static assets are resolved. One at a time: builds that run beside each other wait here and then find the
// work done. What is up to date is known by a hash of all inputs, since time stamps lie after a checkout.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (...parts) => join(root, ...parts)
const out = at('wwwroot')
const entry = at('wwwroot', 'crm-customers.js')
const state = at('obj')
const installed = at('node_modules', '.crm-installed')
const bundled = join(state, 'bundled.txt')
const lock = join(state, 'bundle.lock')

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath ?? file.path, file.name))

const hash = (files) => {
  const sum = createHash('sha256')
  for (const file of files.sort()) sum.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  return sum.digest('hex')
}

const holds = (file, text) => existsSync(file) && readFileSync(file, 'utf8') === text

/** Waits for the turn; a lock that its owner has left behind (killed) falls after five minutes. */
async function turn() {
  mkdirSync(state, { recursive: true })
  for (;;) {
    try {
      return closeSync(openSync(lock, 'wx'))
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      const owner = statSync(lock, { throwIfNoEntry: false })
      if (owner && Date.now() - owner.mtimeMs > 300_000) rmSync(lock, { force: true })
      await new Promise((next) => setTimeout(next, 200))
    }
  }
}

function run(command, args) {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' })
  if (done.status === 0) return done.stdout
  // One line for MSBuild to show as an error; the rest of what was said goes above it. npm warns on stderr all the time.
  const said = `${done.stdout ?? ''}${done.stderr ?? ''}`.trim()
  console.log(said)
  const why = said.split('\n').find((line) => /error[: ]/i.test(line) && !/during build|Build failed/.test(line)) ?? done.error?.message ?? 'see above'
  throw new Error(`${[command, ...args].map((part) => part.replace(root, '')).join(' ')} failed: ${why.trim()}`)
}

function bundle() {
  const packages = hash([at('package.json'), at('package-lock.json')])
  const embed = readdirSync(at('embed')).filter((name) => name.endsWith('.ts')).map((name) => at('embed', name))
  const sources = hash([at('package-lock.json'), at('vite.config.mjs'), at('vite.manager.config.mjs'), ...embed, ...['api', 'elements', 'imports', 'sidebar', 'manager', 'frame'].flatMap((folder) => filesIn(at(folder)))])
  if (holds(bundled, sources) && existsSync(entry)) {
    const now = new Date()
    return utimesSync(entry, now, now) // newer than its inputs again, so that MSBuild need not ask next time
  }
  if (!holds(installed, packages)) {
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
    writeFileSync(installed, packages)
  }
  const before = existsSync(out) ? filesIn(out) : []
  const began = Date.now() - 1000
  for (const config of ['vite.config.mjs', 'vite.manager.config.mjs']) process.stdout.write(run(process.execPath, [at('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--config', config]))
  for (const file of before) if (statSync(file).mtimeMs < began) rmSync(file)
  writeFileSync(bundled, sources)
}

await turn()
try {
  bundle()
} catch (error) {
  console.log(`Widget : error CRM0002: ${error.message}`)
  process.exitCode = 1
} finally {
  rmSync(lock, { force: true })
}
