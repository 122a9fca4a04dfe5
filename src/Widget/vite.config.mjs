import { gzipSync } from 'node:zlib'
import { defineConfig } from 'vite'

/** Gzipped bytes that the sidebar may weigh: what stands before the first paint, and with everything it loads later. */
const budgets = { critical: 25 * 1024, all: 50 * 1024 }

/** Fails the build when a budget is broken, before anything is written. */
const budget = {
  name: 'budget',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
    const size = (chunk) => gzipSync(chunk.code, { level: 9 }).length
    const critical = new Set()
    const walk = (chunk) => {
      if (!chunk || critical.has(chunk)) return
      critical.add(chunk)
      chunk.imports.forEach((name) => walk(bundle[name]))
    }
    walk(bundle['crm-customers.js'])
    const sum = { critical: [...critical].reduce((all, chunk) => all + size(chunk), 0), all: chunks.reduce((all, chunk) => all + size(chunk), 0) }
    for (const [name, most] of Object.entries(budgets)) {
      const line = `sidebar, ${name}: ${(sum[name] / 1024).toFixed(1)} KB gzip of ${most / 1024}`
      if (sum[name] > most) this.error('over budget: ' + line)
      else console.log(line)
    }
  },
}

/** Indents in templates, and most spaces in css`…`, mean nothing to a browser and weigh in the bundle. */
const tight = {
  name: 'tight',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('.ts') && !id.includes('node_modules')
      ? code
          .replace(/css`([^`]*)`/g, (_, text) => 'css`' + text.replace(/\/\*[^]*?\*\//g, '').replace(/\s+/g, ' ').replace(/ ?([{};,]) ?/g, '$1').replace(/: /g, ':').replace(/;}/g, '}') + '`')
          .replace(/\n\s+/g, '\n')
      : null,
}

/**
 * Modules that are in the bundle for nothing: the preload helper looks for stylesheets that we do not have, and the
 * hub speaks WebSockets or server-sent events, over fetch, in every browser that Lit runs in.
 */
const unused = {
  name: 'unused',
  enforce: 'pre',
  load(id) {
    if (id.includes('vite/preload-helper')) return 'export const __vitePreload = (load) => load()'
    const [, name] = /signalr\/dist\/esm\/(LongPollingTransport|XhrHttpClient)\.js$/.exec(id) ?? []
    return name ? `export class ${name} {}` : null
  },
}

// App mode, since lib mode does not minify whitespace; `strict` keeps the entry's exports.
export default defineConfig({
  base: './',
  plugins: [tight, unused, budget],
  publicDir: false,
  logLevel: 'warn',
  build: {
    target: 'es2022',
    outDir: 'wwwroot',
    emptyOutDir: false, // build/bundle.mjs takes old chunks away, after the new ones are there
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { 'crm-customers': 'sidebar/crm-customers.ts' },
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        // What several chunks share goes into one: fewer requests, and gzip finds more in common.
        codeSplitting: {
          groups: [
            { name: 'base', test: /node_modules\/(lit|@lit|lit-html|lit-element)|elements\/(theme|button|field|icons|define|progress|avatar)|api\/(problem|imports)/ },
            { name: 'later', test: /elements\/(dialog|toast)|sidebar\/(later|contact-card)|words\/en-more/ },
          ],
        },
      },
    },
  },
})
