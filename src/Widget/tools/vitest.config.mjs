import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// The sources stand beside this folder and find their packages in theirs; what tests need is here.
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['tools/tests/**/*.test.ts'],
    environment: 'node',
    unstubGlobals: true,
    restoreMocks: true,
  },
})
