import { describe, expect, it } from 'vitest'
import { ImportsApi, readRun, type ImportOptions, type Preview } from '../../api/imports'
import { Client } from '../../api/client'
import { Session } from '../../api/session'
import { faultsOf, planOf, usableKeys } from '../../imports/plan'
import { certainty, targetName, targetsFor } from '../../imports/targets'
import { uploadDe } from '../../imports/words/de'
import { uploadEn } from '../../imports/words/en'
import { uploadWords } from '../../imports/words/words'
import { de } from '../../sidebar/words/de'
import { Speech } from '../../sidebar/words/words'
import { json, serve } from './support/server'

const preview = (targets: (string | null)[]): Preview => ({
  staged: 's', encoding: 'utf-8', delimiter: ',', rows: [], total_rows: 1,
  columns: targets.map((target, index) => ({ index, header: 'h' + index, samples: [], target, confidence: 1 })),
})

describe('a plan of an import', () => {
  it('begins as the server suggests, into the list that is shown', () => {
    expect(planOf(preview(['first_name', null]), 'l1')).toEqual({
      mapping: ['first_name', null], matchKeys: ['email', 'external_crm_id'], onDuplicate: 'update', into: { mode: 'existing', list: 'l1' },
    })
  })

  it('cannot start without a name, a key, the name of its new list, or with a target twice', () => {
    const plan = planOf(preview(['first_name', 'last_name', 'email']), null)
    expect(faultsOf(plan)).toEqual([])
    expect(faultsOf({ ...plan, mapping: ['email', 'email'] })).toEqual(['needsName', 'twice'])
    expect(faultsOf({ ...plan, matchKeys: [] })).toEqual(['needsKey'])
    expect(faultsOf({ ...plan, into: { mode: 'new', list: '  ' } })).toEqual(['needsListName'])
    expect(faultsOf({ ...plan, into: { mode: 'new', list: 'Fair' } })).toEqual([])
  })

  it('recognises people by what is mapped', () => {
    expect(usableKeys(planOf(preview(['mobile', 'email', null]), null))).toEqual(['email', 'mobile'])
  })

  it('says in a word how sure a suggestion is', () => {
    expect([0.98, 0.9, 0.8, 0.75, 0.4].map(certainty)).toEqual(['sure', 'sure', 'likely', 'likely', 'checkThis'])
  })

  it('calls custom fields by their names, and offers lists', () => {
    expect(targetName('custom:shoe_size', 'de', [{ key: 'shoe_size', name: 'Schuhgröße' }])).toBe('Schuhgröße')
    expect(targetsFor([])).toContain('_list')
  })
})

describe('what is sent', () => {
  /** The fields of the form, in their order, as the server got them. */
  async function sent(options: Partial<ImportOptions>) {
    const server = await serve((_, response) => json(response, 202, { id: 'r', status: 'queued' }))
    const api = new ImportsApi(new Client(server.place, new Session(async () => ({ token: 't' }))), 'acme')
    await api.start({ source: 'token', mapping: ['email', null], matchKeys: ['email'], onDuplicate: 'skip', into: { mode: 'none', list: '' }, dryRun: false, ...options }, 'key')
    await server.stop()
    const [{ body, headers }] = server.asked as [{ body: string; headers: Record<string, string> }]
    expect(headers['idempotency-key']).toBe('key')
    return [...body.matchAll(/name="(\w+)"(?:; filename="([^"]+)")?[^\r\n]*(?:\r\n[^\r\n]+)?\r\n\r\n([^\r]*)/g)].map(([, name, file, value]) => `${name}=${file ?? value}`)
  }

  it('is the plan', async () => {
    expect(await sent({ dryRun: true })).toEqual(['mapping_json=["email",null]', 'match_keys=email', 'on_duplicate=skip', 'dry_run=true', 'staged=token'])
    expect(await sent({ into: { mode: 'new', list: 'Fair' } })).toContain('list_mode=new')
  })

  it('joins the lists that a column names, if one does', async () => {
    const fields = await sent({ mapping: ['email', '_list'], into: { mode: 'existing', list: 'l1' } })
    expect(fields).toContain('list_mode=per_row')
    expect(fields.filter((field) => field.startsWith('list'))).toHaveLength(1)
  })

  it('is the file itself, last, when what was staged is used up', async () => {
    const fields = await sent({ source: new File(['a'], 'people.csv') })
    expect(fields.at(-1)).toBe('file=people.csv')
    expect(fields.some((field) => field.startsWith('staged'))).toBe(false)
  })
})

describe('the words of the upload', () => {
  it('are all there in German', () => expect(Object.keys(uploadDe).sort()).toEqual(Object.keys(uploadEn).sort()))
  it('are their own, not the sidebar’s too', () => expect(Object.keys(uploadEn).filter((key) => key in de)).toEqual([]))
  it('can be said otherwise by a host, like all others', () => {
    expect(uploadWords(new Speech({ ...de, choose: 'Datei suchen' } as never, 'de')).choose).toBe('Datei suchen')
    expect(uploadWords(new Speech(de, 'de-AT')).choose).toBe(uploadDe.choose)
  })
})

describe('a run that is taken back', () => {
  it('tells how far that is', () => {
    expect(readRun({ id: 'r', status: 'undone', phase: 'done', taken_back: 7, kept: 2, dry_run: false })).toMatchObject({ takenBack: 7, kept: 2, dryRun: false, phase: 'done' })
    expect(readRun({ id: 'r', status: 'RUNNING', phase: 'UNDOING', takenBack: 3 })).toMatchObject({ status: 'running', phase: 'undoing', takenBack: 3 })
  })
})
