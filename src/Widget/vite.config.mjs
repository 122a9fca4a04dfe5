import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { defineConfig } from 'vite'

/**
 * Gzipped bytes that the sidebar may weigh: what stands before the first paint; with everything that it loads later, in one
 * language (the largest) and without the upload; the upload, which is loaded when somebody wants it; and what a frame adds.
 */
const budgets = { critical: 25 * 1024, all: 56.5 * 1024, upload: 25 * 1024, bridge: 2 * 1024 }
/** Scripts beside the element's: the frame's, and that of a page around it. */
const beside = ['crm-bridge.js', 'crm-embed.js']

/** Fails the build when a budget is broken, before anything is written. */
const budget = {
  name: 'budget',
  generateBundle(_, bundle) {
    const size = (chunk) => gzipSync(chunk.code, { level: 9 }).length
    const weigh = (chunks) => [...chunks].reduce((sum, chunk) => sum + size(chunk), 0)
    /** What an entry brings: its chunks and, with `later`, those that they load. */
    const reach = (name, later, stop = () => false, found = new Set()) => {
      const chunk = bundle[name]
      if (!chunk || found.has(chunk) || stop(chunk)) return found
      found.add(chunk)
      for (const next of [...chunk.imports, ...(later ? chunk.dynamicImports : [])]) reach(next, later, stop, found)
      return found
    }
    const has = (chunk, path) => chunk.moduleIds.some((id) => path.test(id))
    const isUpload = (chunk) => has(chunk, /sidebar\/upload\//)
    const isLanguage = (chunk) => has(chunk, /words\/(?!en\.ts)[a-z]{2}(-more)?\.ts$/)
    const critical = reach('crm-customers.js', false)
    const all = reach('crm-customers.js', true, isUpload)
    const languages = [...all].filter(isLanguage).map(size).sort((a, b) => a - b)
    const uploads = Object.values(bundle).filter((chunk) => chunk.type === 'chunk' && isUpload(chunk))
    const sum = { critical: weigh(critical), all: weigh(all) - languages.slice(0, -1).reduce((a, b) => a + b, 0), upload: weigh(uploads), bridge: size(bundle['crm-bridge.js']) }
    for (const name of beside) if (bundle[name].imports.length) this.error(`${name} stands alone, but imports ${bundle[name].imports}`)
    for (const [name, most] of Object.entries(budgets)) {
      const line = `sidebar, ${name}: ${(sum[name] / 1024).toFixed(1)} KB gzip of ${most / 1024}`
      if (sum[name] > most) this.error('over budget: ' + line)
      else console.log(line)
    }
  },
}

/** Indents in templates, and most spaces in css`…`, mean nothing to a browser and weigh in the bundle. */
export const tight = {
  name: 'tight',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('.ts') && !id.includes('node_modules')
      ? code
          .replace(/css`([^`]*)`/g, (_, text) => 'css`' + text.replace(/\/\*[^]*?\*\//g, '').replace(/\s+/g, ' ').replace(/ ?([{};,]) ?/g, '$1').replace(/: /g, ':').replace(/;}/g, '}') + '`')
          .replace(/\n\s+/g, '\n')
      : null,
}

/** The preload helper looks for stylesheets, and we have none. */
export const unused = {
  name: 'unused',
  enforce: 'pre',
  load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load()' : null),
}

/** Each document goes with the chunk that sends it, as a bare text: together they would all stand before the first paint. */
export const documents = {
  name: 'documents',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('.ts') && !id.includes('node_modules')
      ? code.replace(/import \{([^}]*)\} from '([^']*gen\/(?:[\w-]+-)?documents)'/g, (_, names, from) =>
          names.split(',').map((name) => name.trim()).filter((name) => /^\w+Document$/.test(name)).map((name) => `import { ${name} } from '${from}?${name}'`).join('\n'))
      : null,
  async resolveId(source, importer) {
    const [, path, name] = /^(.*documents)\?(\w+)$/.exec(source) ?? []
    return name ? `${(await this.resolve(path, importer)).id}?${name}` : null
  },
  load(id) {
    const [, file, name] = /^(.*documents\.ts)\?(\w+)$/.exec(id) ?? []
    if (!name) return null
    const [, text] = new RegExp(`export const ${name} = [^\`]*\`([^\`]*)\``).exec(readFileSync(file, 'utf8'))
    return `export const ${name} = ${JSON.stringify(text.trim().replace(/\s+/g, ' '))}`
  },
}

// App mode, since lib mode does not minify whitespace; `allow-extension` keeps the entry's exports.
export default defineConfig({
  base: './',
  plugins: [documents, tight, unused, budget],
  publicDir: false,
  logLevel: 'warn',
  build: {
    target: 'es2022',
    outDir: 'wwwroot',
    emptyOutDir: false, // build/bundle.mjs takes old chunks away, after the new ones are there
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { 'crm-customers': 'sidebar/crm-customers.ts', 'crm-bridge': 'frame/main.ts', 'crm-embed': 'embed/index.ts' },
      preserveEntrySignatures: 'allow-extension',
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        // What several chunks share goes into one: fewer requests, and gzip finds more in common.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'later', test: /api\/(live|hub|counts|imports)\.ts|sidebar\/import-runs|elements\/(dialog|toast|focused|progress|picker-list|combobox|more-icons)|sidebar\/(later|later-styles|acts|windows|screen-pop|pop-rule|call-logs|typing|reach|file-drop|memory|card\/)|api\/(patience|problem-reader)|card-documents|\/documents\.ts\?(ContactCard|Alphabet|Callers|LogCall)/ },
            // What stands before the first paint is one file: the entry's own.
            { name: 'first', test: /preload-helper|node_modules\/(lit|@lit)|\/elements\/|\/api\/|sidebar\/(?!upload|words\/(de|en-more|card))/ },
          ],
        },
      },
    },
  },
})
