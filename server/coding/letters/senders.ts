import type { Copy } from '../../campaigns/campaignStore.ts'
import { copiesSentBy, type Search } from '../../campaigns/campaignStore.ts'
import { type OwnPiece, ownWords } from '../../campaigns/ownWords.ts'
import { groupBy } from '../../groupBy.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts, type Text } from '../../responses/textStore.ts'

/** How much of an answer that is no copy is shown, in UTF-16 code units. */
const shown = 300

/**
 * What one sender of a letter wrote of their own: in their copy, and in other answers, whether these are copies of other
 * letters or of none.
 */
export type Sender = {
  reference: string
  href: string
  pieces: OwnPiece[]
  others: { question: string; pieces: OwnPiece[] }[]
}

/**
 * The senders of some copies of a letter with what each added. Who has withdrawn is left out, and so are copies that
 * their respondents have changed since: of these nobody has looked yet what is the letter’s.
 *
 * @param labels what each question was asked as, by its id
 */
export async function sendersOf(
  search: Search,
  copies: Copy[],
  labels: Map<string, string>,
): Promise<Map<string, Sender>> {
  const respondents = copies.map(({ respondent }) => respondent)
  const [responses, everyCopy] = await Promise.all([
    findResponses(respondents),
    copiesSentBy(search, respondents),
  ])
  const standing = new Map(
    responses.filter(({ state }) => state === 'submitted').map(response => [response._id, response]),
  )
  const copyOf = new Map(everyCopy.map(copy => [copy.text, copy]))
  const texts = groupBy(
    await findTexts([...standing.values()].flatMap(currentTexts)),
    ({ respondent }) => respondent,
  )
  const piecesOf = ({ _id, text }: Text): OwnPiece[] => {
    const copy = copyOf.get(_id)
    if (!copy) return [{ own: true, words: beginning(text) }]
    return copy.added.length > 0 ? ownWords(text, copy.added) : []
  }
  const senders = new Map<string, Sender>()
  for (const { respondent, text, consultation } of copies) {
    const response = standing.get(respondent)
    const own = texts.get(respondent) ?? []
    const copy = own.find(({ _id }) => _id === text)
    if (!response || !copy) continue
    senders.set(respondent, {
      reference: response.reference,
      href: `/desk/${consultation}/responses/${respondent}`,
      pieces: piecesOf(copy),
      others: own
        .filter(other => other !== copy && !other.nonAnswer && piecesOf(other).length > 0)
        .map(other => ({ question: labels.get(other.question) ?? other.question, pieces: piecesOf(other) })),
    })
  }
  return senders
}

function beginning(text: string): string {
  return text.length <= shown ? text : `${text.slice(0, shown).replace(/\s+\S*$/, '')} …`
}
