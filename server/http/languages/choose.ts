import cookieParser from 'cookie-parser'
import type { RequestHandler } from 'express'
import { inLanguage } from './current.ts'
import { isLanguage, languages, written } from './files.ts'

/** The only cookie that a respondent gets, once they choose a language: it holds its tag. */
const cookie = 'language'
const year = 365 * 24 * 60 * 60 * 1000

/** A link to the page in each language that it may be read in. */
export type LanguageLink = { tag: string; name: string; href: string; isCurrent: boolean }

/**
 * Has a page in the language that its address asks for by `?lang=cy`, or that was chosen so before.
 * The links to the others stand in `res.locals.languages`, but for what answers a form, whose words a link would lose.
 *
 * @param secure whether the site is reached by HTTPS
 */
export function chooseLanguage(secure: boolean): RequestHandler[] {
  const choose: RequestHandler = (req, res, next) => {
    const { lang } = req.query
    if (isLanguage(lang)) res.cookie(cookie, lang, { maxAge: year, httpOnly: true, sameSite: 'lax', secure })
    const before: unknown = req.cookies[cookie]
    const tag = isLanguage(lang) ? lang : isLanguage(before) ? before : written
    if (req.method === 'GET') res.locals.languages = linksTo(req.originalUrl, tag)
    res.vary('Cookie')
    inLanguage(tag, next)
  }
  return [cookieParser(), choose]
}

function linksTo(address: string, current: string): LanguageLink[] {
  const url = new URL(address, 'http://localhost')
  return languages.map(({ tag, name }) => {
    url.searchParams.set('lang', tag)
    return { tag, name, href: `${url.pathname}${url.search}`, isCurrent: tag === current }
  })
}
