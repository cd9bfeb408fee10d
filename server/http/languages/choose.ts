import cookieParser from 'cookie-parser'
import type { RequestHandler } from 'express'
import { currentLanguage, inLanguage, keptTo } from './current.ts'
import { isLanguage, languages, written } from './files.ts'

/** The only cookie that a respondent gets, once they choose a language: it holds its tag. */
const cookie = 'language'
const year = 365 * 24 * 60 * 60 * 1000

/** A link to the page in each language that it may be read in. */
export type LanguageLink = { tag: string; name: string; href: string; isCurrent: boolean }

/**
 * Has a page in the language that its address asks for by `?lang=cy`, or that was chosen so before.
 * The links to the others stand in `res.locals.languages`, but for what answers a form, whose words a link would lose,
 * and for what can be read in one language alone (see `keepTo`).
 *
 * @param secure whether the site is reached by HTTPS
 */
export function chooseLanguage(secure: boolean): RequestHandler[] {
  const choose: RequestHandler = (req, res, next) => {
    const { lang } = req.query
    if (isLanguage(lang)) res.cookie(cookie, lang, { maxAge: year, httpOnly: true, sameSite: 'lax', secure })
    const before: unknown = req.cookies[cookie]
    const chosen = [lang, before].find(isLanguage)
    // Looked at when the page is made: by then it is known in which languages it can be read.
    if (req.method === 'GET')
      Object.defineProperty(res.locals, 'languages', {
        enumerable: true,
        get: () => linksTo(req.originalUrl),
      })
    res.vary('Cookie')
    inLanguage(chosen ?? written, next, chosen !== undefined)
  }
  return [cookieParser(), choose]
}

function linksTo(address: string): LanguageLink[] | undefined {
  const url = new URL(address, 'http://localhost')
  const [among, current] = [keptTo(), currentLanguage()]
  const offered = among ? languages.filter(({ tag }) => among.includes(tag)) : languages
  if (offered.length < 2) return undefined
  return offered.map(({ tag, name }) => {
    url.searchParams.set('lang', tag)
    return { tag, name, href: `${url.pathname}${url.search}`, isCurrent: tag === current }
  })
}
