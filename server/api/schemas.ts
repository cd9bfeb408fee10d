import { z } from 'zod'
import { attributionChoices, origins, stances, verdicts } from '../../analysis/application.ts'
import type { QuestionType } from '../consultations/questions.ts'
import { approaches } from '../consultations/store.ts'
import { findingStates, matches } from '../findings/store.ts'
import { scopes } from './tokens/scopes.ts'

/** The shapes of all that is sent and answered; the document of the API is made of these, and a test holds answers to them. */
export const components = z.registry<{ id: string }>()

function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  components.add(schema, { id })
  return schema
}

const day = z.iso.date()
const moment = z.iso.datetime()
const next = z
  .string()
  .optional()
  .describe('The address of what follows, as a reference to be resolved against this one; absent: no more.')

/** A list, a part at a time. */
function partOf(id: string, item: z.ZodType) {
  return named(id, z.strictObject({ items: z.array(item), next }))
}

export const tokenView = named(
  'Token',
  z.strictObject({
    name: z.string(),
    consultation: z.string().describe('The one consultation that it is good for.'),
    scopes: z.array(z.enum(scopes)),
    until: moment.optional(),
  }),
)

export const consultationView = named(
  'Consultation',
  z.strictObject({
    id: z.string(),
    title: z.string(),
    asker: z.string().describe('Who asks.'),
    why: z.array(z.string()).describe('Paragraphs.'),
    howUsed: z.array(z.string()).describe('Paragraphs.'),
    contact: z.string(),
    kind: z.enum(['open', 'imported']),
    approach: z.enum(approaches).describe('How testimony is analysed.'),
    opensAt: moment,
    closesAt: moment,
    zone: z.string().describe('Whose clocks its hours are told by.'),
    opening: z.enum(['draft', 'before', 'open', 'closed']).describe('Whether it takes answers now.'),
    access: z.enum(['anybody', 'invited']),
    languages: z.array(z.string()).describe('In which it is asked; it is written in the first.'),
    version: z.int().describe('The version of the questionnaire that is asked now; 0: none was published.'),
    wording: z
      .strictObject({
        version: z.string().describe('To be given as `permission.wording` of a response.'),
        declaration: z.string(),
        capacities: z.record(z.string(), z.string()),
        quoted: z.record(z.string(), z.string()),
        permissions: z.record(z.string(), z.strictObject({ text: z.string(), hint: z.string() })),
      })
      .describe('What whoever answers must be shown before they permit and agree, word for word.'),
  }),
)

const option = z.looseObject({
  value: z.string(),
  label: z.string(),
  own: z.boolean().optional().describe('Choosing it asks for words of one’s own.'),
  exclusive: z.boolean().optional().describe('Of several: choosing it rules out all others.'),
})
const when = z.unknown().describe('Asked only where this holds of earlier answers; absent: always.')

const questionTypes = [
  ...(['shortText', 'longText', 'email', 'number', 'date', 'one', 'several', 'scale'] as const),
  ...(['dropdown', 'rating', 'ranking', 'matrix', 'file', 'statement'] as const),
] as const satisfies readonly QuestionType[]

export const questionView = named(
  'Question',
  z
    .looseObject({
      id: z.string(),
      type: z.enum(questionTypes),
      label: z.string(),
      hint: z.string().optional(),
      required: z.boolean(),
      about: z
        .enum(['role', 'sector', 'nation', 'organisation'])
        .optional()
        .describe('It asks who the respondent is: its answer is an attribute, not testimony.'),
      options: z.array(option).optional(),
      rows: z.array(z.looseObject({ id: z.string(), label: z.string() })).optional(),
      when: when.optional(),
    })
    .describe('What else a type has stands in docs/questions.md.'),
)

export const questionnaireView = named(
  'Questionnaire',
  z.strictObject({
    version: z.int(),
    pages: z.array(
      z.looseObject({
        id: z.string(),
        title: z.string(),
        intro: z.string().optional(),
        when: when.optional(),
        questions: z.array(questionView),
      }),
    ),
  }),
)

const choice = z.enum(attributionChoices)

export const answerView = named(
  'Answer',
  z
    .union([
      z.string().describe('Words as they were written, or a day as 2026-11-28.'),
      z.number(),
      z.strictObject({ option: z.string(), own: z.string().optional() }),
      z.strictObject({ options: z.array(z.string()), own: z.string().optional() }),
      z.strictObject({ rows: z.record(z.string(), z.string()) }),
      z.strictObject({ order: z.array(z.string()) }),
      z.strictObject({ words: z.string().describe('What could be read of a file.') }),
    ])
    .describe('By the ids of options and rows. [■■■] stands for words that are held back.'),
)

