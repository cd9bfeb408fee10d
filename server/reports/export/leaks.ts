import type { Problem } from '../../../analysis/index.ts'
import { campaignTexts } from '../../campaigns/campaignTexts.ts'
import type { Evidence } from '../../findings/evidence/store.ts'
import { goneWordsOf } from '../../responses/gone/goneWords.ts'
import { findIdentities } from '../../responses/identityStore.ts'
import { currentConsent, type Response } from '../../responses/response.ts'
import { listResponses } from '../../responses/store.ts'

/**
 * What a finished report gives away that it may not: a reference that we keep for ourselves, or the full name of a
 * respondent who did not allow it, or words that somebody withdrew. Names in the evidence on file were published by
 * others, and may stand; so may words that others say too: whose quotes
 * it prints, or who sent what the one who withdrew had sent.
 *
 * @param quoted the words of its quotes
 */
export async function leaksIn(
  consultation: string,
  markdown: string,
  evidence: Evidence[],
  quoted: string[],
): Promise<Problem[]> {
  const others = evidence.map(item => `${item.citation} ${item.publisher} ${item.excerpt}`)
  const published = others.map(plain).join('\n')
  const page = plain(markdown)
  const letters = await campaignTexts(consultation)
  const gone = await goneWordsOf(consultation, [...quoted, ...others, ...letters])
  const problems = gone
    .spansIn(markdown)
    .map(({ start, end }) =>
      problem(`The report repeats words that were withdrawn or replaced: “${markdown.slice(start, end)}”.`),
    )
  for await (const responses of batches(consultation)) {
    for (const { _id, reference } of responses) {
      for (const kept of [reference, _id])
        if (markdown.includes(kept))
          problems.push(problem(`The report prints “${kept}”, which is a reference of ours.`))
    }
    for (const name of await unprintableNames(responses))
      if (page.includes(plain(name)) && !published.includes(plain(name)))
        problems.push(
          problem(`The report prints “${name}”, who answered without allowing their name to be printed.`),
        )
  }
  return problems
}

function problem(message: string): Problem {
  return { place: 'template', message: `${message} Take it out.` }
}

async function* batches(consultation: string): AsyncGenerator<Response[]> {
  let after = ''
  for (;;) {
    const responses = await listResponses(consultation, after, 500)
    const last = responses.at(-1)
    if (!last) return
    yield responses
    after = last._id
  }
}

/** Full names, of two words or more: a single one is too often a word of the language. */
async function unprintableNames(responses: Response[]): Promise<string[]> {
  const unnamed = responses.filter(
    response => response.state === 'withdrawn' || currentConsent(response).choice !== 'named',
  )
  const identities = await findIdentities(
    unnamed.flatMap(response => (response.identity ? [response.identity] : [])),
  )
  return identities.map(identity => identity.name ?? '').filter(name => plain(name).trim().includes(' '))
}

/** Words in lower case with one space before, between and after them. */
function plain(text: string): string {
  return ` ${(
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).join(' ')} `
}
