import { describe, expect, it } from 'vitest'
import { findPlace } from '../../api/place'
import { hueOf, initials } from '../../elements/avatar'
import { callOf, mailtoOf, telOf } from '../../sidebar/reach'
import { claimedTwice, lacksName, samplesOf, targetName, targetsFor } from '../../imports/targets'
import { de } from '../../sidebar/words/de'
import { en } from '../../sidebar/words/en'
import { enMore as more } from '../../sidebar/words/en-more'
import { Speech } from '../../sidebar/words/words'
import { row } from './support/server'

const enMore = more

const column = (index: number, target: string | null) => ({ index, header: 'h' + index, samples: [], target, confidence: 1 })

describe('where the server is', () => {
  it('is before /widget/v1/ of the script, whatever the prefix', () => {
    expect(findPlace(null, null, 'https://pbx.example/crm/widget/v1/chunks/base-1.js')).toEqual({
      graphql: 'https://pbx.example/crm/graphql', hub: 'https://pbx.example/crm/hubs/crm', rest: 'https://pbx.example/crm/',
    })
  })
  it('is where the attributes say', () => {
    const place = findPlace('https://api.example/x/graphql', 'https://live.example/hub', 'https://pbx.example/widget/v1/crm-customers.js')
    expect(place).toEqual({ graphql: 'https://api.example/x/graphql', hub: 'https://live.example/hub', rest: 'https://api.example/x/' })
  })
})

describe('a mapping', () => {
  it('may name a target once, and leave out as many columns as it likes', () => {
    expect(claimedTwice(['email', null, 'phone', null, 'email'])).toEqual(['email'])
  })
  it('needs a name, or our id', () => {
    expect(lacksName(['first_name', 'email'])).toBe(true)
    expect(lacksName(['first_name', 'last_name'])).toBe(false)
    expect(lacksName(['_full_name'])).toBe(false)
    expect(lacksName(['_id', 'email'])).toBe(false)
  })
  it('offers what the server has suggested beside our own targets, and names it', () => {
    expect(targetsFor([column(0, 'custom:shoe_size')])).toContain('custom:shoe_size')
    expect(targetName('custom:shoe_size', 'en')).toBe('shoe size')
    expect(targetName('last_name', 'de-AT')).toBe('Nachname')
  })
  it('shows the first three cells, blank where a row is short', () => {
    expect(samplesOf(column(1, null), [['a', 'b'], ['c'], ['d', 'e'], ['f', 'g']])).toEqual(['b', '', 'e'])
  })
})

describe('a call', () => {
  it('dials what the server could read, else what is there', () => {
    const contact = { ...row('1'), phone: '030 1', phoneE164: '+49301', mobile: 'ext 7', mobileE164: null }
    expect(callOf({ contact, number: '030 1' }).number).toBe('+49301')
    expect(callOf({ contact, number: 'ext 7' }).number).toBe('ext 7')
    expect(telOf('+49 (30) 1-2')).toBe('tel:+493012')
  })
  it('lets no address add a header to a mail', () => {
    expect(mailtoOf('a@b.example?bcc=x@y.example')).toBe('mailto:a@b.example%3Fbcc%3Dx@y.example')
  })
})

describe('words', () => {
  it('are all there in German', () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys({ ...en, ...enMore }).sort())
  })
  it('count by the rules of the language', () => {
    expect(new Speech({ ...en, ...enMore }, 'en').contacts(1)).toBe('1 contact')
    expect(new Speech(de, 'de').contacts(1200)).toBe('1.200 Kontakte')
  })
  it('say a length of time in its largest unit, and an unknown zone as it is', () => {
    const speech = new Speech({ ...en, ...enMore }, 'en')
    expect(speech.duration(12.2)).toBe('13 sec')
    expect(speech.duration(600)).toBe('10 min')
    expect(speech.localTime('Mars/Olympus')).toBe('Mars/Olympus')
  })
})

describe('an avatar', () => {
  it('has two letters, whole ones', () => {
    expect(initials('ömer', '’t Hooft')).toBe('ÖT')
    expect(initials('😀', '')).toBe('?')
    expect(initials('𝒜da', 'Li')).toBe('𝒜L')
  })
  it('has the same colour each time', () => {
    expect(hueOf('abc')).toBe(hueOf('abc'))
    expect(hueOf('abc')).toBeLessThan(8)
  })
})
