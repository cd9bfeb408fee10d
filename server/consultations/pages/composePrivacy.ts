import { day } from '../../http/helpers/day.ts'
import { phrase, say } from '../../http/languages/say.ts'
import { asMarkdown } from '../../http/safeMarkdown.ts'
import { monthsAfter } from '../retention/retentionStore.ts'
import { draftDaysOf } from '../running/kept.ts'
import type { Consultation } from '../store.ts'
import type { Composing } from './compose.ts'
import type { LawfulBasis, StoredFacts } from './store.ts'

/** The paragraphs of a privacy notice, as UK GDPR (Articles 13 and 14) wants them told. */
export function composePrivacy({ consultation, facts, asker, contact }: Composing): string[] {
  const officer = facts.officer ? asMarkdown(facts.officer) : contact
  return [
    say('## Who is responsible'),
    say(
      '{{asker}} asks this consultation, and decides why and how your personal data are used in it. Questions about your personal data: {{officer}}.',
      { asker, officer },
    ),
    say('## What is kept'),
    [
      say('- your answers and files, as you wrote and sent them'),
      say(
        '- what you say of yourself; your name, your organisation and an email address are kept apart from your answers',
      ),
      say('- the day on which you sent your response, and what you agreed to'),
      say(
        '- if you were invited: the name and the address to which the invitation went, and whether it was answered, but not which response is yours',
      ),
    ].join('\n'),
    say('Answering sets no cookies but one, which remembers the language that you chose, if you choose one.'),
    say('## Why, and on what lawful basis'),
    basisWords[facts.basis](asker),
    say(
      'How you may be quoted is a choice of its own, which you make at the end of your response. Your permission to be quoted is not the lawful basis on which your answers are kept.',
    ),
    say('## Who sees it'),
    say(
      'Those who work on this consultation for {{asker}} read the responses. What is published quotes you only as you chose.',
      { asker },
    ),
    ...(facts.isPublicBody
      ? [
          say('## Freedom of information'),
          say(
            '{{asker}} is a public body. Freedom-of-information law may compel it to disclose what you send, also what you would rather keep in confidence, and who you are. If you want something kept in confidence, tell us why: {{contact}}. We take your reasons into account, but cannot promise that we may keep it.',
            { asker, contact },
          ),
        ]
      : []),
    say('## How long it is kept'),
    say(
      '{{asker}} keeps responses until {{until}}. Answers that were begun and not sent are removed {{count draftDays "day" "days"}} after the close.',
      { asker, until: day(responsesUntil(consultation, facts)), draftDays: draftDaysOf(consultation) },
    ),
    ...(facts.dates.whole
      ? [
          say(
            'On that day all responses are deleted, with all that was made of them. What was published by then stays.',
          ),
        ]
      : []),
    ...(facts.dates.names
      ? [
          say('Names, organisations and email addresses are deleted on {{until}}.', {
            until: day(facts.dates.names),
          }),
        ]
      : []),
    ...(facts.dates.files
      ? [
          say(
            'Attached files are deleted on {{until}}. The words that were read from them are kept with your answers.',
            { until: day(facts.dates.files) },
          ),
        ]
      : []),
    say('## Your rights'),
    say(
      'You can ask {{asker}} for a copy of your personal data, to have them corrected or erased, and to have their use limited.{{#if right}} {{right}}{{/if}} Write to: {{officer}}.',
      { asker, right: rights[facts.basis] && say(rights[facts.basis]), officer },
    ),
    say(
      'You can withdraw your response. Give the reference on your receipt: without it we may not be able to tell which response is yours. What was published by then cannot be called back, but it is not printed again.',
    ),
    say(
      'By the private link of your response you can also download all that is kept of you, and have it erased, yourself. What must stay is told there.',
    ),
    say('## If you are not content'),
    say('You can complain to the regulator: {{regulator}}', { regulator: asMarkdown(facts.regulator) }),
  ]
}

/** The day on which responses are deleted; where none is set, the one that the notice promises. */
function responsesUntil({ closesAt }: Consultation, { dates, keptMonths }: StoredFacts): Date {
  return dates.whole ?? monthsAfter(closesAt, keptMonths)
}

const basisWords: Record<LawfulBasis, (asker: string) => string> = {
  publicTask: asker =>
    say(
      'Your personal data are needed for a task in the public interest, or of official authority, that the law gives to {{asker}} (UK GDPR, Article 6(1)(e)): to hear those concerned before it decides.',
      { asker },
    ),
  legitimateInterests: asker =>
    say(
      'Your personal data are needed for the legitimate interests of {{asker}} (UK GDPR, Article 6(1)(f)): to hear those who know before it decides.',
      { asker },
    ),
  legalObligation: asker =>
    say(
      'The law obliges {{asker}} to ask, and your personal data are needed for that (UK GDPR, Article 6(1)(c)).',
      { asker },
    ),
  consent: () =>
    say(
      'You consent to the use of your personal data by sending your response (UK GDPR, Article 6(1)(a)). You can withdraw that consent at any time.',
    ),
}

const rights: Record<LawfulBasis, string> = {
  publicTask: phrase('You can object to their use.'),
  legitimateInterests: phrase('You can object to their use.'),
  legalObligation: '',
  consent: phrase('You can have them given to you in a form that a machine can read.'),
}
