import { attributionChoices, capacities, type HouseStyle } from '../../../analysis/application.ts'
import type { Problem } from '../../../analysis/index.ts'
import { besides, currentVersion, currentWording } from '../../consultations/consentWording.ts'
import type { Question } from '../../consultations/questions.ts'
import { written } from '../../http/languages/files.ts'
import { phrase, say } from '../../http/languages/say.ts'
import { narrowedWords } from '../permissions/marks.ts'
import { type Answering, addressOf, askedOf, questionAbout } from './answering.ts'
import {
  answeredAddress,
  type Detail,
  declarationProblems,
  detailNames,
  detailOf,
  details,
  isAskedHere,
  linesOf,
} from './declaration.ts'

const labels: Record<Detail, { text: string; hint: string }> = {
  name: {
    text: phrase('Your name (optional)'),
    hint: phrase('As it would be printed. Kept apart from your answers.'),
  },
  role: {
    text: phrase('Your role (optional)'),
    hint: phrase('As it would be printed, for example “a head teacher”.'),
  },
  sector: {
    text: phrase('Your sector (optional)'),
    hint: phrase('As it follows “in”, for example “local government”.'),
  },
  organisation: {
    text: phrase('Your organisation (optional)'),
    hint: phrase('Kept apart from your answers, with your name.'),
  },
}

/** What is wrong with what was chosen on other pages, and the line that would be printed where too few fit that of the role. */
type Besides = {
  others: Problem[]
  general: string | undefined
  /** What was chosen elsewhere since the form was opened: told in the place of what is to be mended. */
  changed?: Problem[]
}

