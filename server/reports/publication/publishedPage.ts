import { type Printable, reportHtml } from '../export/html.ts'
import { reportName, reportNameInSentence } from '../names.ts'
import { reportKinds } from '../store.ts'
import { noLongerAllowed } from './allowed.ts'
import { changesBetween } from './changes.ts'
import { findVersion, type Publication, type PublicationLine } from './store.ts'
import { withdrawnWords } from './withdrawnWords.ts'
import { withheldWords, withhold } from './withhold.ts'

/** What may be served of a publication now, and which of its quotes are left out. */
export type Served = {
  written: Printable
  gone: Publication['quotes']
}

/** Reads what respondents allow now, and leaves out of a publication what they no longer do. */
export async function servedOf({ written, quotes }: Publication): Promise<Served> {
  const gone = await noLongerAllowed(quotes)
  return { written: withhold(written, gone), gone }
}

/** The public page of one version: the report, which version it is, what it corrected, and how to check it. */
export async function publishedPage(publication: Publication, versions: PublicationLine[]) {
  const { consultation, slug, version, hash, publishAt } = publication
  const { written, gone } = await servedOf(publication)
  const newest = versions[0]?.version ?? version
  const address = `/c/${consultation}/reports/${slug}`
  const hasHeading = /^# /m.test(written.markdown)
  return {
    title: withheldWords(publication.title, gone),
    indexed: version === newest,
    heading: hasHeading ? undefined : withheldWords(publication.title, gone),
    article: reportHtml(written, hasHeading ? 1 : 2),
    name: reportNameInSentence(publication),
    version,
    publishAt,
    hash,
    newest: version === newest ? undefined : { version: newest, href: address },
    withdrawn: gone.length === 0 ? undefined : withdrawnWords(gone.length),
    files: ['md', 'html'].map(format => ({
      name: format === 'md' ? 'Markdown' : 'HTML',
      href: `${address}/versions/${version}/report.${format}`,
    })),
    corrected: await correctedIn(publication, { written, gone }),
    versions: versions.map(each => ({
      version: each.version,
      href: `${address}/versions/${each.version}`,
      publishAt: each.publishAt,
      isThis: each.version === version,
    })),
  }
}

/** What a version corrected in the one before, as both may be shown now; undefined for the first. */
async function correctedIn(publication: Publication, now: Served) {
  const { consultation, slug, version, correction } = publication
  const before = version > 1 ? await findVersion(consultation, slug, version - 1) : null
  if (!before) return undefined
  const was = await servedOf(before)
  const { sentences, notes } = changesBetween(was.written, now.written)
  return {
    version: before.version,
    words: withheldWords(correction, [...was.gone, ...now.gone]).split(/\n+/),
    sentences,
    notes,
  }
}

/** The newest version that is out of each of a consultation's reports, as their list shows it. */
export async function publishedLines(publications: PublicationLine[], now: Date) {
  const out = publications.filter(each => each.publishAt <= now)
  const newest = [...new Map(out.map(each => [each.slug, each])).values()]
  newest.sort((a, b) => reportKinds.indexOf(a.kind) - reportKinds.indexOf(b.kind) || a.number - b.number)
  return Promise.all(
    newest.map(async ({ consultation, kind, number, slug, title, subtitle, version, publishAt, quotes }) => {
      const gone = await noLongerAllowed(quotes)
      return {
        ...{ name: reportName({ kind, number }), version, publishAt },
        title: withheldWords(title, gone),
        subtitle: withheldWords(subtitle, gone),
        href: `/c/${consultation}/reports/${slug}`,
      }
    }),
  )
}
