import { scaleProblem } from '../../findings/wording/scale.ts'
import { contradiction } from '../../findings/wording/unscaled.ts'
import { contributor, offScale, scale } from '../../findings/wording/words.ts'

const countedWord = (words: string) =>
  new RegExp(
    `(?<![\\p{L}’'-])(${words})(?![\\p{L}’'-])((?:\\s+of(?:\\s+(?:our|the|those|them|these))?)?(?:\\s+(?:expert|other))?\\s+(?:(?:${contributor})s|people|experts)(?!\\p{L}))?(?:,?\\s*\\((?:(\\d[\\d,]*)(?![\\d.]*\\s*(?:%|per\\s*cent|in\\s+a\\s+hundred))(?:\\s+(?:out\\s+)?of\\s+(?:the\\s+|our\\s+)?(\\d[\\d,]*))?|(\\d{1,3}(?:\\.\\d+)?)\\s*(?:%|per\\s*cent|in\\s+a\\s+hundred))[^()]{0,40}\\))?`,
    'giu',
  )
const scaleWord = countedWord(scale)
const anyWord = countedWord(`${scale}|${offScale}`)
const countOfMany =
  /(?<![\d,.])(\d[\d,]*)\s+(?:out\s+)?of\s+(?:the\s+|our\s+|all\s+)?(\d[\d,]*)(?![\d.]*\s*%)/giu
const percentage = /(?<![\d,.])(\d{1,3}(?:\.\d+)?)\s*(?:%|per\s*cent)/giu
const denominator = new RegExp(
  `(?<!\\p{L})of\\s+(?:the\\s+|our\\s+|all\\s+)?(\\d[\\d,]*)\\s+(?:(?:${contributor})s|people|experts|who)`,
  'giu',
)

/**
 * Words of the scale whose counts belong to another of its words, or that have none; without a scale, words for how many
 * whose plain meaning their counts contradict.
 *
 * @param before the paragraph up to the sentence, where "Of the 58 respondents" may stand
 */
export function overCounts(sentence: string, before: string, isScaled = true): string[] {
  const judge = isScaled ? scaleProblem : contradiction
  const matches = [...sentence.matchAll(isScaled ? scaleWord : anyWord)].filter(
    ([, , noun, count, , share]) => noun !== undefined || count !== undefined || share !== undefined,
  )
  return matches.flatMap(([, word = '', noun, count, of, share]) => {
    const said = word.toLowerCase()
    if (share !== undefined) return judge(said, Math.round(Number(share) * 10), 1000, `${share} %`)
    const alone = count === undefined ? onlyCount(sentence, matches.length) : undefined
    if (alone && 'share' in alone)
      return judge(said, Math.round(Number(alone.share) * 10), 1000, `${alone.share} %`)
    const given = count === undefined ? alone?.count : figure(count)
    const over = of === undefined ? (alone?.of ?? lastDenominator(sentence, before)) : figure(of)
    if (given !== undefined && over !== undefined) return judge(said, given, over)
    if (!isScaled || given !== undefined || noun === undefined || /\d/.test(sentence)) return []
    return [`“${said}${noun}” has no count beside it. Give it, as “${said}${noun} (27 of 58)”.`]
  })
}

type OnlyCount = { count: number; of: number; share?: never } | { share: string; count?: never; of?: never }

/** The one count, or the one percentage, of a sentence that has one word of the scale. */
function onlyCount(sentence: string, words: number): OnlyCount | undefined {
  if (words !== 1) return undefined
  const counts = [...sentence.matchAll(countOfMany)]
  const [counted] = counts
  if (counts.length === 1 && counted) return { count: figure(counted[1] ?? ''), of: figure(counted[2] ?? '') }
  const shares = [...sentence.matchAll(percentage)]
  const share = shares[0]?.[1]
  return counts.length === 0 && shares.length === 1 && share !== undefined ? { share } : undefined
}

function lastDenominator(sentence: string, before: string): number | undefined {
  const own = [...sentence.matchAll(denominator)].at(-1)?.[1]
  const earlier = own ?? [...before.matchAll(denominator)].at(-1)?.[1]
  return earlier === undefined ? undefined : figure(earlier)
}

function figure(digits: string): number {
  return Number(digits.replaceAll(',', ''))
}
