import { themeAgreement } from '../../../analysis/index.ts'
import { estimateWords } from '../rounds/agreementView.ts'
import type { Again } from './againStore.ts'

/**
 * How far a coder agrees with themselves on each theme: Krippendorff’s α of applied or not, over the answers that they
 * coded a second time. It is what Krippendorff calls stability, the weakest of the three kinds of reliability: who errs
 * in the same way twice is stable (Content Analysis, 4th ed. 2019, ch. 12).
 *
 * @param done those that were coded again, of respondents who have not withdrawn
 */
export function withSelf(done: Again[], themes: string[]) {
  const answers = done.flatMap(again => again.answers)
  const codings = new Map(
    answers.map(({ text, before, now = [] }) => [
      text,
      new Map([
        ['before', new Set(before)],
        ['now', new Set(now)],
      ]),
    ]),
  )
  return {
    responses: done.length,
    answers: answers.length,
    themes: themeAgreement(codings, { themes }).flatMap(({ theme, alpha, interval, caution, applied }) => {
      if (applied === 0) return []
      const has = (themes: string[] = []) => themes.includes(theme)
      const both = answers.filter(({ before, now }) => has(before) && has(now)).length
      const { low, high } = interval
      return {
        ...{ theme, both },
        before: answers.filter(({ before, now }) => has(before) && !has(now)).length,
        now: answers.filter(({ before, now }) => !has(before) && has(now)).length,
        says: caution === null ? estimateWords({ alpha: alpha.value, low, high }) : '',
        caution: caution ?? (alpha.value === null ? alpha.reason : ''),
      }
    }),
  }
}
