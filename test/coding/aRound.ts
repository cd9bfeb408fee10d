import { coderAccounts } from '../../server/coding/assignments/coders.ts'
import { finish } from '../../server/coding/assignments/finish.ts'
import { codePassage } from '../../server/coding/decide.ts'
import { recordOf } from '../../server/coding/record.ts'
import { beginRound } from '../../server/coding/rounds/begin.ts'
import { endRound, type Round } from '../../server/coding/rounds/roundStore.ts'
import { settleRound } from '../../server/coding/rounds/settle.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'

/** Begins a blind round of so many responses with the first two coders, or with these, who know none of them. */
export async function beginARound(consultation: string, size: number, by?: string[]): Promise<Round> {
  const coders = by ?? (await coderAccounts(consultation)).map(({ id }) => id).slice(0, 2)
  const choice = { how: 'random', size, question: '', attribute: '', references: '' } as const
  const begun = await beginRound(consultation, coders[0] ?? '', coders, choice, {
    filter: '',
    seed: 1,
  })
  if (!begun.ok) throw new Error(`beginARound: ${begun.problems.map(({ message }) => message).join()}`)
  return begun.round
}

/** Has the coders of a round code the beginning of each answer, alike in all but every third, and ends it. */
export async function endARound(round: Round): Promise<void> {
  const { consultation, coders, responses } = round
  for (const [at, id] of responses.entries()) {
    const record = await recordOf(consultation, id)
    const themes = record.codebook.themes.filter(({ archived }) => !archived).map(theme => theme.id)
    for (const [place, coder] of coders.entries()) {
      for (const { _id: text } of record.texts)
        if (place === 0 || at % 3 > 0)
          await codePassage(record, coder, {
            ...{ text, span: { start: 0, end: 8 }, theme: themes[at % 2] ?? '', stance: 'supports' },
            sawTags: false,
          })
      await finish(record.response, coder, { at: new Date(), texts: currentTexts(record.response) })
    }
  }
  await endRound(round._id, { by: coders[0] ?? '', at: new Date() })
  await settleRound(round._id)
}
