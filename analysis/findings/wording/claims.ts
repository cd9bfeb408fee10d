import { contributorNoun } from '../../quotes/houseStyle.ts'
import type { WordingFacts, WordingWarning } from './warning.ts'

const causal =
  /(?<![\p{L}])(?:caus(?:e|es|ed|ing)|(?:leads?|led|leading) to|result(?:s|ed|ing)? (?:in|from)|because(?: of)?|due to|owing to|thanks to|(?:drives?|drove|driven|driving) (?!a (?:car|van|lorry))|(?:brings?|brought) about|prevent(?:s|ed|ing)?|responsible for|(?:is|are|was) why|as a result(?: of)?|the result of|stem(?:s|med)? from|made it (?:harder|impossible|easier|difficult))(?![\p{L}])/giu
const givesReason =
  /(?<![\p{L}])(?:because|so that|therefore|as a result|hence|that(?:’|')?s why|which is why|mean(?:s|t)|forc(?:e|es|ed)|stops?|stopped|kills?|killed)(?![\p{L}])/iu
const agreed =
  /(?<![\p{L}])(?:agree(?:d|s)?|agreeing|concur(?:red|s)?|consensus|unanimous(?:ly)?|in agreement|shared? the view|of one mind)(?![\p{L}])/giu
const contrast =
  /(?<![\p{L}])(?:(?:more|less) (?:often|likely|commonly|frequently|willing|inclined|critical|positive|negative|worried|concerned)(?![\p{L}])[^.]{0,200}?(?<![\p{L}])than|(?:more|fewer) (?:of (?:the|our) |respondents|contributors|people)[^.]{0,200}?(?<![\p{L}])than|whereas|unlike|(?:as )?compared (?:with|to)|(?:by|in) contrast)(?![\p{L}])/giu
const countOverWhom = /\d[\d,]* (?:out )?of (?:the |our |all )?\d[\d,]*/g

/** Whether a passage that somebody wrote names a cause: "because", "led to", "which is why". */
export function statesCause(passage: string): boolean {
  return givesReason.test(passage) || passage.search(causal) >= 0
}

/** Words that claim a cause, an agreement or a difference, of which a count of who raised something says nothing. */
export function claimWarnings(
  sentence: string,
  { causeStated, style }: Pick<WordingFacts, 'causeStated' | 'style'>,
): WordingWarning[] {
  const each = (pattern: RegExp, rule: WordingWarning['rule'], message: (words: string) => string) =>
    Array.from(sentence.matchAll(pattern), (match): WordingWarning => {
      const words = match[0].trimEnd()
      return { rule, start: match.index, end: match.index + words.length, message: message(words) }
    })
  const causes = causeStated
    ? []
    : each(
        causal,
        'cause',
        words =>
          `“${words}” claims a cause, which no passage quoted for it states. Choose a passage that does, or say what ${contributorNoun(2, style)} described.`,
      )
  const agreements = each(
    agreed,
    'agreed',
    words =>
      `“${words}” claims that people were asked and said yes. Those who raise something did not agree to it: say “raised”, “described” or “wrote”.`,
  )
  const isCounted = (sentence.match(countOverWhom) ?? []).length >= 2
  const contrasts = isCounted
    ? []
    : each(
        contrast,
        'contrast',
        words =>
          `“${shortened(words)}” sets groups against each other without their numbers. Give both: how many of how many in each group.`,
      )
  return [...causes, ...agreements, ...contrasts]
}

function shortened(words: string): string {
  return words.length <= 40 ? words : `${words.slice(0, 20).trimEnd()} … ${words.slice(-8).trimStart()}`
}
