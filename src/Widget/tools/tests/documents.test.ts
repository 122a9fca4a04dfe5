import { expect, it } from 'vitest'
// @ts-expect-error a plain script
import { checkedIn, generate } from '../codegen.mjs'

it('the documents that are checked in are those that the schema and the queries make (npm run codegen writes them)', async () => {
  expect(await generate()).toBe(checkedIn())
})
