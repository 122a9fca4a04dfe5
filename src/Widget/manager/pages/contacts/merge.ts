import { labelOf, valueOf, type Card, type Field } from '../../../sidebar/card/fields'

/** A field on which those who are to be one do not agree, and what each has; the values are told apart by what they say. */
export interface Difference {
  field: Field
  options: { value: string; label: string; of: string }[]
}

/** What somebody has to choose: fields with more than one value among them. Blanks are no value: the others fill them. */
export function differences(cards: readonly Card[], fields: readonly Field[]): Difference[] {
  return fields
    .map((field) => {
      const options: Difference['options'] = []
      for (const card of cards) {
        const value = valueOf(card, field.key)
        if (value && !options.some((one) => one.value === value)) options.push({ value, label: labelOf(card, field.key), of: card.id })
      }
      return { field, options }
    })
    .filter(({ options }) => options.length > 1)
}

/** Of several, the one that is kept unless somebody says otherwise: who has most to tell, then who was there first. */
export function kept(cards: readonly Card[]): Card {
  const rich = (card: Card) => [card.email, card.phone, card.mobile, card.accountId, card.title, card.notes, card.externalCrmId].filter(Boolean).length
  return [...cards].sort((one, other) => other.activityCount - one.activityCount || rich(other) - rich(one) || one.createdAt.localeCompare(other.createdAt))[0]!
}

/** The fields that the target gets another value in than its own. */
export function taken(target: Card, chosen: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(chosen).filter(([key, value]) => value !== valueOf(target, key)))
}
