import { z } from 'zod'
import { attributionChoices } from '../../../analysis/application.ts'
import { components } from '../schemas.ts'

const words = z.string({ error: 'must be words' })
const yesOrNo = z.boolean({ error: 'must be given, as true or false' })

const given = z
  .union(
    [
      words,
      z.number(),
      z.strictObject({ option: words, own: words.optional() }),
      z.strictObject({ options: z.array(words).max(500), own: words.optional() }),
      z.strictObject({ rows: z.record(z.string(), words) }),
      z.strictObject({ order: z.array(words).max(500) }),
    ],
    {
      error:
        'must be words, a number, a day, or an object with option, options, rows or order, as the type of its question asks',
    },
  )
  .describe(
    'Words for a text or an address, a number, a day as 2026-11-28, or what was chosen, by the values of options and the ids of rows.',
  )
export type GivenAnswer = z.output<typeof given>

/** A response as a program sends it. */
export const submission = z.strictObject({
  version: z
    .int({ error: 'must be the version of the questionnaire that was answered' })
    .describe('Of the questionnaire: the one that is asked now.'),
  language: z
    .string()
    .max(35)
    .optional()
    .describe('In which it was asked; absent: the first of the consultation.'),
  answers: z
    .record(z.string().max(200), given)
    .describe('By question. What is not answered is left out; files cannot be sent.'),
  about: z
    .strictObject({
      capacity: z
        .enum(['personal', 'organisation', 'official', 'joint'], {
          error: 'must be personal, organisation, official or joint',
        })
        .describe('For whom they answer.'),
      ...{ name: words.optional(), organisation: words.optional() },
      ...{ role: words.optional(), sector: words.optional() },
      people: z.int().optional().describe('How many a joint answer speaks for.'),
      behalf: words.optional().describe('On whose behalf a joint answer is.'),
    })
    .describe(
      'Who they are, as they want to be quoted. What a question of the questionnaire asks (`about`) is answered there.',
    ),
  permission: z
    .strictObject({
      quoted: z.enum(attributionChoices, { error: 'must be none, unnamed, role or named' }),
      byHand: yesOrNo.describe('Whether people alone may sort it into themes.'),
      listed: yesOrNo,
      whole: yesOrNo,
      archived: yesOrNo,
      approval: yesOrNo.describe('Whether they want to see each sentence that quotes them first.'),
      told: yesOrNo.describe('Whether they want to be told of a report that quotes them.'),
      email: words.optional().describe('For approval and for being told alone.'),
      confidence: words.optional().describe('Why they want confidence, where a public body asks.'),
      wording: words.describe('The version of the wording that they were shown.'),
      agreed: z.literal(true, { error: 'must be true: whoever does not agree sends nothing' }),
    })
    .describe('What they permit, each said by themselves: nothing is taken for granted.'),
})
export type Submission = z.output<typeof submission>
components.add(given, { id: 'GivenAnswer' })
components.add(submission, { id: 'Submission' })
