import { noLongerAllowed } from '../reports/publication/allowed.ts'
import { publicationsQuoting } from '../reports/publication/store.ts'
import { withheldWords } from '../reports/publication/withhold.ts'
import type { Response } from '../responses/response.ts'

/** The newest version that is out of a report which was published with somebody's words. */
export type QuotedReport = {
  title: string
  version: number
  publishAt: Date
  href: string
  /** Their words that it shows, and how many of their quotes it shows no more. */
  words: string[]
  withheld: number
}

/** Where somebody is quoted, or was. */
export async function quotedReports(
  { _id, consultation }: Pick<Response, '_id' | 'consultation'>,
  now: Date,
): Promise<QuotedReport[]> {
  const out = (await publicationsQuoting(_id)).filter(({ publishAt }) => publishAt <= now)
  const newest = new Map<string, (typeof out)[number]>()
  for (const each of out)
    if ((newest.get(each.report)?.version ?? 0) < each.version) newest.set(each.report, each)
  return Promise.all(
    [...newest.values()].map(async ({ title, slug, version, publishAt, quotes }) => {
      const gone = await noLongerAllowed(quotes)
      const own = quotes.filter(({ respondent }) => respondent === _id)
      const shown = own.filter(quote => !gone.includes(quote))
      return {
        ...{ version, publishAt },
        title: withheldWords(title, gone),
        href: `/c/${consultation}/reports/${slug}/versions/${version}`,
        words: shown.map(({ words }) => words),
        withheld: own.length - shown.length,
      }
    }),
  )
}
