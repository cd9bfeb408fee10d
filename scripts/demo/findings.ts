import type { Edit } from '../../analysis/index.ts'
import type { WrittenQuestion } from './testimony.ts'

/** A passage of a demo response, found exactly once in that answer. */
export type DemoPassage = {
  respondent: string
  question: WrittenQuestion
  passage: string
  side: 'quote' | 'counter'
  edits?: Edit[]
}

export type DemoFinding = {
  key: string
  statement: string
  text: string
  themes: string[]
  scope: WrittenQuestion[]
  quotes: DemoPassage[]
}

const everywhere: WrittenQuestion[] = ['obstacles', 'people', 'suppliers']

/** What the demo's author has found so far; the quotes are named Q1, Q2 … in this order. */
export const demoFindings: DemoFinding[] = [
  {
    key: 'people-who-know-are-not-asked',
    statement: 'The people who know how services work are there already, and are seldom asked.',
    text: 'Our respondents told us of talent that goes unseen where it already works, and of seniority without knowledge: those who decide about a service seldom hear from those who run it.',
    themes: ['talent', 'seniority'],
    scope: everywhere,
    quotes: [
      {
        respondent: 'cwm-contact-centre',
        question: 'obstacles',
        passage: 'keeps a notebook of every question the website should have answered',
        side: 'quote',
      },
      {
        respondent: 'cwm-contact-centre',
        question: 'obstacles',
        passage: 'the digital board has never asked to see it',
        side: 'quote',
      },
      {
        respondent: 'mainframe-keeper',
        question: 'obstacles',
        passage: 'asked the people who run the thing what it does',
        side: 'quote',
      },
      {
        respondent: 'crossed-the-floor',
        question: 'people',
        passage: 'briefed four successive directors on it',
        side: 'quote',
      },
      {
        respondent: 'crossed-the-floor',
        question: 'people',
        passage: 'never on the list for the board itself',
        side: 'quote',
      },
      {
        respondent: 'processing-officer',
        question: 'people',
        passage: "There's a me on every floor.",
        side: 'quote',
      },
    ],
  },
  {
    key: 'buying-without-learning',
    statement: 'Work is bought in ways that leave an organisation knowing less about its own services.',
    text: 'Respondents who raised outsourcing were divided. Few described knowledge that left with a contract; others found their suppliers better than anything they could build.',
    themes: ['outsourcing'],
    scope: everywhere,
    quotes: [
      {
        respondent: 'burial-form',
        question: 'suppliers',
        passage: 'Adding a field is a chargeable change',
        side: 'quote',
      },
      {
        respondent: 'planning-ramble',
        question: 'suppliers',
        passage: 'explain our own system to the help desk of the people who sell it to us',
        side: 'quote',
      },
      {
        respondent: 'planning-ramble',
        question: 'suppliers',
        passage: 'invoiced for the call',
        side: 'quote',
      },
      {
        respondent: 'product-manager-grant',
        question: 'suppliers',
        passage: 'the next eight people arrive and I teach them about sheep again',
        side: 'quote',
      },
      {
        respondent: 'hospital-cio',
        question: 'obstacles',
        passage: 'nobody in my department could have built the thing that did it',
        side: 'counter',
      },
      {
        respondent: 'shared-service-defence',
        question: 'suppliers',
        passage: 'A good contract, actively managed, is a form of capability.',
        side: 'counter',
      },
    ],
  },
  {
    key: 'nobody-is-there-to-learn-from',
    statement: 'Training works where somebody experienced sits beside the learner.',
    text: 'Respondents raised training that happened beside an experienced colleague, and training that did not happen.',
    themes: ['training'],
    scope: ['people'],
    quotes: [
      {
        respondent: 'apprentice-to-developer',
        question: 'people',
        passage: 'with Moira sat next to me two afternoons a week',
        side: 'quote',
      },
      {
        respondent: 'mainframe-keeper',
        question: 'people',
        passage: 'next to an old hand for two years',
        side: 'quote',
      },
      {
        respondent: 'mainframe-keeper',
        question: 'people',
        passage: 'pay both of them properly',
        side: 'quote',
      },
      {
        respondent: 'labour-economist',
        question: 'people',
        passage: "Training budgets, I'm sorry to report, raise leaving slightly.",
        side: 'counter',
        edits: [{ kind: 'case', to: 'lower' }],
      },
    ],
  },
]

/** Evidence from outside, as invented as the rest of the demo. */
export const demoEvidence = {
  key: 'skills-survey',
  citation: 'Who runs the service? A survey of 212 public bodies',
  link: 'https://example.org/who-runs-the-service',
  publisher: 'The Fenwick Foundation',
  year: 2025,
  pages: '9',
  accessed: '2026-02-03',
  excerpt:
    'In fewer than a third of the bodies that we asked could anybody name the member of staff who understood their oldest system.',
}

/** The draft report that `npm start` links to. */
export const demoReport = {
  title: 'Ask the people who run it',
  subtitle: 'Put those who know a service beside those who decide about it',
  addressee: 'every body that replaces a service',
  actions: [
    'Ask the people who run a service what it does, before anything is bought.',
    'Publish what they said with the plan.',
  ],
  findings: demoFindings.map(finding => finding.key),
  evidence: [demoEvidence.key],
  template: `{{heading}}

{{#own}}Public services are kept going by people who know them well. Few of those people are in the room when a service is announced, bought or replaced, and what they know leaves with them.{{/own}}

{{finding "people-who-know-are-not-asked"}} Of the {{of}} respondents who wrote about this, {{prevalence}} described it.

{{quote "Q1" lead="{who} told us of a colleague on the late shift who"}}, and wrote that {{fragment "Q2"}}. {{#split lead="{who} had"}}{{fragment "Q4"}} and was {{fragment "Q5"}}{{/split}}. {{quote "Q3" lead="Of three programmes to replace one old system, {who} wrote that none had"}}. {{quote "Q6" lead="As {who} put it:"}}

{{chart "people-who-know-are-not-asked" by="theme"}}

This is borne out by {{evidence "skills-survey" as="phrase" text="a survey of 212 public bodies"}}, which found that:

{{evidence "skills-survey" as="block"}}

{{#own}}**What an organisation has forgotten to ask, it cannot buy.**{{/own}}

{{finding "buying-without-learning"}} On buying work in, {{prevalence}} of the {{of}} respondents who wrote about it described that loss.

{{quote "Q7" lead="{who} reported of a form for enquiries:"}}. {{#split lead="{who} had come to"}}{{fragment "Q8"}}, and to be {{fragment "Q9"}}{{/split}}. {{quote "Q10" lead="When a team of suppliers moves on, {who} wrote,"}}. {{counter "Q11" lead="Not everyone saw it so: in the words of {who},"}}; {{counter "Q12" lead="{who} went further:"}}

{{finding "nobody-is-there-to-learn-from"}} Of the {{of as="respondents"}} who wrote about training, {{prevalence}} said so.

{{quote "Q13" lead="It happened in the account of {who}, who built a service"}}, and {{#split lead="{who} would put every beginner"}}{{fragment "Q14"}} and {{fragment "Q15"}}{{/split}}. {{counter "Q16" lead="There was a dissenting voice: {who} noted that"}}

{{#recommend}}**We recommend that no service be replaced before the people who run it have been asked what it does**, and that what they said be published with the plan. To those who run services this would say that what they know counts.{{/recommend}}

{{actions}}

{{method}}
`,
}
