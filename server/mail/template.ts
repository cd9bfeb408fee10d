import { readFileSync } from 'node:fs'
import path from 'node:path'
import Handlebars from 'handlebars'
import * as helpers from '../http/helpers/index.ts'
import { inLanguage } from '../http/languages/current.ts'
import { isLanguage, translationOf, written } from '../http/languages/files.ts'
import { translated } from '../http/languages/fragments.ts'
import { root } from '../root.ts'
import { oneLine, severalLines } from './plain.ts'

/** What a mail's template is given: a line each, but for words in lists, which keep their lines. */
export type MailValues = Record<string, string | boolean | Date | undefined | Record<string, string>[]>

const folder = path.join(root, 'views/mail/letters')
const compiled = new Map<string, HandlebarsTemplateDelegate>()

/**
 * The subject and the text of a mail: the first line of its template, and what follows it. Nothing in the values can
 * add a line to the subject; in a text there is nothing to escape.
 *
 * @param asked a language; English where there is none of its tag
 * @param name of a file in `views/mail/letters`; its lines are said in another language as those of pages are
 */
export function fillMail(name: string, asked: string, values: MailValues): { subject: string; text: string } {
  const language = isLanguage(asked) ? asked : written
  const template = templateOf(name, language)
  const filled = inLanguage(language, () =>
    template(Object.fromEntries(Object.entries(values).map(plainEntry))),
  )
  const [subject = '', ...lines] = filled.split('\n')
  return { subject: oneLine(subject), text: `${lines.join('\n').trim()}\n` }
}

function plainEntry([name, value]: [string, MailValues[string]]) {
  if (typeof value === 'string') return [name, oneLine(value)]
  if (!Array.isArray(value)) return [name, value]
  const items = value.map(item =>
    Object.fromEntries(Object.entries(item).map(([key, words]) => [key, severalLines(words)])),
  )
  return [name, items]
}

function templateOf(name: string, language: string): HandlebarsTemplateDelegate {
  const key = `${language}/${name}`
  const known = compiled.get(key)
  if (known) return known
  const engine = Handlebars.create()
  // Spread, as Handlebars takes the namespace of a module for no object.
  engine.registerHelper({ ...helpers } as unknown as Handlebars.HelperDeclareSpec)
  const source = readFileSync(path.join(folder, `${name}.hbs`), 'utf8')
  const inWords = translated(source, text => translationOf(language, text), { lines: true })
  const template = engine.compile(inWords, { noEscape: true })
  compiled.set(key, template)
  return template
}
