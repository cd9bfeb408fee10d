import {
  capitalised,
  contributorNames,
  contributorNoun,
  countInWords,
  dashStyles,
  type HouseStyle,
  letterStyles,
  markStyles,
  numeralStyles,
  printedRuns,
  quotePieces,
  stopPlaces,
  withStop,
} from '../../../analysis/application.ts'
import type { Entry } from '../../http/entry.ts'
import { styleForm } from './forms.ts'
import type { StoredStyle } from './store.ts'

type Choices<T extends string> = { label: string; values: readonly T[]; names: Record<T, string> }
type AllChoices = { [Field in keyof HouseStyle]: Choices<HouseStyle[Field]> }

const choices: AllChoices = {
  marks: {
    label: 'Quotation marks',
    values: markStyles,
    names: { double: '“Double, and ‘single’ inside”', single: '‘Single, and “double” inside’' },
  },
  stops: {
    label: 'A full stop or comma that follows a quote',
    values: stopPlaces,
    names: { outside: 'after the closing mark: “a few words”.', inside: 'inside it: “a few words.”' },
  },
  dashes: {
    label: 'Dashes between words',
    values: dashStyles,
    names: { 'spaced-en': 'short, between spaces: one – two', 'unspaced-em': 'long, without: one—two' },
  },
  letter: {
    label: 'A first letter whose case was changed',
    values: letterStyles,
    names: { silent: 'like any other: “long contracts”', bracketed: 'in brackets: “[l]ong contracts”' },
  },
  numerals: {
    label: 'How many people, in a sentence',
    values: numeralStyles,
    names: {
      nine: 'in words to nine, and figures from 10',
      ten: 'in words to ten, and figures from 11',
      figures: 'in figures from 2',
    },
  },
  contributors: {
    label: 'Those who answered are called',
    values: contributorNames,
    names: {
      respondents: 'respondents',
      contributors: 'contributors',
      participants: 'participants',
      experts: 'experts',
      consultees: 'consultees',
    },
  },
}

/** The page of a house style: what can be chosen, and how a sentence comes out with what is chosen here. */
export function stylePage(stored: StoredStyle, entry: Entry | undefined) {
  const values = { ...stored, ...entry?.values }
  const entered = styleForm.safeParse({ ...values, do: 'preview' })
  return {
    problems: entry && entry.problems.length > 0 ? entry.problems : undefined,
    version: stored.version,
    isPreview: entry !== undefined && entered.success,
    example: entered.success ? exampleOf(entered.data) : exampleOf(stored),
    fields: Object.entries(choices).map(([id, { label, values: all, names }]) => ({
      id,
      label,
      choices: all.map(value => ({
        value,
        label: (names as Record<string, string>)[value],
        chosen: values[id as keyof HouseStyle] === value,
      })),
    })),
  }
}

const wrote = 'Long contracts — and the people who wrote them — leave us with what they call "a clean sheet".'

/** An invented sentence, written as a report writes them. */
function exampleOf(style: HouseStyle): string {
  const quote = {
    text: '',
    start: 0,
    end: wrote.length - 1,
    edits: [{ kind: 'case' as const, to: 'lower' as const }],
  }
  const quoted = printedRuns(quotePieces(wrote, quote), style)
    .map(run => run.words)
    .join('')
  const one = contributorNoun(1, style)
  const counted = [9, 10].map(count => `${countInWords(count, style)} ${contributorNoun(count, style)}`)
  const lead = `${capitalised(counted[0] ?? '')} spoke for it and ${counted[1]} against it. One ${one} wrote that `
  return withStop(lead + quoted, '.', style)
}
