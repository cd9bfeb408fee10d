import type { AttributionChoice, Capacity } from '../../analysis/index.ts'
import { currentLanguage, spoken } from '../http/languages/current.ts'
import { written } from '../http/languages/files.ts'
import { phrase } from '../http/languages/say.ts'

/** What a respondent reads when they decide how their words may be used. A version that was shown never changes. */
export type ConsentWording = {
  version: string
  /** What is agreed to by sending. */
  declaration: string
  choices: Record<AttributionChoice, string>
  /** In which capacities somebody may answer here; notes of events are only imported. */
  capacities: Partial<Record<Capacity, string>>
  /** How suggestions by the machine may be refused; a version without it did not ask. */
  byHand?: { text: string; hint: string }
  /** How a respondent asks to see each sentence before it is published; a version without it did not offer that. */
  approval?: {
    text: string
    hint: string
    email: { text: string; hint: string }
    /** What they may answer to a sentence; behind `less` follows one of the choices. */
    answers: { approved: string; less: string; shorter: string; refused: string; never: string }
  }
  /** How a respondent asks to be told of a report that quotes them; a version without it did not offer that. */
  told?: { text: string; hint: string }
  /** What may be done beside quoting, each apart; a version without it did not ask, and then nothing of it may be. */
  besides?: Record<Beside, { text: string; hint: string }>
  /** How less may be allowed of single answers, and passages marked; a version without it did not offer that. */
  single?: { text: string; withheld: string }
}

/** What may be done with answers beside quoting from them. */
export const besides = ['listed', 'whole', 'archived'] as const
export type Beside = (typeof besides)[number]

const first: ConsentWording = {
  version: '1',
  declaration: phrase(
    'I wrote these answers, or may speak for those who did, and I agree that they are kept and analysed for this consultation and quoted only as I chose above.',
  ),
  choices: {
    none: phrase('Read my answers, but do not quote them'),
    unnamed: phrase('Quote me without saying who I am'),
    role: phrase('Quote me by my role and sector'),
    named: phrase('Quote me by name'),
  },
  capacities: {
    personal: phrase('For myself'),
    organisation: phrase('For an organisation'),
    official: phrase('As a public official, from what I see in my work'),
  },
}

const second: ConsentWording = {
  ...first,
  version: '2',
  byHand: {
    text: phrase('Have my answers sorted into themes by people alone'),
    hint: phrase(
      'Otherwise software may suggest themes for them, which a person then accepts or refuses. It decides nothing, and runs on this site’s own server.',
    ),
  },
}

/** How a respondent asks to see sentences first; the wording before it did not offer that. */
const thirdApproval = {
  text: phrase('Show me each sentence that quotes me before it is published'),
  hint: phrase(
    'You get a private link to the sentence as it would be printed, and may approve it, allow less, or refuse. If you do not answer, it is not published.',
  ),
  email: {
    text: phrase('Email address for the link'),
    hint: phrase('Only needed to show you those sentences. Kept apart from your answers, and never printed.'),
  },
  answers: {
    approved: phrase('Publish it as it stands'),
    less: phrase('Publish it, but from now on'),
    shorter: phrase('Publish only a part of my words, as I say below'),
    refused: phrase('Do not publish this sentence'),
    never: phrase('Do not quote me at all, here or anywhere'),
  },
}

const third: ConsentWording = {
  ...second,
  version: '3',
  capacities: {
    ...second.capacities,
    joint: phrase('Jointly, for several people or bodies who agreed to this answer'),
  },
  approval: thirdApproval,
}

const fourth: ConsentWording = {
  ...third,
  version: '4',
  approval: {
    ...thirdApproval,
    email: {
      text: phrase('Email address'),
      hint: phrase(
        'Only needed if you ticked one of these two, and used for nothing else. Kept apart from your answers, and never printed.',
      ),
    },
  },
  told: {
    text: phrase('Tell me when a report that quotes me is published'),
    hint: phrase(
      'You get a mail with a link to the report, and one to a page of your own, where you can withdraw your words.',
    ),
  },
}

const fifth: ConsentWording = {
  ...fourth,
  version: '5',
  declaration: phrase(
    'I wrote these answers, or may speak for those who did, and I agree that they are kept and analysed for this consultation, and quoted, published, listed and archived only as I chose above.',
  ),
  besides: {
    listed: {
      text: phrase('Name me in the list of those who answered'),
      hint: phrase(
        'Your name, or that of those for whom you answer, may stand in a list in reports. It says that you answered, and nothing of what you wrote.',
      ),
    },
    whole: {
      text: phrase('Publish my whole answer'),
      hint: phrase(
        'Otherwise only short passages are quoted. It is printed under the line that you chose, without what you keep from quotation.',
      ),
    },
    archived: {
      text: phrase('Archive my answers for later research'),
      hint: phrase(
        'Other researchers may then read them under the rules of an archive, under the line that you chose, without your email address, and without single answers and passages that you keep from quotation.',
      ),
    },
  },
  single: {
    text: phrase('Allow less for single answers, or mark passages that are not for quotation'),
    withheld: phrase(
      'These passages are neither quoted nor told in other words. They are read and counted with the rest.',
    ),
  },
}

const wordings: readonly ConsentWording[] = [first, second, third, fourth, fifth]

/** The version of the wording that is shown now. */
export const currentVersion = '5'

/** The wording that is shown now, in the language of now. */
export function currentWording(): ConsentWording {
  return wordingOf(currentVersion)
}

/**
 * A wording in the language of now.
 *
 * @throws Error for a version that was never shown: a programmer's mistake.
 */
export function wordingOf(version: string): ConsentWording {
  const found = wordings.find(wording => wording.version === version)
  if (!found) throw new Error(`wordingOf: no wording has the version ${JSON.stringify(version)}`)
  return currentLanguage() === written ? found : inWords(found)
}

function inWords<Part>(part: Part): Part {
  if (typeof part === 'string') return spoken(part) as Part
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, inWords(value)])) as Part
}

const entered = 'entered: '

/** What stands for a wording where somebody of the team entered an answer: what came with it of being quoted. */
export function enteredWording(words: string): string {
  return `${entered}${words.trim() || 'Nothing was said of being quoted.'}`
}

/** What came with an answer that somebody of the team entered; empty for any other, and where nothing was said. */
export function wordsOfEntry(wording: string): string {
  if (!wording.startsWith(entered) || wording === enteredWording('')) return ''
  return wording.slice(entered.length)
}

/** A choice in the words in which it was offered; of an answer that others brought, nobody saw a form. */
export function choiceWords(choice: AttributionChoice, wording: string): string {
  const isBrought = wording.startsWith('import: ') || wording.startsWith(entered)
  return (isBrought ? currentWording() : wordingOf(wording)).choices[choice]
}
