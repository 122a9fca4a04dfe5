// The tests import the sources, and those import the widget's own packages: installed here when no build has done it yet.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const widget = fileURLToPath(new URL('..', import.meta.url))
if (!existsSync(new URL('../node_modules/lit/package.json', import.meta.url))) {
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: widget, stdio: 'inherit', shell: process.platform === 'win32' })
  process.exitCode = done.status ?? 1
}
