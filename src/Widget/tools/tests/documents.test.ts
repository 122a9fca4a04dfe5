import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
// @ts-expect-error a plain script
import { checkedIn, generate } from '../codegen.mjs'
import { UpdateContactDocument } from '../../api/gen/card-documents'
import { OpenDocument } from '../../api/gen/documents'

it('the documents that are checked in are those that the schema and the queries make (npm run codegen writes them)', async () => {
  expect(await generate()).toEqual(checkedIn())
})

it('the server knows every document by the hash of its text', () => {
  const known = JSON.parse(checkedIn()['documents.json'])
  for (const document of [OpenDocument, UpdateContactDocument]) {
    const text = document.toString().trim().replace(/\s+/g, ' ')
    expect(known[createHash('sha256').update(text).digest('hex')]).toBe(text)
  }
})

it('what the card sends stands apart from what the first paint sends', () => {
  expect(checkedIn()['documents.ts']).not.toContain('export const UpdateContactDocument')
  expect(checkedIn()['card-documents.ts']).not.toContain('export const OpenDocument')
})
