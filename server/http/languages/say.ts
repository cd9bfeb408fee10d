import Handlebars from 'handlebars'
import * as helpers from '../helpers/index.ts'
import { spoken } from './current.ts'

const engine = Handlebars.create()
// Spread, as Handlebars takes the namespace of a module for no object.
engine.registerHelper({ ...helpers } as unknown as Handlebars.HelperDeclareSpec)
const compiled = new Map<string, HandlebarsTemplateDelegate>()

/**
 * A message in the language of now. It is written as a template is, in English and as a literal, so that
 * `npm run texts` finds it; nothing in it is escaped, which the page does that shows it.
 *
 * @example say('Your answer has {{count words "word" "words"}}.', { words: 2 }) // "Your answer has 2 words."
 */
export function say(english: string, values: Record<string, unknown> = {}): string {
  const text = spoken(english)
  return text.includes('{{') ? templateOf(text)(values) : text
}

function templateOf(text: string): HandlebarsTemplateDelegate {
  const known = compiled.get(text)
  if (known) return known
  const template = engine.compile(text, { noEscape: true })
  compiled.set(text, template)
  return template
}

/** Marks a text that is said later, by `say(text)`, so that `npm run texts` finds it. */
export function phrase(english: string): string {
  return english
}
