// Makes OUT/page.js.gz and OUT/page.css.gz: `npm ci` when the lock file has changed, then esbuild. The project file calls it.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const root = fileURLToPath(new URL('.', import.meta.url))
const out = resolve(process.argv[2])
const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
const installed = join(root, 'node_modules', '.crm-installed')

try {
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== lock) {
    const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' })
    if (done.status !== 0) throw new Error(`npm ci failed: ${done.stderr?.trim().split('\n')[0] ?? done.error?.message}`)
    writeFileSync(installed, lock)
  }
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['page.jsx'],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    outdir: out,
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
    write: false,
  })
  mkdirSync(out, { recursive: true })
  for (const file of outputFiles) writeFileSync(file.path + '.gz', gzipSync(file.contents, { level: 9 }))
} catch (error) {
  console.log(`QueryPage : error CRM0003: ${error.message.split('\n')[0]}`)
  process.exitCode = 1
}
