import { codebookOf } from '../../codebook/store.ts'
import type { Consultation } from '../../consultations/store.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import type { Response } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts } from '../../responses/textStore.ts'
import { excerptOf } from '../pages/excerpt.ts'
import { coderNames, stanceNames } from '../pages/names.ts'
import { questionLabels } from '../pages/questionLabels.ts'
import { type ThemeView, themeViews, viewOf } from '../pages/themeViews.ts'
import { type Difference, differencesOf } from './differenceStore.ts'
import type { Round } from './roundStore.ts'
import { roundPath } from './roundsPage.ts'

const pageSize = 20

/** The passages of a round that its coders coded differently, of one theme or of all, each with what each coded there. */
export async function differencesPage(
  consultation: Consultation,
  round: Round,
  { theme, after }: { theme: string; after: string },
) {
  const [all, codebook, labels, nameOf] = await Promise.all([
    differencesOf(round._id, theme),
    codebookOf(consultation._id),
    questionLabels(consultation._id, consultation.version),
    coderNames(),
  ])
  const readable = await readableOf(all)
  const from = after === '' ? 0 : readable.findIndex(({ difference }) => difference._id === after) + 1
  const shown = readable.slice(from, from + pageSize)
  const texts = new Map(
    (await findTexts(shown.map(({ difference }) => difference.text))).map(text => [text._id, text.text]),
  )
  const themes = themeViews(codebook.themes)
  const path = roundPath(round)
  const query = new URLSearchParams(theme === '' ? {} : { theme })
  return {
    path,
    theme: theme === '' ? undefined : viewOf(themes, theme),
    of: readable.length,
    settled: readable.filter(({ difference }) => difference.outcome).length,
    gone: all.length - readable.length,
    differences: shown.map(({ difference, response }) => ({
      ...differenceView(difference, themes, nameOf),
      href: `${path}/differences/${difference._id}`,
      reference: response.reference,
      response: `/desk/${consultation._id}/responses/${response._id}`,
      question: labels.get(difference.question) ?? difference.question,
      excerpt: excerptOf(texts.get(difference.text) ?? '', difference),
    })),
    next:
      from + pageSize < readable.length
        ? `${path}/differences?${new URLSearchParams([...query, ['after', shown.at(-1)?.difference._id ?? '']])}`
        : '',
  }
}

/** Those whose respondents have neither withdrawn nor changed the answer since. */
export async function readableOf(
  differences: Difference[],
): Promise<{ difference: Difference; response: Response }[]> {
  const ids = [...new Set(differences.map(({ respondent }) => respondent))]
  const responses = new Map((await findResponses(ids)).map(response => [response._id, response]))
  return differences.flatMap(difference => {
    const response = responses.get(difference.respondent)
    const stands = response?.state === 'submitted' && currentTexts(response).includes(difference.text)
    return response && stands ? [{ difference, response }] : []
  })
}

/** What each coder coded in a passage, in words: "Supports; Mentions", or that they did not. */
export function differenceView(
  difference: Difference,
  themes: Map<string, ThemeView>,
  nameOf: (id: string) => string,
) {
  const { outcome } = difference
  return {
    theme: viewOf(themes, difference.theme),
    sides: difference.sides.map(({ coder, codings }) => ({
      who: nameOf(coder),
      said:
        codings.length === 0
          ? 'Did not code it'
          : codings.map(({ stance }) => stanceNames[stance]).join('; '),
    })),
    outcome: outcome && { who: nameOf(outcome.by), at: outcome.at },
  }
}
