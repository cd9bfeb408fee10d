import { compileCodebook, type Example, tagAnswer } from '../../analysis/index.ts'
import { starterThemes } from '../../server/codebook/starter.ts'
import { demoCodings } from '../demo/codings.ts'
import { demoTestimony, writtenQuestions } from '../demo/testimony.ts'

/** The demo's answers that its researchers coded, with the themes whose rules match them. */
export function demoExamples(): Example[] {
  const tagger = compileCodebook(starterThemes)
  const codings = demoCodings()
  return demoTestimony().flatMap(({ key, answers }) =>
    writtenQuestions.flatMap((question): Example[] => {
      const text = answers[question]
      const own = codings.filter(coding => coding.respondent === key && coding.question === question)
      if (text === undefined || own.length === 0) return []
      const accepted = own.filter(({ verdict }) => verdict === 'accepted').map(({ theme }) => theme)
      const tags = tagAnswer(tagger, { id: key, text }).filter(({ negated }) => !negated)
      return [
        {
          id: `${key} ${question}`,
          respondent: key,
          question,
          text,
          rules: [...new Set(tags.map(({ theme }) => theme))],
          labels: [...new Set<string>(accepted)],
        },
      ]
    }),
  )
}