export const responseView = named(
  'Response',
  z.strictObject({
    id: z.string(),
    submitted: day.describe('By UTC; no time is kept.'),
    changed: day.optional(),
    version: z.int(),
    source: z.enum(['web', 'api', 'import', 'demo', 'staff']),
    capacity: z.enum(['personal', 'organisation', 'official', 'joint', 'notes']),
    people: z.int().optional().describe('How many a joint answer speaks for; it counts as one all the same.'),
    permission: z
      .strictObject({
        quoted: choice,
        quotedLess: z.record(z.string(), choice).optional().describe('By question, where it is narrower.'),
        notForQuotation: z
          .array(z.strictObject({ question: z.string(), start: z.int(), end: z.int() }))
          .describe('Passages that may neither be quoted nor told in other words; in UTF-16 code units.'),
        machine: z.boolean().describe('Whether software may read it; otherwise people alone.'),
        listed: z.boolean(),
        whole: z.boolean(),
        archived: z.boolean(),
        approval: z.boolean().describe('Whether they must approve each sentence that quotes them.'),
        wording: z.string(),
      })
      .describe('What its respondent permits now: whoever uses a response must hold to it.'),
    about: z.record(z.string(), z.string()),
    notAsked: z.array(z.string()),
    answers: z.record(z.string(), answerView),
  }),
)

export const responsesView = partOf('Responses', responseView)

export const codingView = named(
  'Coding',
  z.strictObject({
    id: z.string(),
    response: z.string(),
    question: z.string(),
    start: z.int().describe('In UTF-16 code units of the answer, from this one…'),
    end: z.int().describe('…to before this one.'),
    passage: z.string().describe('The very words.'),
    theme: z.string(),
    verdict: z.enum(verdicts),
    stance: z.enum(stances),
    origin: z
      .enum(origins)
      .describe(
        '`unaided`: a person found it; `rule`, `model`: the machine suggested it, and a person decided.',
      ),
    rule: z.string().optional().describe('As it reads now.'),
    model: z.string().optional(),
    codebookVersion: z.int(),
    coder: z.string(),
    at: moment,
  }),
)

export const codingsView = partOf('Codings', codingView)

export const codebookView = named(
  'Codebook',
  z.strictObject({
    version: z.int(),
    themes: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        parent: z.string().nullable(),
        path: z.string(),
        definition: z.string(),
        include: z.string(),
        exclude: z.string(),
        colour: z.string(),
        archived: z.boolean(),
        rules: z.array(z.string()),
      }),
    ),
  }),
)

export const findingView = named(
  'Finding',
  z.strictObject({
    id: z.string(),
    key: z.string(),
    statement: z.string(),
    text: z.string(),
    state: z.enum(findingStates),
    themes: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        respondents: z.int().describe('Who raised it, whatever they said.'),
      }),
    ),
    match: z.enum(matches),
    scope: z.array(z.string()).describe('The questions that it is about.'),
    share: z.string().describe('As a report says it, such as “many (27)”.'),
    count: z.strictObject({
      of: z
        .int()
        .describe('Respondents who were asked, wrote more than a non-answer, and have not withdrawn.'),
      supports: z.int(),
      opposes: z.int(),
      mixed: z.int(),
      mentions: z.int(),
      unprompted: z.int().describe('Who supports it not only in answer to a question that named it.'),
      coded: z.strictObject({ unaided: z.int(), acceptedFromMachine: z.int(), unreviewed: z.int() }),
    }),
  }),
)

export const findingsView = partOf('Findings', findingView)

export const takenView = named(
  'Taken',
  z.strictObject({
    id: z.string(),
    reference: z.string().describe('For whoever answered to quote; never a credential.'),
    submitted: day,
    waiting: z.boolean().describe('Whether a person looks at it before it is let in.'),
    receipt: z
      .strictObject({
        link: z
          .url()
          .describe('The private link of whoever answered: it is shown to them, and to nobody else.'),
        code: z.string(),
        checkAt: z.url(),
      })
      .describe('What the page shows that follows an answer.'),
    own: z.url().describe('Theirs too: where they see what became of their words, change and withdraw them.'),
  }),
)

export const problemView = named(
  'Problem',
  z
    .strictObject({
      type: z.literal('about:blank'),
      title: z.string(),
      status: z.int(),
      detail: z.string().describe('What is wrong, and how to mend it.'),
      errors: z
        .array(
          z.union([
            z.strictObject({
              pointer: z.string().describe('Where in the body (RFC 6901).'),
              detail: z.string(),
            }),
            z.strictObject({ parameter: z.string(), detail: z.string() }),
          ]),
        )
        .optional(),
      request: z.string().optional().describe('By which the people who run the site find it in their log.'),
    })
    .describe('RFC 9457.'),
)
