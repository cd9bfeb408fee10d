import { attributionChoices, capacities, type HouseStyle } from '../../../analysis/application.ts'
import type { AttributionChoice, Problem } from '../../../analysis/index.ts'
import { type Beside, besides } from '../../consultations/consentWording.ts'
import { addressOf } from '../answering/answering.ts'
import { type Detail, detailOf, details, isAskedHere, linesOf } from '../answering/declaration.ts'
import { channelIn, channelNames } from './brought.ts'
import { detailsProblems } from './details.ts'
import type { Entering } from './entering.ts'
import { comingFields, messagesIn } from './page.ts'
import { speaksFor } from './speaksFor.ts'

const permits: Record<AttributionChoice, string> = {
  none: 'It says nothing, or that it is not to be quoted',
  unnamed: 'It may be quoted without saying who it is',
  role: 'It may be quoted by role and sector',
  named: 'It may be quoted by name',
}

const alsoPermits: Record<Beside | 'approval' | 'told' | 'byHand', string> = {
  listed: 'They may be named in the list of those who answered',
  whole: 'The whole answer may be published',
  archived: 'The answer may be archived for later research',
  approval: 'They ask to see each sentence that quotes them before it is published',
  told: 'They ask to be told of a report that quotes them',
  byHand: 'They ask that people alone sort the answer into themes',
}

const labels: Record<Detail, { text: string; hint: string }> = {
  name: { text: 'Their name', hint: 'As it would be printed. Kept apart from the answers.' },
  role: { text: 'Their role', hint: 'As it would be printed, for example “a head teacher”.' },
  sector: { text: 'Their sector', hint: 'As it follows “in”, for example “local government”.' },
  organisation: { text: 'Their organisation', hint: 'Kept apart from the answers, with their name.' },
}

/**
 * Whom an entry speaks for, what came with it of being quoted, and a copy of it.
 *
 * @param refused why a copy was not taken
 */
export function entryDetailsPage(
  entering: Entering,
  told: boolean,
  style: HouseStyle,
  now: Date,
  refused: Problem[] = [],
) {
  const { entry, draft, consultation } = entering
  const { declaration } = draft
  const problems = [...(told ? detailsProblems(entering, now) : []), ...refused]
  const messageAt = messagesIn(problems)
  const lines = {
    ...linesOf(entering, style),
    none: 'None of the words are printed; they are counted and read.',
  }
  const field = (id: string, text: string, hint: string, more: object = {}) => ({
    ...{ id, name: id, label: { text, classes: 'govuk-label--s' }, hint: { text: hint } },
    ...{ value: declaration[id], ...messageAt(id), ...more },
  })
  const box = (name: string, text: string) => ({
    name,
    items: [{ value: 'yes', text, checked: declaration[name] === 'yes' }],
    ...messageAt(name),
  })
  const coming = comingFields(declaration, problems)
  return {
    title: 'Whom it speaks for, and what it permits',
    back: addressOf(entering, 'check'),
    problems: problems.length > 0 ? problems : undefined,
    send: addressOf(entering, 'send'),
    save: addressOf(entering, 'declaration'),
    corrects: entry.corrects !== undefined,
    coming: entry.corrects ? undefined : coming,
    settled: entry.corrects ? channelNames[channelIn(declaration.as)] : '',
    capacity: {
      name: 'capacity',
      fieldset: { legend: { text: 'For whom does it speak?', classes: 'govuk-fieldset__legend--m' } },
      items: capacities.map(value => ({
        value,
        text: speaksFor[value],
        checked: declaration.capacity === value,
      })),
      ...messageAt('capacity'),
    },
    several: [
      field('people', 'How many people?', 'In figures: those who agreed to it, or were at the event.', {
        inputmode: 'numeric',
        classes: 'govuk-input--width-5',
      }),
      field(
        'behalf',
        'On whose behalf, or of which event?',
        'As it follows “a joint answer by” or “notes of”, for example “a meeting of parents in two schools”.',
      ),
    ],
    known: details.flatMap(detail =>
      isAskedHere(entering, detail)
        ? []
        : [
            {
              key: { text: labels[detail].text },
              value: { text: detailOf(entering, detail) || 'Not given' },
            },
          ],
    ),
    fields: [
      ...details
        .filter(detail => isAskedHere(entering, detail))
        .map(detail => field(detail, `${labels[detail].text} (if given)`, labels[detail].hint)),
      field(
        'email',
        'Their email address (if given)',
        'Kept apart from the answers, never printed, and seen by owners alone.',
        { type: 'email' },
      ),
    ],
    choice: {
      name: 'choice',
      fieldset: {
        legend: { text: 'What does it say of being quoted?', classes: 'govuk-fieldset__legend--m' },
      },
      hint: { text: 'Choose only what it says. Where it says nothing, nothing is quoted.' },
      items: attributionChoices.map(value => ({
        value,
        text: permits[value],
        checked: declaration.choice === value,
        hint: { text: lines[value], classes: 'printed-line' },
      })),
      ...messageAt('choice'),
    },
    basis: field(
      'basis',
      'In which words?',
      'Copy them from the paper or the email, or say who told you what and when. They stand in the record of permissions.',
      { rows: 3 },
    ),
    besides: [...besides, 'approval' as const, 'told' as const, 'byHand' as const].map(name =>
      box(name, alsoPermits[name]),
    ),
    ...(consultation.publicBody && {
      confidence: field(
        'confidence',
        'Why they want it kept in confidence (if given)',
        'Kept with their name, apart from the answers, and read by the owners alone.',
        { rows: 4 },
      ),
    }),
    copy: entry.corrects
      ? undefined
      : {
          id: 'copy',
          name: 'copy',
          label: { text: 'A copy of what came (optional)', classes: 'govuk-label--m' },
          hint: {
            text: 'A scan, a photograph or the file, up to 10 MB. Whoever entered it and the owners can open it; it is deleted with the name.',
          },
          attributes: { accept: '.pdf,.docx,.odt,.rtf,.txt,.eml,.png,.jpg,.jpeg' },
          ...messageAt('copy'),
        },
    kept: entry.copy?.name,
  }
}
