import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Handlebars from 'handlebars'
import * as helpers from '../http/helpers/index.ts'
import { root } from '../root.ts'
import { oneLine, severalLines } from './plain.ts'

/** What a mail's template is given: a line each, but for words in lists, which keep their lines. */
export type MailValues = Record<string, string | boolean | Date | undefined | Record<string, string>[]>

const folder = path.join(root, 'views/mail')
const fallback = 'en'
const compiled = new Map<string, HandlebarsTemplateDelegate>()

/**
 * The subject and the text of a mail: the first line of its template, and what follows it. Nothing in the values can
 * add a line to the subject; in a text there is nothing to escape.
 *
 * @param name of a file in `views/mail/en`; another language has a folder of its own, and falls back to English
 */
export function fillMail(
  name: string,
  language: string,
  values: MailValues,
): { subject: string; text: string } {
  const filled = templateOf(name, language)(Object.fromEntries(Object.entries(values).map(plainEntry)))
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
  const inLanguage = path.join(folder, language, `${name}.hbs`)
  const file = existsSync(inLanguage) ? inLanguage : path.join(folder, fallback, `${name}.hbs`)
  const known = compiled.get(file)
  if (known) return known
  const engine = Handlebars.create()
  // Spread, as Handlebars takes the namespace of a module for no object.
  engine.registerHelper({ ...helpers } as unknown as Handlebars.HelperDeclareSpec)
  const template = engine.compile(readFileSync(file, 'utf8'), { noEscape: true })
  compiled.set(file, template)
  return template
}
