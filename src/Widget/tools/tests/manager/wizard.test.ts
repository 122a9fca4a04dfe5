import { describe, expect, it } from 'vitest'
import { bare, guarded, readCsv, writeCsv } from '../../../imports/csv'
import { causesOf, correctedFile, failingOf, isBlamed } from '../../../imports/failing'
import { changesOf, codeOf, type Matched } from '../../../manager/pages/import/changes'
import { corrected } from '../../../manager/pages/import/fix-grid'
import { blank, keeper, mappedBy, needsOf, optionsOf, planFor } from '../../../manager/pages/import/state'
import { cellsOf, codesOf, fixed, meaning, toldValues } from '../../../manager/pages/import/values'
import { wizardDe } from '../../../manager/pages/import/words/de'
import { wizardEn } from '../../../manager/pages/import/words/en'
import type { Preview } from '../../../api/imports'

const column = (index: number, header: string, target: string | null, samples: string[] = []) => ({ index, header, samples, target, confidence: 1, reason: 'alias' })
const preview = (columns: ReturnType<typeof column>[], rows: string[][]): Preview => ({ staged: 's', has_header: true, encoding: 'utf-8', delimiter: ',', columns, rows, total_rows: rows.length })

describe('files of failing rows', () => {
  it('are read as the server writes them, and written as it reads them', () => {
    const rows = [['a', 'b "c"', 'd,e'], ['1\n2', '', ' x ']]
    expect(readCsv('\uFEFF' + writeCsv(rows))).toEqual(rows)
    expect(readCsv('a,b\r\n1,2\r\n')).toEqual([['a', 'b'], ['1', '2']])
  })

  it('keep cells that look like formulas, and cells that look like guarded ones', () => {
    for (const cell of ['=1+1', "'=1", '+49 30', '-', "O'Neil", "'quoted'"]) expect(bare(guarded(cell))).toBe(cell)
    expect(guarded('+49')).toBe("'+49")
    expect(guarded('plain')).toBe('plain')
  })

  const text = 'Name,Mail,_row,_code,_message\r\nAda,no,2,email_invalid,no mail\r\n,x,5,email_invalid required,much\r\nHalf'

  it('lose their last row when the text was cut', () => {
    const all = failingOf(text, true, 10)
    expect(all.header).toEqual(['Name', 'Mail'])
    expect(all.rows.map(({ row }) => row)).toEqual([2, 5])
    expect(all.more).toBe(true)
    expect(failingOf(text.replace('\r\nHalf', '\r\n'), false, 10).more).toBe(false)
    expect(failingOf(text, true, 1).rows).toHaveLength(1)
  })

  it('say why, the most frequent cause first, and which cells are at fault', () => {
    const causes = causesOf(failingOf(text, true, 10).rows)
    expect(causes.map(({ code, count, rows }) => [code, count, rows])).toEqual([['email_invalid', 2, [2, 5]], ['required', 1, [5]]])
    expect(isBlamed('email', ['email_invalid'])).toBe(true)
    expect(isBlamed('phone', ['email_invalid'])).toBe(false)
    expect(isBlamed('first_name', ['required'])).toBe(true)
    expect(isBlamed('custom:size', ['number_invalid'])).toBe(true)
  })

  it('go back with what was corrected, without those that are left out', async () => {
    const { header, rows } = failingOf(text, true, 10)
    const fixes = { 2: { 1: 'ada@x.org' }, 5: null }
    const again = rows.map((row) => corrected(row, fixes)).filter((row) => row !== null)
    expect(again).toEqual([['Ada', 'ada@x.org']])
    expect(await correctedFile(header, again, 'f.csv').text()).toBe('Name,Mail\r\nAda,ada@x.org\r\n')
  })
})

