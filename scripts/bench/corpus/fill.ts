import mongoose from 'mongoose'
import { seededRandom } from '../../../analysis/application.ts'
import { sentences } from '../../../analysis/index.ts'
import { addStarterCodebook } from '../../../server/codebook/addStarter.ts'
import { codebookOf } from '../../../server/codebook/store.ts'
import { codingId } from '../../../server/coding/codingStore.ts'
import { currentTexts } from '../../../server/coding/currentTexts.ts'
import { begun } from '../../../server/coding/history.ts'
import { refreshMentions } from '../../../server/coding/refreshMentions.ts'
import { newId } from '../../../server/database/ids.ts'
import { type Incoming, receiveResponses } from '../../../server/responses/receive.ts'
import { listResponses } from '../../../server/responses/store.ts'
import { findTexts } from '../../../server/responses/textStore.ts'
import { addBenchConsultation, madeUp } from '../desk/fill.ts'

const batch = 500
const codingsEach = 10
const coders = ['one', 'two', 'three']
const inText = 60

/** Words that stand in many texts, in some and in few, as in any testimony: the more often the earlier in the list. */
const plainWords =
  'pay council service people system team supplier manager office form budget school nurse road housing contract rule data letter queue bus library bridge tide harbour clinic garden archive lantern kettle ledger ferry orchard saddle copper barrel anchor meadow turnip quarry'.split(
    ' ',
  )
const syllables = 'ba ler mon ti ru sen cal do fir ga hos jin kel lam nor pel qui ras tor vu wen zel'.split(
  ' ',
)

/** Adds a consultation of so many responses with ten codings each, by people and on sentences, of the starter codebook. */
export async function fillCorpus(consultation: string, responses: number): Promise<void> {
  const random = seededRandom(7)
  await addBenchConsultation(consultation)
  await addStarterCodebook(consultation, 'bench')
  for (let from = 0; from < responses; from += batch)
    await receiveResponses(
      Array.from({ length: Math.min(batch, responses - from) }, (_, i) =>
        response(consultation, from + i, random),
      ),
    )
}

/** Codes what was filled, once the machine has read it. */
export async function codeCorpus(consultation: string): Promise<number> {
  const random = seededRandom(11)
  const { themes, version } = await codebookOf(consultation)
  let coded = 0
  for (let after = ''; ; ) {
    const responses = await listResponses(consultation, after, batch)
    if (responses.length === 0) return coded
    after = responses.at(-1)?._id ?? ''
    const texts = await findTexts(responses.flatMap(currentTexts))
    const made = texts.flatMap(({ _id: text, respondent, question, text: words }) => {
      const spans = sentences(words)
      return Array.from({ length: codingsEach }, (_each, n) => {
        const span = spans[n % spans.length] ?? { start: 0, end: words.length }
        const theme = themes[Math.floor(random() * themes.length)]?.id ?? ''
        const coder = coders[Math.floor(random() * coders.length)] ?? ''
        const id = codingId(coder, text, span, theme)
        const {
          id: _id,
          pending: _,
          ...coding
        } = begun(
          { id, consultation, respondent, question, text, ...span, theme, coder },
          {
            verdict: random() < 0.8 ? 'accepted' : 'rejected',
            stance: random() < 0.5 ? 'supports' : 'mentions',
            origin: random() < 0.5 ? 'unaided' : 'rule',
            codebookVersion: version,
          },
          { at: new Date('2026-01-02'), by: coder, action: newId(), did: 'coded' },
        )
        return { ...coding, pending: [] as string[] }
      })
    })
    const each = [...new Map(made.map(coding => [coding._id, coding])).values()]
    await mongoose.connection.collection<{ _id: string }>('codings').insertMany(each, { ordered: false })
    await refreshMentions(
      consultation,
      responses.map(({ _id }) => _id),
    )
    coded += each.length
  }
}

function response(consultation: string, number: number, random: () => number): Incoming {
  const words = Array.from({ length: inText }, () => word(random))
  const said = [0, 15, 30, 45].map(at => `The ${words.slice(at, at + 15).join(' ')}.`)
  return madeUp(consultation, number, said.join(' '))
}

/** Half of the words are of the list, the first the most often; the others are rare. */
function word(random: () => number): string {
  if (random() < 0.5) return plainWords[Math.floor(plainWords.length * random() ** 3)] ?? ''
  return Array.from({ length: 3 }, () => syllables[Math.floor(syllables.length * random() ** 1.5)]).join('')
}
