import type { AttributionChoice, Capacity } from '../../analysis/index.ts'

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
  declaration:
    'I wrote these answers, or may speak for those who did, and I agree that they are kept and analysed for this consultation and quoted only as I chose above.',
  choices: {
    none: 'Read my answers, but do not quote them',
    unnamed: 'Quote me without saying who I am',
    role: 'Quote me by my role and sector',
    named: 'Quote me by name',
  },
  capacities: {
    personal: 'For myself',
    organisation: 'For an organisation',
    official: 'As a public official, from what I see in my work',
  },
}

const second: ConsentWording = {
  ...first,
  version: '2',
  byHand: {
    text: 'Have my answers sorted into themes by people alone',
    hint: 'Otherwise software may suggest themes for them, which a person then accepts or refuses. It decides nothing, and runs on this site’s own server.',
  },
}

/** How a respondent asks to see sentences first; the wording before it did not offer that. */
const thirdApproval = {
  text: 'Show me each sentence that quotes me before it is published',
  hint: 'You get a private link to the sentence as it would be printed, and may approve it, allow less, or refuse. If you do not answer, it is not published.',
  email: {
    text: 'Email address for the link',
    hint: 'Only needed to show you those sentences. Kept apart from your answers, and never printed.',
  },
  answers: {
    approved: 'Publish it as it stands',
    less: 'Publish it, but from now on',
    shorter: 'Publish only a part of my words, as I say below',
    refused: 'Do not publish this sentence',
    never: 'Do not quote me at all, here or anywhere',
  },
}

const third: ConsentWording = {
  ...second,
  version: '3',
  capacities: {
    ...second.capacities,
    joint: 'Jointly, for several people or bodies who agreed to this answer',
  },
  approval: thirdApproval,
}

const fourth: ConsentWording = {
  ...third,
  version: '4',
  approval: {
    ...thirdApproval,
    email: {
      text: 'Email address',
      hint: 'Only needed if you ticked one of these two, and used for nothing else. Kept apart from your answers, and never printed.',
    },
  },
  told: {
    text: 'Tell me when a report that quotes me is published',
    hint: 'You get a mail with a link to the report, and one to a page of your own, where you can withdraw your words.',
  },
}

const fifth: ConsentWording = {
  ...fourth,
  version: '5',
  declaration:
    'I wrote these answers, or may speak for those who did, and I agree that they are kept and analysed for this consultation, and quoted, published, listed and archived only as I chose above.',
  besides: {
    listed: {
      text: 'Name me in the list of those who answered',
      hint: 'Your name, or that of those for whom you answer, may stand in a list in reports. It says that you answered, and nothing of what you wrote.',
    },
    whole: {
      text: 'Publish my whole answer',
      hint: 'Otherwise only short passages are quoted. It is printed under the line that you chose, without what you keep from quotation.',
    },
    archived: {
      text: 'Archive my answers for later research',
      hint: 'Other researchers may then read them under the rules of an archive, under the line that you chose, without your email address, and without single answers and passages that you keep from quotation.',
    },
  },
  single: {
    text: 'Allow less for single answers, or mark passages that are not for quotation',
    withheld:
      'These passages are neither quoted nor told in other words. They are read and counted with the rest.',
  },
}

const wordings: readonly ConsentWording[] = [first, second, third, fourth, fifth]

/** The wording that is shown now. */
export const currentWording: ConsentWording = wordingOf('5')

/** @throws Error for a version that was never shown: a programmer's mistake. */
export function wordingOf(version: string): ConsentWording {
  const found = wordings.find(wording => wording.version === version)
  if (!found) throw new Error(`wordingOf: no wording has the version ${JSON.stringify(version)}`)
  return found
}
