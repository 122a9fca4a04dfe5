import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { concerns, type ContactsChange, type ListsChange } from '../../api/changes'
import { ListCounts, type Counts } from '../../api/counts'
import { readRun } from '../../api/imports'
import { row } from './support/server'

/** What the server writes, as its own test holds it. */
const contract = JSON.parse(readFileSync(new URL('../../../Realtime/messages.json', import.meta.url), 'utf8')) as { serverToClient: Record<string, unknown[]> }
const source = readFileSync(new URL('../../api/hub.ts', import.meta.url), 'utf8')

describe('the messages of the hub', () => {
  it('are each listened to, and no other', () => {
    const heard = [...source.matchAll(/^    (\w+)(?::.* events\.|\(\) \{\},)/gm)].map(([, name]) => name)
    expect(heard.sort()).toEqual(Object.keys(contract.serverToClient).sort())
  })

  it('say of contacts what the desk reads', () => {
    const [few, many] = contract.serverToClient.contactsChanged as ContactsChange[]
    const changed = few!.buckets[0]!.changed[0]!
    expect(concerns(few!, [row(changed)])).toBe(true)
    expect(concerns(few!, [row('somebody-else')])).toBe(false)
    expect(concerns(many!, [row('somebody-else')])).toBe(true)
  })

  it('say of lists, counts and runs what the desk reads', () => {
    const [lists] = contract.serverToClient.listsChanged as ListsChange[]
    expect(Object.values(lists!).every((ids: string[]) => ids.length === 1)).toBe(true)
    const [counts] = contract.serverToClient.listCountsChanged as Counts[]
    const all = new ListCounts(() => {})
    all.asking()
    all.snapshot(counts!)
    expect(all.of(null)).toBe(601)
    const runs = contract.serverToClient.importProgress!.map((run) => readRun(run as Record<string, unknown>))
    expect(runs.map((run) => run.status)).toEqual(['queued', 'running', 'failed'])
  })
})
