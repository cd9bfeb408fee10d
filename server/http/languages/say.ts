import Handlebars from 'handlebars'
import * as helpers from '../helpers/index.ts'
import { spoken } from './current.ts'

const engine = Handlebars.create()
// Spread, as Handlebars takes the namespace of a module for no object.
engine.registerHelper({ ...helpers } as unknown as Handlebars.HelperDeclareSpec)
type Fill = (values: Record<string, unknown>) => string
const compiled = new Map<string, Fill>()

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

function templateOf(text: string): Fill {
  const known = compiled.get(text)
  if (known) return known
  const template = namesAlone(text) ?? engine.compile(text, { noEscape: true })
  compiled.set(text, template)
  return template
}

/** Fills in a text whose mustaches hold names alone: Handlebars sets its helpers up for every text, which costs more. */
function namesAlone(text: string): Fill | undefined {
  const name = /\{\{(\w+)\}\}/g
  if (text.replaceAll(name, '').includes('{{')) return undefined
  const [first = '', ...rest] = text.split(name)
  return values =>
    rest.reduce((said, part, at) => said + (at % 2 === 0 ? String(values[part] ?? '') : part), first)
}

/** Marks a text that is said later, by `say(text)`, so that `npm run texts` finds it. */
export function phrase(english: string): string {
  return english
}
