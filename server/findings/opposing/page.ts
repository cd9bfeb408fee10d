import { listAccounts } from '../../accounts/store.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts } from '../../responses/textStore.ts'
import type { OpposingPassage } from '../counts/opposing.ts'
import type { Finding } from '../store.ts'

/** How many passages stand on a page; who goes on comes to all of them before saying that they are read. */
const shown = 50

/** The passages that speak against a finding, from the one of this number on, with the answers that they come from. */
export async function opposingPage(finding: Finding, passages: OpposingPassage[], from: number) {
  const here = passages.slice(from, from + shown)
  const [texts, responses, accounts] = await Promise.all([
    findTexts([...new Set(here.map(passage => passage.text))]),
    findResponses([...new Set(here.map(passage => passage.respondent))]),
    finding.looked ? listAccounts() : [],
  ])
  const wordsOf = new Map(texts.map(text => [text._id, text.text]))
  const references = new Map(responses.map(response => [response._id, response.reference]))
  const page = `/desk/${finding.consultation}/findings/${finding._id}`
  const { looked } = finding
  return {
    finding,
    page,
    number: passages.length,
    passages: here.map(({ text, start, end, respondent, since }) => ({
      words: wordsOf.get(text)?.slice(start, end) ?? '',
      reference: references.get(respondent) ?? '',
      href: `/desk/${finding.consultation}/responses/${respondent}`,
      isNew: !looked || since > looked.at,
    })),
    looked: looked && {
      who: accounts.find(account => account._id === looked.by)?.name ?? 'someone whose account is gone',
      at: looked.at,
      passages: looked.passages,
    },
    next: from + shown < passages.length ? `${page}/opposing?from=${from + shown}` : '',
  }
}
