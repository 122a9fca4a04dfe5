import type { Client } from '../../api/client'
import { ChoicesDocument, CompaniesDocument, CreateCompanyDocument, TagNamesDocument } from '../../api/gen/card-documents'
import type { ChoicesQuery } from '../../api/gen/documents'
import type { Choice } from '../../elements/combobox'
import type { Speech } from '../words/words'
import type { Field } from './fields'

/** Fields, agents and queues are asked for again after this long, in milliseconds. */
const fresh = 60_000
const most = 50
const known = new WeakMap<Client, { at: number; all: Promise<ChoicesQuery> }>()

/** What there is to choose from, for whoever edits: asked for once a minute at most. */
export function choicesOf(client: Client): Promise<ChoicesQuery> {
  let held = known.get(client)
  if (!held || Date.now() - held.at > fresh) {
    const all = client.query(ChoicesDocument, {})
    all.catch(() => known.delete(client))
    known.set(client, (held = { at: Date.now(), all }))
  }
  return held.all
}

/** Those that have the typed words in them: first those that begin with them, then those of which a word does. */
export function matching(all: Choice[], text: string): Choice[] {
  const typed = text.trim().toLocaleLowerCase()
  const place = ({ text, value }: Choice) => {
    const at = text.toLocaleLowerCase().indexOf(typed)
    if (at < 0) return value.toLocaleLowerCase().startsWith(typed) ? 0 : at
    return at && (/\p{L}/u.test(text[at - 1]!) ? 2 : 1)
  }
  return all.filter((one) => place(one) >= 0).sort((one, other) => place(one) - place(other)).slice(0, most)
}

const languages = 'ar bg bn bs ca cs cy da de de-AT de-CH el en en-GB en-US es es-MX et fa fi fr fr-CA ga he hi hr hu id is it ja ko lt lv mk ms mt nb nl nl-BE pl pt pt-BR ro ru sk sl sq sr sv sw ta th tr uk ur vi zh zh-TW'.split(' ')

/** What a field offers for the typed words. */
export async function find(client: Client, field: Field, text: string, speech: Speech): Promise<Choice[]> {
  const named = (all: readonly { id: string; name: string }[]) => all.map(({ id, name }) => ({ value: id, text: name }))
  if (field.kind === 'agent') return matching(named((await choicesOf(client)).agents), text)
  if (field.kind === 'queue') return matching(named((await choicesOf(client)).queues), text)
  if (field.kind === 'language') return matching(languages.map((tag) => ({ value: tag, text: speech.language(tag) })), text)
  if (field.kind === 'zone') return matching(Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, text: zone })), text)
  const name = text.trim()
  const { accounts } = await client.query(CompaniesDocument, { name })
  const found = named(accounts?.nodes ?? [])
  const there = !name || found.some((one) => one.text.toLocaleLowerCase() === name.toLocaleLowerCase())
  return there ? found : [...found, { value: name, text: speech.words.create(name), create: true }]
}

/** Makes a company. @throws Error with words that may be shown */
export async function createCompany(client: Client, name: string): Promise<Choice> {
  const { createAccount } = await client.query(CreateCompanyDocument, { name })
  if (!createAccount.account) throw new Error(createAccount.errors?.[0]?.message)
  return { value: createAccount.account.id, text: createAccount.account.name }
}

/** Tags in use, and the typed one when it is new. */
export async function findTags(client: Client, text: string, has: string[]): Promise<Choice[]> {
  const { tags } = await client.query(TagNamesDocument, { contains: text.trim() })
  return tags.filter(({ name }) => !has.includes(name)).map(({ name }) => ({ value: name, text: name }))
}
