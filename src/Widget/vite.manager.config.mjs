import { gzipSync } from 'node:zlib'
import { defineConfig } from 'vite'
import { documents, tight, unused } from './vite.config.mjs'

// The manager is a bundle of its own: what of it stands together, and what waits, is no matter of the sidebar's.

/** Gzipped bytes that the manager may weigh until its first rows are there, in one language (the largest). */
const most = 90 * 1024
/** The same of the import's wizard, which is loaded when somebody wants it, with what it alone needs. */
const mostWizard = 25 * 1024

const budget = {
  name: 'budget',
  generateBundle(_, bundle) {
    const size = (chunk) => gzipSync(chunk.code, { level: 9 }).length
    const chunks = Object.values(bundle).filter((chunk) => chunk.type === 'chunk')
    const has = (chunk, path) => chunk.moduleIds.some((id) => path.test(id))
    const found = new Set()
    const reach = (chunk) => {
      if (!chunk || found.has(chunk)) return
      found.add(chunk)
      for (const next of chunk.imports) reach(bundle[next])
    }
    reach(bundle['crm-contacts-manager.js'])
    for (const path of [/manager\/pages\/contacts\/page\.ts/, /api\/live\.ts/]) reach(chunks.find((chunk) => has(chunk, path)))
    const languages = chunks.filter((chunk) => !found.has(chunk) && has(chunk, /manager\/words\/[a-z]{2}\.ts$/))
    const sum = [...found].reduce((all, chunk) => all + size(chunk), 0) + Math.max(0, ...languages.map(size))
    const line = `manager, first load: ${(sum / 1024).toFixed(1)} KB gzip of ${most / 1024} (all of it: ${(chunks.reduce((all, chunk) => all + size(chunk), 0) / 1024).toFixed(1)})`
    const wizard = chunks.filter((chunk) => has(chunk, /manager\/pages\/import\/|Widget\/imports\//)).reduce((all, chunk) => all + size(chunk), 0)
    const later = `manager, import: ${(wizard / 1024).toFixed(1)} KB gzip of ${mostWizard / 1024}`
    if (wizard > mostWizard) this.error('over budget: ' + later)
    else console.log(later)
    if (sum > most) this.error('over budget: ' + line)
    else console.log(line)
  },
}

export default defineConfig({
  base: './',
  plugins: [documents, tight, unused, budget],
  publicDir: false,
  logLevel: 'warn',
  build: {
    target: 'es2022',
    outDir: 'wwwroot',
    emptyOutDir: false,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { 'crm-contacts-manager': 'manager/crm-contacts-manager.ts' },
      preserveEntrySignatures: 'allow-extension',
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/manager-[name]-[hash].js',
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'base', test: /node_modules\/(lit|@lit|lit-html|lit-element)|elements\/(theme|button|field|icons|define|avatar|picker)\.ts|api\/(problem|client|line|session|place)\.ts/ },
            { name: 'parts', test: /elements\/(dialog|toast|progress|picker-list|combobox|more-icons)\.ts|api\/(patience|problem-reader)\.ts/ },
            { name: 'live', test: /api\/(live|hub|counts|imports)\.ts|sidebar\/import-runs/ },
          ],
        },
      },
    },
  },
})
