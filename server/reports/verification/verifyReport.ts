import type { Problem } from '../../../analysis/index.ts'
import { sha256 } from '../export/hash.ts'
import { findPublication, type Publication } from '../publication/store.ts'
import { firstDifference } from './firstDifference.ts'
import { isHtml, prints } from './printed.ts'
import type { ReadSidecar } from './readSidecar.ts'
import { type VerifiedFinding, verifyFindings } from './verifyFindings.ts'
import { type VerifiedQuote, verifyQuotes } from './verifyQuotes.ts'

/** Whether a report still says what was exported, and whether the data still bear it out. */
export type Verification = {
  quotes: VerifiedQuote[]
  findings: VerifiedFinding[]
  /** What is wrong with the file as a whole, or with its private key. */
  problems: Problem[]
  summary: { quotes: number; findings: number; failed: number }
}

/**
 * Checks a report’s file and its private key against the data as they are now: that it is the file that was exported,
 * to the letter; that each quote stands in it, is still verbatim and still permitted; that each count is still so.
 *
 * @param file the Markdown or HTML file; a byte order mark and other line ends are no change
 */
export async function verifyReport(file: string, key: ReadSidecar): Promise<Verification> {
  const text = file.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const publication = key.published
    ? await findPublication(key.consultation, key.published.publication)
    : undefined
  const [quotes, findings] = await Promise.all([verifyQuotes(key), verifyFindings(key)])
  const shown = quotes.map((quote, i) =>
    prints(text, { words: quote.words, printed: key.quotes[i]?.printed })
      ? quote
      : { ...quote, verbatim: false, reason: 'The report does not print these words as they were exported.' },
  )
  const problems = [...keyProblems(key, publication), ...fileProblems(text, key, publication)]
  const failed = [
    ...shown.filter(quote => !quote.verbatim || !quote.permitted),
    ...findings.filter(finding => !finding.same),
    ...problems,
  ].length
  return {
    quotes: shown,
    findings,
    problems,
    summary: { quotes: quotes.length, findings: findings.length, failed },
  }
}

function keyProblems(key: ReadSidecar, publication: Publication | null | undefined): Problem[] {
  const place = 'sidecar'
  if (publication === null)
    return [{ place, message: 'The database has no publication of this private key.' }]
  if (!publication || publication.hash === key.hashes.markdown) return []
  return [{ place, message: 'The private key was changed: its hash is not that of what was published.' }]
}

function fileProblems(
  text: string,
  key: ReadSidecar,
  publication: Publication | null | undefined,
): Problem[] {
  const format = isHtml(text) ? 'html' : 'markdown'
  if (sha256(text) === key.hashes[format]) return []
  const where = publication && firstDifference(publication.files[format], text)
  const message = where
    ? `The report is not as it was published. Line ${where.line} was “${where.was}”, and is “${where.is}”.`
    : 'The report is not the file that was exported with this private key: something in it was changed.'
  return [{ place: 'report', message }]
}
