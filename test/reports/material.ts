import { britishStyle, suppressed } from '../../analysis/application.ts'
import type { AttributionChoice, Edit, Prevalence } from '../../analysis/index.ts'
import type { QuoteSource } from '../../server/findings/quotes/sources.ts'
import { standingOf } from '../../server/findings/quotes/standing.ts'
import type { Finding } from '../../server/findings/store.ts'
import type { Material } from '../../server/reports/material.ts'
import type { MethodFacts } from '../../server/reports/method/facts.ts'
import { writeReport } from '../../server/reports/template/write.ts'

type Said = {
  words: string
  choice?: AttributionChoice
  side?: 'quote' | 'counter'
  respondent?: string
  edits?: Edit[]
  start?: number
  end?: number
}

/** A quote of everything that someone said, as `Q` and its number. */
export function source(number: number, said: Said): QuoteSource {
  const { words, choice = 'unnamed', side = 'quote', respondent = `respondent-${number}`, edits = [] } = said
  const text = `text-${number}`
  const consultation = 'harbour'
  return {
    quote: {
      _id: `quote-${number}`,
      consultation,
      finding: 'finding-1',
      number,
      side,
      text,
      start: said.start ?? 0,
      end: said.end ?? words.length,
      edits,
      respondent,
      question: 'obstacles',
      choice,
      version: 1,
      removed: false,
    },
    text: {
      _id: text,
      consultation,
      respondent,
      question: 'obstacles',
      kind: 'answer',
      text: words,
      words: 3,
      nonAnswer: false,
    },
    response: {
      _id: respondent,
      reference: `REF-${number}`,
      consultation,
      version: 1,
      origin: respondent,
      source: 'web',
      revisions: [{ at: new Date(0), answers: { obstacles: { text } } }],
      state: 'submitted',
      capacity: 'personal',
      attributes: {},
      consent: [{ at: new Date(0), choice, wording: '1' }],
      answered: ['obstacles'],
      words: 3,
      pending: [],
      submittedOn: new Date(0),
    },
    speaker: {
      respondent,
      choice,
      capacity: 'personal',
      name: 'Dr Ana Example',
      role: 'an adviser',
      sector: 'a combined authority',
      organisation: 'Example Works',
    },
    style: britishStyle,
  }
}

/** A ready finding called `contracts` with this count. */
export function finding(count: Partial<Prevalence> = {}, changes: Partial<Finding> = {}) {
  return {
    finding: {
      _id: 'finding-1',
      consultation: 'harbour',
      key: 'contracts',
      statement: 'Contracts carry the knowledge away.',
      text: 'Our respondents told us that contracts carry knowledge away.',
      themes: ['t1'],
      match: 'any' as const,
      scope: ['obstacles'],
      state: 'ready' as const,
      version: 1,
      createdAt: new Date(0),
      ...changes,
    },
    themes: [{ id: 't1', name: 'Outsourcing', respondents: 27 }],
    count: {
      supports: 27,
      opposes: 6,
      mixed: 1,
      mentions: 9,
      of: 58,
      coded: { unaided: 20, acceptedFromMachine: 23, unreviewed: 4 },
      ...count,
    },
    capacities: suppressed(['For themselves'], ['Support it', 'Do not say so'], [[27, 31]]),
    prompted: 0,
    opposing: { passages: 7, unseen: 0 },
  }
}

/** Who answered, with nothing known of how it was coded. */
export function methodFacts(changes: Partial<MethodFacts> = {}): MethodFacts {
  return {
    approach: 'codebook',
    answered: 61,
    withdrawn: 2,
    cameBy: { kind: 'open', opened: new Date('2026-01-05'), closed: new Date('2026-02-02'), unsent: 0 },
    capacities: [{ name: 'For themselves', respondents: 61 }],
    coders: 1,
    settled: 0,
    agreement: { answers: 0, overall: { reason: 'there are none' }, themes: [] },
    audit: null,
    readInFull: 0,
    ...changes,
  }
}

export function material(sources: QuoteSource[] = [], given: Partial<Material> = {}): Material {
  return {
    findings: new Map([['contracts', finding()]]),
    quotes: new Map(
      sources.map(each => [
        `Q${each.quote.number}`,
        { source: each, standing: standingOf(each), question: 'question 1' },
      ]),
    ),
    evidence: new Map(),
    method: methodFacts(),
    style: britishStyle,
    sectors: new Map(),
    ...given,
  }
}

/** What a template comes out as. */
export function written(template: string, from: Material = material()) {
  return writeReport({ number: 4, title: 'Keep what you know', subtitle: 'In the building', template }, from)
}
