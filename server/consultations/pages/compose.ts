import { say } from '../../http/languages/say.ts'
import { asMarkdown } from '../../http/safeMarkdown.ts'
import type { Consultation } from '../store.ts'
import { composePrivacy } from './composePrivacy.ts'
import type { PageKind, StoredFacts } from './store.ts'

/** What composed pages are made of: Markdown is put in as it is. */
export type Composing = { consultation: Consultation; facts: StoredFacts; asker: string; contact: string }

/** A page as it is composed of a consultation's settings, in Markdown, for an owner to keep or to write anew. */
export function composePage(kind: PageKind, consultation: Consultation, facts: StoredFacts): string {
  const asker = asMarkdown(consultation.asker)
  const contact = asMarkdown(consultation.contact)
  const paragraphs = composers[kind]({ consultation, facts, asker, contact })
  return paragraphs.filter(paragraph => paragraph !== '').join('\n\n')
}

const composers: Record<PageKind, (composing: Composing) => string[]> = {
  privacy: composePrivacy,

  accessibility: ({ facts, asker, contact }) => [
    say(
      '{{asker}} wants everyone who is asked to be able to answer. This statement is about the pages of this consultation.',
      { asker },
    ),
    say('You should be able to:'),
    [
      say('- answer from start to end with a keyboard alone, or with a screen reader'),
      say('- enlarge the text to 400 % without scrolling sideways'),
      say('- read every page in a light or a dark scheme, as your device is set'),
      say('- do everything without JavaScript'),
      say('- take as long as you need while the consultation is open'),
    ].join('\n'),
    say('## How accessible it is'),
    say(
      'The pages are built on the patterns of the GOV.UK Design System, and aim at the Web Content Accessibility Guidelines 2.2, level AA. Each is tested by software in each of its states. Documents that respondents attach are not changed, and may not be accessible.',
    ),
    say('## If something stops you'),
    say(
      'Tell us, and say how you would like to answer instead: {{contact}}. We can take your answers in another form.',
      { contact },
    ),
    ...(facts.isPublicBody
      ? [
          say('## If you are not content with our answer'),
          say(
            'The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018. You can contact the Equality Advisory and Support Service: https://www.equalityadvisoryservice.com/',
          ),
        ]
      : []),
  ],

  contact: ({ facts, asker, contact }) => [
    say('{{asker}} asks this consultation.', { asker }),
    say('## Questions about it'),
    contact,
    say('## If you cannot answer on these pages'),
    say(
      'Write to us in the same way, and say how you would like to answer. We can take your answers in another form.',
    ),
    say('## To change how you are quoted, or to withdraw'),
    say(
      'Give us the reference on your receipt. Without it we may not be able to tell which response is yours.',
    ),
    ...(facts.officer ? [say('## Questions about your personal data'), asMarkdown(facts.officer)] : []),
  ],

  closed: ({ asker }) => [
    say(
      'Thank you to everyone who answered. {{asker}} reads every answer now, and marks what each says. What it publishes of them is listed on the first page of the consultation.',
      { asker },
    ),
  ],
}
