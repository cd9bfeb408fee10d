import { thoseWhoMay } from '../../accounts/people/inConsultation.ts'
import { type Account, listAccounts } from '../../accounts/store.ts'
import type { Consultation } from '../../consultations/store.ts'
import type { Entry } from '../../http/entry.ts'
import { sha256 } from '../export/hash.ts'
import { reportHtml } from '../export/html.ts'
import { markdownFile } from '../export/markdown.ts'
import { gather } from '../gather.ts'
import { reportName, reportNameInSentence } from '../names.ts'
import { previewsOf } from '../sharing/previewStore.ts'
import { type Signing, signaturesOf } from '../sharing/signatures.ts'
import type { Report } from '../store.ts'
import { writeReport } from '../template/write.ts'
import { markedQuotes, versionsOf } from './store.ts'
import { erratumWords } from './withdrawnWords.ts'

/** The desk's page of a report's publications: what would be published now, who signs it, its links and versions. */
export async function publicationPage(
  { report, account, consultation }: { report: Report; account: Account; consultation: Consultation },
  entry: Entry | undefined,
  now: Date,
) {
  const written = writeReport(report, await gather(consultation, report.template))
  const hash = sha256(markdownFile(written))
  const [versions, accounts, readers, signings, previews] = await Promise.all([
    versionsOf(report._id),
    listAccounts(),
    thoseWhoMay(report.consultation, 'read'),
    signaturesOf(report, hash),
    previewsOf(report._id, now),
  ])
  const withdrawn = new Set(markedQuotes(versions[0]?.marks ?? [])).size
  const names = new Map(accounts.map(({ _id, name }) => [_id, name]))
  return {
    report,
    name: reportName(report),
    nameInSentence: reportNameInSentence(report),
    values: entry?.values ?? { correction: withdrawn === 0 ? '' : erratumWords(withdrawn) },
    problems: entry?.problems,
    hash,
    preview: reportHtml(written, 2),
    isCorrection: versions.length > 0,
    signings: signings.map(signing => signingLine(signing, account)),
    signers: readers.map(({ _id, name }) => ({
      value: _id,
      label: name,
      chosen: entry?.values.account === _id,
    })),
    previews: previews.map(({ _id, who, expiresAt }) => ({ _id, who, expiresAt })),
    versions: versions.map(
      ({ version, slug, hash, publishAt, frozenAt, by, correction, marks, ...rest }) => ({
        ...{ version, hash, publishAt, frozenAt, correction },
        by: names.get(by) ?? 'someone whose account is gone',
        isOut: publishAt <= now,
        href: `/c/${report.consultation}/reports/${slug}/versions/${version}`,
        withdrawn: markedQuotes(marks).join(', '),
        signed: rest.signatures.map(({ name, as }) => `${name} (${as})`).join(', '),
      }),
    ),
  }
}

function signingLine({ _id, name, as, state, signed, account }: Signing, reader: Account) {
  return {
    ...{ _id, name, as },
    isSigned: state === 'signed',
    isVoid: state === 'void',
    at: signed?.at,
    isMine: account === reader._id && state !== 'signed',
  }
}
