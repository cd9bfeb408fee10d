import type { Span } from '../../model.ts'
import { claimWarnings } from './claims.ts'
import { bracketWarnings, numberWarnings } from './numbers.ts'
import { onesIn, peopleIn } from './people.ts'
import type { WordingFacts, WordingWarning } from './warning.ts'

/**
 * Words of an author that say more of respondents than was counted, in a sentence whose subject they are or that rests
 * on a finding:
 * - plural: a bare plural ("our respondents", "others") for fewer than three besides those just quoted;
 * - singular: "one respondent" over the words of two, or of nobody;
 * - scale: a word of the scale that does not fit its count, or that is none of it ("the majority");
 *   Without a scale (`isScaled`), a word for how many whose plain meaning the count contradicts, such as "most" of half;
 * - number: a number beside people that was not counted;
 * - contrast: groups set against each other without both numbers and both totals;
 * - cause: a causal verb that no coded passage bears out;
 * - agreed: "agreed" of people who raised something.
 * Words between double quotation marks are others' and are passed over. These are warnings: English has more ways to
 * say how many than any list.
 *
 * @param typed the stretches of the sentence that an author typed; all of it where none are given. What the software
 *   wrote is read with them, and not warned of
 * @returns warnings in the order of their places, at most one of a rule at each place. Time is linear in the length
 */
export function wordingWarnings(sentence: string, facts: WordingFacts, typed?: Span[]): WordingWarning[] {
  const own = withoutQuotes(sentence)
  const isAboutPeople = facts.count !== undefined || peopleIn(own).length > 0 || onesIn(own).length > 0
  if (!isAboutPeople) return []
  const isTyped = ({ start, end }: Span) =>
    typed === undefined || typed.some(stretch => stretch.start < end && start < stretch.end)
  const found = [...numberWarnings(own, facts), ...bracketWarnings(own, facts), ...claimWarnings(own, facts)]
  const seen = new Set<string>()
  return found
    .filter(isTyped)
    .sort((a, b) => a.start - b.start)
    .filter(({ rule, start }) => {
      const key = `${rule} ${start}`
      const isNew = !seen.has(key)
      seen.add(key)
      return isNew
    })
}

/** The same length, with a letter that is no word in the place of what is quoted. */
function withoutQuotes(sentence: string): string {
  return sentence.replace(/“[^“”]*”|"[^"]*"/g, quoted => '¤'.repeat(quoted.length))
}
