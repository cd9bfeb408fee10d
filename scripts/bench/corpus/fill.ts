import { seededRandom } from '../../../analysis/application.ts'
import { sentences } from '../../../analysis/index.ts'
import { addStarterCodebook } from '../../../server/codebook/addStarter.ts'
import { codebookOf } from '../../../server/codebook/store.ts'
import { codingId, type Decision, type StoredCoding } from '../../../server/coding/coding.ts'
import { addCodings } from '../../../server/coding/codingStore.ts'
import { begun } from '../../../server/coding/history.ts'
import { prepareResponse } from '../../../server/responses/prepare.ts'
import { receiveResponses } from '../../../server/responses/receive.ts'
import type { Text } from '../../../server/responses/textStore.ts'
import { addBenchConsultation, type Filled, madeUp } from '../desk/fill.ts'

const batch = 500
const codingsEach = 10
const coders = ['one', 'two', 'three']
const inText = 60
const at = new Date('2026-01-02')

/** Words that stand in many texts, in some and in few, as in any testimony: the more often the earlier in the list. */
const plainWords =
  'pay council service people system team supplier manager office form budget school nurse road housing contract rule data letter queue bus library bridge tide harbour clinic garden archive lantern kettle ledger ferry orchard saddle copper barrel anchor meadow turnip quarry'.split(
    ' ',
  )
const syllables = 'ba ler mon ti ru sen cal do fir ga hos jin kel lam nor pel qui ras tor vu wen zel'.split(
  ' ',
)

/**
 * Adds a consultation of so many responses with ten codings each, by people and on sentences, of the starter codebook;
 * the machine reads it afterwards. The codings are there before the responses are, so that all is counted once.
 *
 * @returns how many codings were made
 */
export async function fillCorpus(consultation: string, responses: number): Promise<number> {
  const random = seededRandom(7)
  await addBenchConsultation(consultation)
  await addStarterCodebook(consultation, 'bench')
  const { themes, version } = await codebookOf(consultation)
  const ids = themes.map(({ id }) => id)
  let coded = 0
  for (let from = 0; from < responses; from += batch) {
    const incoming = Array.from({ length: Math.min(batch, responses - from) }, (_, i) =>
      response(consultation, from + i, random),
    )
    const codings = incoming.flatMap(each => codingsOf(prepareResponse(each).texts, ids, { version, random }))
    await addCodings(codings)
    await receiveResponses(incoming)
    coded += codings.length
  }
  return coded
}

/** Ten codings of some texts, by people and on sentences; fewer where two are the same. */
export function codingsOf(
  texts: Text[],
  themes: string[],
  { version, random }: { version: number; random: () => number },
): StoredCoding[] {
  const made = texts.flatMap(({ _id: text, consultation, respondent, question, text: words }) => {
    const spans = sentences(words)
    return Array.from({ length: codingsEach }, (_, n) => {
      const span = spans[n % spans.length] ?? { start: 0, end: words.length }
      const theme = themes[Math.floor(random() * themes.length)] ?? ''
      const coder = coders[Math.floor(random() * coders.length)] ?? ''
      const id = codingId(coder, text, span, theme)
      const decision: Decision = {
        verdict: random() < 0.8 ? 'accepted' : 'rejected',
        stance: random() < 0.5 ? 'supports' : 'mentions',
        origin: random() < 0.5 ? 'unaided' : 'rule',
        codebookVersion: version,
      }
      const place = { id, consultation, respondent, question, text, ...span, theme, coder }
      return { ...begun(place, decision, { at, by: coder, action: id, did: 'coded' }), pending: [] }
    })
  })
  return [...new Map(made.map(coding => [coding.id, coding])).values()]
}

/** A response of four made-up sentences. */
export function response(consultation: string, number: number, random: () => number): Filled {
  const words = Array.from({ length: inText }, () => word(random))
  const said = [0, 15, 30, 45].map(at => `The ${words.slice(at, at + 15).join(' ')}.`)
  return madeUp(consultation, number, said.join(' '))
}

/** Half of the words are of the list, the first the most often; the others are rare. */
function word(random: () => number): string {
  if (random() < 0.5) return plainWords[Math.floor(plainWords.length * random() ** 3)] ?? ''
  return Array.from({ length: 3 }, () => syllables[Math.floor(syllables.length * random() ** 1.5)]).join('')
}
