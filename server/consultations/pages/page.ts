import type { Entry } from '../../http/entry.ts'
import { problemAt } from '../../http/helpers/problemAt.ts'
import { pageHtml } from '../../http/safeMarkdown.ts'
import { disagreement } from '../retention/disagreement.ts'
import type { Consultation } from '../store.ts'
import { composePage } from './compose.ts'
import {
  factsOf,
  type LawfulBasis,
  type LegalFacts,
  lawfulBases,
  type PageKind,
  pageKinds,
  type StoredFacts,
  writtenKinds,
  writtenPage,
} from './store.ts'

export const pageNames: Record<PageKind, string> = {
  privacy: 'Privacy',
  accessibility: 'Accessibility',
  contact: 'Contact',
  closed: 'What happens next, once it is closed',
}

const basisNames: Record<LawfulBasis, { text: string; hint: string }> = {
  publicTask: { text: 'Public task', hint: 'A public body that asks as a part of its duties.' },
  legitimateInterests: {
    text: 'Legitimate interests',
    hint: 'A charity, a think tank or a company, which has weighed its interests against those of the people asked.',
  },
  legalObligation: { text: 'Legal obligation', hint: 'A law says that you must ask.' },
  consent: {
    text: 'Consent',
    hint: 'Then it must be as easy to withdraw as to give. Permission to quote is something else.',
  },
}

/** The desk's list of pages, and what the composed ones rest on. */
export async function pagesPage(consultation: Consultation, entry: Entry | undefined) {
  const [facts, written] = await Promise.all([factsOf(consultation._id), writtenKinds(consultation._id)])
  const values = { ...facts, isPublicBody: facts.isPublicBody ? 'yes' : 'no', ...entry?.values }
  const wrong = (field: string) => {
    const message = problemAt(entry?.problems, field)
    return message ? { errorMessage: { text: message } } : {}
  }
  return {
    title: 'Pages that law expects',
    section: 'setup',
    consultation,
    problems: entry?.problems,
    pages: pageKinds.map(kind => ({
      name: pageNames[kind],
      href: `/desk/${consultation._id}/pages/${kind}`,
      isWritten: written.has(kind),
    })),
    isNew: facts.version === 0,
    disagreement: disagreement(consultation, facts, written.has('privacy')),
    seen: facts.version,
    basis: {
      name: 'basis',
      fieldset: {
        legend: { text: 'Lawful basis of keeping personal data', classes: 'govuk-fieldset__legend--s' },
      },
      ...wrong('basis'),
      items: lawfulBases.map(value => ({
        value,
        text: basisNames[value].text,
        hint: { text: basisNames[value].hint },
        checked: value === values.basis,
      })),
    },
    publicBody: {
      name: 'isPublicBody',
      fieldset: {
        legend: {
          text: 'Is whoever asks a public body, under freedom-of-information law?',
          classes: 'govuk-fieldset__legend--s',
        },
      },
      ...wrong('isPublicBody'),
      items: [
        { value: 'yes', text: 'Yes', checked: values.isPublicBody === 'yes' },
        { value: 'no', text: 'No', checked: values.isPublicBody === 'no' },
      ],
    },
    fields: [
      {
        id: 'keptMonths',
        label: 'For how many months after the close are responses kept?',
        hint: 'The notice says until which day. Where a day is set on which all responses are deleted, under “What is kept, and until when”, it says that one instead.',
        value: values.keptMonths,
      },
      {
        id: 'officer',
        label: 'Whom to write to about personal data (optional)',
        hint: 'Such as your data protection officer. Otherwise it is the contact of the consultation.',
        value: values.officer,
      },
      { id: 'regulator', label: 'To whom people may complain', value: values.regulator },
    ],
  }
}

/** What somebody saved of the facts, as the audit trail tells it. */
export function changedFacts(before: StoredFacts, after: LegalFacts): string {
  const names: Record<keyof typeof after, string> = {
    basis: 'lawful basis',
    isPublicBody: 'public body',
    keptMonths: 'months kept',
    officer: 'data protection contact',
    regulator: 'regulator',
  }
  const keys = Object.keys(names) as (keyof typeof after)[]
  return keys
    .filter(key => before[key] !== after[key])
    .map(key => `${names[key]} ${JSON.stringify(after[key])}`)
    .join(', ')
}

/** The page on which one text is written. @param entry what was entered and not saved, or is to be looked at first */
export async function editPage(consultation: Consultation, kind: PageKind, entry: Entry | undefined) {
  const [written, facts] = await Promise.all([writtenPage(consultation._id, kind), factsOf(consultation._id)])
  const now = written.text ?? composePage(kind, consultation, facts)
  const text = String(entry?.values.text ?? now)
  const isOvertaken = problemAt(entry?.problems, 'text')?.startsWith('Somebody else') === true
  const hasProblems = entry !== undefined && entry.problems.length > 0
  return {
    title: pageNames[kind],
    section: 'setup',
    consultation,
    problems: hasProblems ? entry.problems : undefined,
    kind,
    text,
    now: isOvertaken ? now : undefined,
    seen: written.version,
    isWritten: written.text !== null,
    preview: entry && !hasProblems ? pageHtml(text) : undefined,
  }
}