/** The declaration: who answers, how they may be quoted with the very line of each choice, and what they agree to. */
export function declarationView(
  answering: Answering,
  told: boolean,
  style: HouseStyle,
  { others, general, changed }: Besides,
) {
  const { declaration } = answering.draft
  const wording = currentWording()
  const problems = changed ?? (told ? declarationProblems(answering, others) : [])
  const messageAt = (place: string) => {
    const found = problems.find(problem => problem.place === place)
    return found ? { errorMessage: { text: found.message } } : {}
  }
  const lines = linesOf(answering, style)
  return {
    title: say('How you may be quoted'),
    caption: say('Declaration'),
    back: addressOf(answering, 'check'),
    send: addressOf(answering, 'send'),
    save: addressOf(answering, 'declaration'),
    linesFrom: addressOf(answering, 'preview'),
    problems: problems.length > 0 ? problems : undefined,
    wording: currentVersion,
    capacity: {
      name: 'capacity',
      fieldset: { legend: { text: say('For whom do you answer?'), classes: 'govuk-fieldset__legend--m' } },
      items: capacities.flatMap(value => {
        const text = wording.capacities[value]
        return text === undefined ? [] : [{ value, text, checked: declaration.capacity === value }]
      }),
      ...messageAt('capacity'),
    },
    joint: [
      {
        name: 'people',
        id: 'people',
        label: { text: say('How many people or bodies agreed to this answer?'), classes: 'govuk-label--s' },
        hint: { text: say('In figures, you among them. Your answer still counts as one.') },
        value: declaration.people,
        inputmode: 'numeric',
        classes: 'govuk-input--width-5',
        ...messageAt('people'),
      },
      {
        name: 'behalf',
        id: 'behalf',
        label: { text: say('On whose behalf do you answer?'), classes: 'govuk-label--s' },
        hint: {
          text: say(
            'As it would follow “a joint answer by”, for example “the ferry crews of two islands”. It is printed only if you choose below to be quoted by name.',
          ),
        },
        value: declaration.behalf,
        ...messageAt('behalf'),
      },
    ],
    fields: details
      .filter(detail => isAskedHere(answering, detail))
      .map(detail => ({
        name: detail,
        id: detail,
        label: { text: say(labels[detail].text), classes: 'govuk-label--s' },
        hint: { text: say(labels[detail].hint) },
        value: declaration[detail],
        ...(detail === 'name' ? { autocomplete: 'name' } : {}),
        ...(detail === 'organisation' ? { autocomplete: 'organization' } : {}),
        ...messageAt(detail),
      })),
    given: details.flatMap(detail => givenRow(answering, detail)),
    choice: {
      name: 'choice',
      fieldset: { legend: { text: say('How may we quote you?'), classes: 'govuk-fieldset__legend--m' } },
      hint: {
        text: say(
          'Under each choice stands the most that a report would print. Where fewer than five respondents fit it, it says less.',
        ),
      },
      items: attributionChoices.map(value => ({
        value,
        text: wording.choices[value],
        checked: declaration.choice === value,
        hint: { text: lines[value], classes: 'printed-line', lang: value === 'none' ? undefined : written },
      })),
      ...messageAt('choice'),
    },
    general,
    single: wording.single && { text: wording.single.text, told: narrowedWords(answering) },
    besides: besides.flatMap(name => {
      const asked = wording.besides?.[name]
      if (!asked) return []
      const { text, hint } = asked
      const items = [{ value: 'yes', text, hint: { text: hint }, checked: declaration[name] === 'yes' }]
      return [{ name, items, ...messageAt(name) }]
    }),
    ...(wording.byHand && {
      byHand: {
        name: 'byHand',
        items: [
          {
            value: 'yes',
            text: wording.byHand.text,
            hint: { text: wording.byHand.hint },
            checked: declaration.byHand === 'yes',
          },
        ],
        ...messageAt('byHand'),
      },
    }),
    ...(wording.approval && {
      approval: {
        name: 'approval',
        items: [
          {
            value: 'yes',
            text: wording.approval.text,
            hint: { text: wording.approval.hint },
            checked: declaration.approval === 'yes',
          },
        ],
        ...messageAt('approval'),
      },
      ...(wording.told && {
        told: {
          name: 'told',
          items: [
            {
              value: 'yes',
              text: wording.told.text,
              hint: { text: wording.told.hint },
              checked: declaration.told === 'yes',
            },
          ],
          ...messageAt('told'),
        },
      }),
      email: {
        name: 'email',
        id: 'email',
        type: 'email',
        autocomplete: 'email',
        label: { text: wording.approval.email.text, classes: 'govuk-label--s' },
        hint: { text: wording.approval.email.hint },
        // Whoever gave an address to a question need not type it again.
        value: declaration.email ?? answeredAddress(answering),
        ...messageAt('email'),
      },
    }),
    ...(answering.consultation.publicBody && {
      confidence: {
        name: 'confidence',
        id: 'confidence',
        rows: 4,
        label: {
          text: say('Why should your answers be kept in confidence? (optional)'),
          classes: 'govuk-label--s',
        },
        hint: {
          text: say(
            'Only if you want them to be. What you write here is kept with your name, apart from your answers, and read by the owners of this consultation alone.',
          ),
        },
        value: declaration.confidence,
        ...messageAt('confidence'),
      },
    }),
    asker: answering.consultation.asker,
    agree: {
      name: 'agree',
      items: [{ value: 'yes', text: wording.declaration, checked: declaration.agree === 'yes' }],
      ...messageAt('agree'),
    },
  }
}

/** A detail that a question asked for, with the way to change it there. */
function givenRow(answering: Answering, detail: Detail) {
  const question = detail === 'name' ? undefined : questionAbout(answering, detail)
  const page = question && pageWith(answering, question)
  if (!question || !page) return []
  const href = `${addressOf(answering, page)}?from=declaration#${question.id}`
  return [
    {
      key: { text: say(detailNames[detail]) },
      value: { text: detailOf(answering, detail) || say('Not given') },
      actions: { items: [{ href, text: say('Change'), visuallyHiddenText: say(detailNames[detail]) }] },
    },
  ]
}

function pageWith(answering: Answering, question: Question): string | undefined {
  return askedOf(answering).find(page => page.questions.some(({ id }) => id === question.id))?.id
}
