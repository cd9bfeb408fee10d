import type { Option, Question, QuestionOf } from '../consultations/questions.ts'
import { ownField } from '../responses/answering/kinds/chosen.ts'
import type { Draft } from '../responses/draftStore.ts'

/** What a cell says, in the fields that a respondent would have filled in; or what is wrong with it. */
export type ReadCell = { values: Draft['values'] } | { problem: string }

/**
 * Reads a cell as the answer to a question. Options are named by their labels or values, whatever their case; several
 * stand apart by semicolons or line breaks. What the fields then hold is checked as a respondent’s is.
 *
 * @param row the line of a matrix that the column is for
 */
export function readCell(question: Question, cell: string, row?: string): ReadCell {
  const said = cell.trim()
  switch (question.type) {
    case 'one':
    case 'scale':
    case 'dropdown':
      return readOne(question, said)
    case 'several':
      return readSeveral(question, said)
    case 'ranking':
      return readRanking(question, said)
    case 'matrix':
      return readRow(question, said, row ?? '')
    case 'date':
      return { values: dayFields(said, part => `${question.id}:${part}`) }
    case 'rating':
      return /^\d+$/.test(said) && Number(said) >= 1 && Number(said) <= question.most
        ? { values: { [question.id]: String(Number(said)) } }
        : {
            problem: `“${said}” is no answer to “${question.label}”. Write a number from 1 to ${question.most}.`,
          }
    case 'number':
      return { values: { [question.id]: said } }
    default:
      return { values: { [question.id]: cell } }
  }
}

/** A day as `2026-11-28` or `28/11/2026`, in three fields; what is neither stands in the first, and is told as wrong. */
export function dayFields(said: string, field: (part: string) => string): Record<string, string> {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(said)
  const british = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(said)
  const [day = said, month = iso || british ? '' : '?', year = iso || british ? '' : '?'] = iso
    ? [iso[3], iso[2], iso[1]]
    : (british?.slice(1) ?? [])
  return { [field('day')]: day, [field('month')]: month, [field('year')]: year }
}

type Chosen = QuestionOf<'one' | 'scale' | 'dropdown' | 'several' | 'ranking'>

function readOne(question: Chosen, said: string): ReadCell {
  const option = optionOf(question.options, said)
  if (option) return { values: { [question.id]: option.value } }
  const own = ownWords(question, said)
  return own
    ? { values: { [question.id]: own.value, [ownField(question)]: own.words } }
    : notOffered(question, said)
}

function readSeveral(question: Chosen, said: string): ReadCell {
  const chosen: string[] = []
  let ownWritten: string | undefined
  for (const part of partsOf(said)) {
    const option = optionOf(question.options, part)
    const own = option ? undefined : ownWords(question, part)
    if (!option && (!own || ownWritten !== undefined)) return notOffered(question, part)
    chosen.push(option?.value ?? own?.value ?? '')
    if (own) ownWritten = own.words
  }
  return {
    values: {
      [question.id]: chosen,
      ...(ownWritten === undefined ? {} : { [ownField(question)]: ownWritten }),
    },
  }
}

/** Best first: “Pay; Training”, with or without numbers before them. */
function readRanking(question: QuestionOf<'ranking'>, said: string): ReadCell {
  const places: [string, string][] = []
  for (const part of partsOf(said)) {
    const option =
      optionOf(question.options, part) ?? optionOf(question.options, part.replace(/^\d+[.)]\s*/, ''))
    if (!option) return notOffered(question, part)
    places.push([`${question.id}:${places.length + 1}`, option.value])
  }
  const most = Math.min(question.places ?? question.options.length, question.options.length)
  return places.length > most
    ? { problem: `“${question.label}” takes ${most} at most, and ${places.length} are given.` }
    : { values: Object.fromEntries(places) }
}

function readRow(question: QuestionOf<'matrix'>, said: string, row: string): ReadCell {
  const option = optionOf(question.options, said)
  return option ? { values: { [`${question.id}:${row}`]: option.value } } : notOffered(question, said)
}

function partsOf(said: string): string[] {
  return said
    .split(/[;\n]/)
    .map(part => part.trim())
    .filter(part => part !== '')
}

function optionOf(options: Option[], said: string): Option | undefined {
  const same = (words: string) => words.trim().toLowerCase() === said.toLowerCase()
  return options.find(({ label }) => same(label)) ?? options.find(({ value }) => same(value))
}

/** Words of one’s own, where an option asks for them: “Another: the small quay”, or those words alone. */
function ownWords({ options }: Chosen, said: string): { value: string; words: string } | undefined {
  const own = options.find(option => option.own)
  if (!own) return undefined
  const labelled = said.toLowerCase().startsWith(`${own.label.toLowerCase()}:`)
  return { value: own.value, words: labelled ? said.slice(own.label.length + 1).trim() : said }
}

function notOffered({ label, options }: { label: string; options: Option[] }, said: string): ReadCell {
  const offered = options.map(option => `“${option.label}”`)
  const some = offered.length > 8 ? [...offered.slice(0, 8), '…'] : offered
  return { problem: `“${said}” is none of the answers to “${label}”. They are ${some.join(', ')}.` }
}
