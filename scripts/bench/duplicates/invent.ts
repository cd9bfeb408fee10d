import { seededRandom } from '../../../analysis/application.ts'
import type { Answer } from '../../../analysis/index.ts'

/** One response in 25 is a copy of a letter; a letter has some 80 copies. */
const copiesEvery = 25
const copiesOfLetter = 80

/** Responses with campaigns among them, and the campaign of each response that is a copy. */
export function inventCampaigns(size: number): { answers: Answer[]; campaignOf: Map<string, string> } {
  const random = seededRandom(7)
  const vocabulary = inventWords(6000, random)
  const words = (count: number) =>
    Array.from({ length: count }, () => vocabulary[Math.floor(vocabulary.length ** random()) - 1] ?? 'the')
  const length = () => 100 + Math.floor(random() * 51)
  const letterCount = Math.max(1, Math.round(size / copiesEvery / copiesOfLetter))
  const letters = Array.from({ length: letterCount }, () => words(length()))
  const campaignOf = new Map<string, string>()
  const answers = Array.from({ length: size }, (_, index): Answer => {
    const respondent = `r${index}`
    let own = words(length())
    if (index % copiesEvery === 0) {
      // The first letter has as many copies as all others together: campaigns grow with the consultation.
      const letter = random() < 0.5 ? 0 : Math.floor(random() * letterCount)
      campaignOf.set(respondent, `letter ${letter}`)
      own = edited(letters[letter] ?? [], words, random)
    }
    return { id: respondent, respondent, question: 'Views', text: sentencesOf(own) }
  })
  return { answers, campaignOf }
}

/** A third as they are, a third with some words changed or left out, a third between words of one's own. */
function edited(letter: string[], words: (count: number) => string[], random: () => number): string[] {
  const way = random()
  if (way < 1 / 3) return letter
  if (way < 2 / 3) return letter.flatMap(word => (random() < 0.03 ? words(Math.floor(random() * 3)) : [word]))
  return [...words(Math.floor(random() * 20)), ...letter, ...words(Math.floor(random() * 300))]
}

function sentencesOf(words: string[]): string {
  return words.map((word, at) => (at % 18 === 17 ? `${word}.` : word)).join(' ')
}

/** Words of three syllables; the first are the commonest. */
function inventWords(count: number, random: () => number): string[] {
  const syllables = 'ba co del fer gra hin jo ker lam mor nas pol qui rus sti tan vel win yor zed'.split(' ')
  const pick = () => syllables[Math.floor(random() * syllables.length)] ?? ''
  const words = new Set<string>()
  while (words.size < count) words.add(pick() + pick() + pick())
  return [...words]
}
