import { askedOfSent } from '../../responses/answering/askedOfSent.ts'
import { findIdentities, type Identity } from '../../responses/identityStore.ts'
import { type Response, type Revision, textsIn } from '../../responses/response.ts'
import { listResponses } from '../../responses/store.ts'
import { findTexts, type Text } from '../../responses/textStore.ts'
import type { Pseudonymise } from './pseudonyms.ts'

/** A response that stands, with its words, what it was asked, and, where that is wanted, whose it is. */
export type RawResponse = {
  response: Response
  answers: Revision['answers']
  texts: ReadonlyMap<string, Text>
  asked: ReadonlySet<string>
  /** What it is called where it is shown; in a file, there alone, or, pseudonymised, in every such file. */
  respondent: string
  identity: Identity | undefined
}

/** Whether a file tells whose each response is, or has a name in the place of that. */
type Whose = { identified: boolean; pseudonymise?: Pseudonymise }

/** So few that the longest answers of all of them fit into memory. */
const batch = 50

/** All responses that stand, a batch at a time, each as it is when its batch is read. */
export async function* rawResponses(consultation: string, whose: Whose): AsyncGenerator<RawResponse[]> {
  let number = 0
  let after = ''
  for (;;) {
    const read = await listResponses(consultation, after, batch)
    const last = read.at(-1)
    if (!last) return
    after = last._id
    yield await rawOf(consultation, read, whose, () => `R${++number}`)
  }
}

/**
 * Of some responses those that stand, in their order, with their words.
 *
 * @param called what each is called where it is shown
 */
export async function rawOf(
  consultation: string,
  read: Response[],
  { identified, pseudonymise }: Whose,
  called: (response: Response) => string,
): Promise<RawResponse[]> {
  const standing = read
    .filter(({ state }) => state === 'submitted')
    .map(response => ({ ...response, answers: response.revisions.at(-1)?.answers ?? {} }))
  const [asked, texts, identities] = await Promise.all([
    askedOfSent(consultation, standing),
    findTexts(standing.flatMap(textsIn)),
    findIdentities(identified || pseudonymise ? standing.flatMap(identityOf) : []),
  ])
  const byText = new Map(texts.map(text => [text._id, text]))
  const byIdentity = new Map(identities.map(identity => [identity._id, identity]))
  return standing.map(({ answers, ...response }) => {
    const whose = byIdentity.get(identityOf(response)[0] ?? '')
    const raw: RawResponse = {
      ...{ response, answers, texts: byText },
      asked: asked.get(response._id) ?? new Set(),
      respondent: called(response),
      identity: identified ? whose : undefined,
    }
    return pseudonymise ? pseudonymise(raw, whose) : raw
  })
}

/** Whoever cut the link to their response is nobody's from that moment on, also while what led there is being removed. */
function identityOf({ identity, anonymous }: Response): string[] {
  return identity === undefined || anonymous ? [] : [identity]
}