describe('values that are fixed', () => {
  const words: Record<string, string> = { ACTIVE: 'Aktiv', INACTIVE: 'Inaktiv', DO_NOT_CONTACT: 'Nicht kontaktieren' }
  const word = (code: string) => words[code]!
  const file = preview([column(0, 'Status', 'status')], [['Aktiv'], ['do not contact'], ['Kunde'], ['']])

  it('are read by code, by label and by our own word', () => {
    expect(cellsOf(file, 0, ['Gast', 'Kunde'])).toEqual(['Aktiv', 'do not contact', 'Kunde', 'Gast'])
    expect(meaning({}, 'status', 'do-not_contact', fixed.status!, word)).toBe('DO_NOT_CONTACT')
    expect(meaning({}, 'status', 'AKTIV', fixed.status!, word)).toBe('ACTIVE')
    expect(meaning({}, 'status', 'Kunde', fixed.status!, word)).toBeUndefined()
    expect(meaning({ status: { Kunde: '' } }, 'status', 'Kunde', fixed.status!, word)).toBe('')
  })

  it('come from a template, whatever the case of the cell', () => {
    const { values } = optionsOf({ name: 'T', columns: [], options: { values: [{ target: 'status', cell: 'KUNDE', value: 'INACTIVE' }, { target: 'status', cell: 'weg', value: null }] } })
    expect(values).toEqual({ status: { KUNDE: 'INACTIVE', weg: '' } })
    expect(meaning(values!, 'status', 'Kunde', fixed.status!, word)).toBe('INACTIVE')
    expect(cellsOf(file, 0, ['KUNDE', 'weg'])).toEqual(['Aktiv', 'do not contact', 'Kunde', 'weg'])
    expect(toldValues(values!, ['status'], file, {}, [], (_, code) => word(code)).status).toEqual({ Aktiv: 'ACTIVE', Kunde: 'INACTIVE', weg: '' })
  })

  it('are told to the server where it would not read them so by itself', () => {
    expect(toldValues({ status: { Kunde: 'INACTIVE', Gast: '' } }, ['status'], file, {}, [], (_, code) => word(code))).toEqual({ status: { Aktiv: 'ACTIVE', Kunde: 'INACTIVE', Gast: '' } })
    expect(toldValues({ status: { Kunde: 'INACTIVE' } }, [null], file, {}, [], (_, code) => word(code))).toEqual({})
  })

  it('are those of a dropdown, too', () => {
    const size = { key: 'size', name: 'Size', kind: 'DROPDOWN', options: ['S', 'M'] }
    expect(codesOf('custom:size', [size])).toEqual(['S', 'M'])
    expect(codesOf('custom:size', [{ ...size, kind: 'TEXT' }])).toBeNull()
    expect(codesOf('email', [])).toBeNull()
  })
})

describe('the wizard', () => {
  it('is kept in its window while there is a file or a run, and forgotten after', () => {
    const box = new Map<string, string>()
    const kept = keeper('w', { getItem: (name) => box.get(name) ?? null, setItem: (name, value) => void box.set(name, value), removeItem: (name) => void box.delete(name) })
    expect(kept.read()).toBeNull()
    kept.write({ ...blank, step: 'map', staged: 's', fileName: 'a.csv', fixes: { 3: { 1: 'x' }, 4: null } })
    expect(kept.read()).toMatchObject({ step: 'map', staged: 's', fixes: { 3: { 1: 'x' }, 4: null } })
    kept.write(blank)
    expect(box.size).toBe(0)
    box.set('w', '{broken')
    expect(kept.read()).toBeNull()
  })

  it('takes mapping and options of a template', () => {
    const template = { name: 'T', columns: [{ header: 'Mail', target: 'email' }, { header: 'Nr', target: 'phone' }, { header: 'Nr', target: 'mobile' }], options: { onDuplicate: 'SKIP' as const, matchKeys: ['phone', 'other'], blankCells: 'CLEAR' as const, defaultCountry: 'DE' } }
    expect(mappedBy(template, ['nr', ' MAIL ', 'nr', 'nr', 'else'])).toEqual(['phone', 'email', 'mobile', null, null])
    expect(planFor(preview([column(0, 'Mail', 'email')], []), null, template)).toMatchObject({ mapping: ['email'], onDuplicate: 'skip', matchKeys: ['phone'], blankCells: 'clear', country: 'DE' })
  })

  it('says which names a file gives', () => {
    expect(needsOf(['email', 'first_name']).map(({ from }) => from)).toEqual([1, -1])
    expect(needsOf(['_full_name', 'first_name']).map(({ from, whole }) => [from, whole])).toEqual([[1, false], [0, true]])
  })

  it('shows what rows would change about whom they belong to, and nothing of others', () => {
    const ada = { id: '1', fullName: 'Ada B', firstName: 'Ada', lastName: 'B', email: 'Ada@x.org', phone: '030 123456', phoneE164: '+4930123456', status: 'ACTIVE', title: 'Old', externalCrmId: null } as unknown as Matched
    const mapping = ['email', 'first_name', 'phone', 'status', 'title', null]
    const rows = [['ada@x.org', 'Ada', '030/123456', 'Inactive', 'New', '?'], ['nobody@x.org', 'N', '', '', '', ''], ['Ada@x.org', 'Ada', '', 'active', '', '']]
    const changes = changesOf(rows, mapping, ['email'], [ada], false, codeOf)
    expect(changes.map(({ row }) => row)).toEqual([1])
    expect(changes[0]!.fields.map(({ target }) => target)).toEqual(['email', 'status', 'title'])
    expect(changesOf(rows, mapping, ['external_crm_id'], [ada], false, codeOf)).toEqual([])
    expect(changesOf([rows[2]!], mapping, ['email'], [ada], true, codeOf)[0]!.fields.map(({ target }) => target)).toContain('title')
  })

  it('speaks both languages', () => expect(Object.keys(wizardDe).sort()).toEqual(Object.keys(wizardEn).sort()))
})
