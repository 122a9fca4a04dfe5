import { expect, it } from 'vitest'
// @ts-expect-error a plain script
import { checkedIn, checkedInManifest, generate, manifest } from '../codegen.mjs'

it('the documents that are checked in are those that the schema and the queries make (npm run codegen writes them)', async () => {
  expect(await generate()).toBe(checkedIn())
})

it('the server knows every document by the hash of its text', () => {
  expect(manifest(checkedIn())).toBe(checkedInManifest())
})
