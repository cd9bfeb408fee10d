import { expect } from 'chai'
import { type Condition, isMet } from '../../server/consultations/conditions.ts'
import { piped, pipedIn, wordedQuestions } from '../../server/consultations/piping.ts'
import { questionnaireProblems } from '../../server/consultations/questionnaireProblems.ts'
import type { Page, Question } from '../../server/consultations/questions.ts'
import { everyKind } from '../responses/everyKind.ts'

const given: Record<string, string[]> = {
  sector: ['health'],
  causes: ['tide', 'forms'],
  years: ['12'],
  began: ['2021-03-05'],
  role: [' Harbour Master'],
  'agree:heard': ['no'],
}
const answers = (question: string, row?: string) => given[row ? `${question}:${row}` : question] ?? []

describe('A condition', () => {
  for (const [condition, holds] of [
    [{ question: 'sector', is: 'equals', value: 'health' }, true],
    [{ question: 'sector', is: 'equals', value: 'schools' }, false],
    [{ question: 'causes', is: 'contains', value: 'forms' }, true],
    [{ question: 'causes', is: 'equals', value: 'tide' }, false],
    [{ question: 'role', is: 'equals', value: 'harbour master' }, true],
    [{ question: 'role', is: 'contains', value: 'HARBOUR' }, true],
    [{ question: 'years', is: 'over', value: '9' }, true],
    [{ question: 'years', is: 'under', value: '12' }, false],
    [{ question: 'years', is: 'atMost', value: '12' }, true],
    [{ question: 'years', is: 'atLeast', value: 'many' }, false],
    [{ question: 'began', is: 'atLeast', value: '2021-03-05' }, true],
    [{ question: 'began', is: 'over', value: '2021-03-05' }, false],
    [{ question: 'agree', row: 'heard', is: 'equals', value: 'no' }, true],
    [{ question: 'agree', row: 'paid', is: 'answered' }, false],
    [{ question: 'silent', is: 'answered' }, false],
    [{ question: 'silent', is: 'under', value: '3' }, false],
    [{ not: { question: 'silent', is: 'equals', value: 'x' } }, true],
    [{ all: [] }, true],
    [{ any: [] }, false],
    [
      { any: [{ question: 'silent', is: 'answered' }, { all: [{ question: 'sector', is: 'answered' }] }] },
      true,
    ],
  ] satisfies [Condition, boolean][])
    it(`${holds ? 'holds' : 'does not hold'}: ${JSON.stringify(condition)}`, () => {
      expect(isMet(condition, answers)).to.equal(holds)
    })
})

describe('An earlier answer in a wording', () => {
  const say = (id: string) => (id === 'role' ? 'a pilot' : undefined)
  it('stands where it is named, or other words do', () => {
    expect(piped('As {{role}}, at {{ port | your port }}: {{years}}', say)).to.equal(
      'As a pilot, at your port: …',
    )
    expect(pipedIn('{{role}} {{ port | your port }} {role}')).to.deep.equal(['role', 'port'])
  })
  it('stands as what was asked, for whoever did not answer', () => {
    const asked = wordedQuestions({ pages: everyKind })
    expect(asked.find(({ id }) => id === 'wait')?.label).to.equal(
      'How long do you wait at [Which port do you use most?]?',
    )
    expect(asked.map(({ type }) => type)).not.to.include('statement')
  })

  it('is not read for more of the same', () => {
    expect(piped('{{role}}', () => '{{role}}')).to.equal('{{role}}')
  })
})

const choose = (id: string, values: string[], more: Partial<Question> = {}): Question =>
  ({
    ...{ id, type: 'one', label: id, required: true },
    options: values.map(value => ({ value, label: value })),
    ...more,
  }) as Question
const write = (id: string, more: Partial<Question> = {}) =>
  ({ id, type: 'shortText', label: id, required: false, ...more }) as Question
const on = (...questions: Question[]): Page[] => [{ id: 'page', title: 'Page', questions }]
const is = (question: string, value: string): Condition => ({ question, is: 'equals', value })

describe('Checking the conditions of a questionnaire', () => {
  const messages = (pages: Page[]) =>
    questionnaireProblems(pages).map(({ place, message }) => `${place}: ${message}`)

  it('finds nothing wrong with one of every type', () => {
    expect(messages(everyKind)).to.deep.equal([])
  })

  it('tells every reference to what is not there, or comes later, or is the question itself', () => {
    const pages = on(
      write('a', { when: is('ghost', 'x') }),
      write('b', { when: { all: [is('c', 'x'), { not: is('b', 'x') }] } }),
      choose('c', ['x'], { label: 'c {{later}} {{c}}' }),
      write('later', { hint: '{{essay}}' }),
      { id: 'essay', type: 'longText', label: 'essay', required: false },
      write('last', { label: 'of {{essay}}' }),
    )
    expect(messages(pages)).to.deep.equal([
      'page.a: It refers to “ghost”, and no question has this id.',
      'page.b: It refers to “c”, which is asked only later. Move one of them, or choose an earlier question.',
      'page.b: It refers to itself.',
      'page.c: It refers to “later”, which is asked only later. Move one of them, or choose an earlier question.',
      'page.c: It refers to itself.',
      'page.later: It refers to “essay”, which is asked only later. Move one of them, or choose an earlier question.',
      'page.last: Answers to “essay” cannot stand in a wording: choose a question with a short answer.',
    ])
  })

  it('tells comparisons that cannot be made', () => {
    const pages: Page[] = [
      ...everyKind,
      {
        id: 'end',
        title: 'End',
        questions: [
          write('e1', { when: is('port', 'west') }),
          write('e2', { when: { question: 'port', is: 'over', value: 'north' } }),
          write('e3', { when: { question: 'years', is: 'over', value: 'ten' } }),
          write('e4', { when: { question: 'began', is: 'under', value: '2020-02-30' } }),
          write('e5', { when: { question: 'agree', is: 'answered' } }),
          write('e6', { when: { question: 'welcome', is: 'answered' } }),
        ],
      },
    ]
    expect(messages(pages)).to.deep.equal([
      'end.e1: “west” is not an answer that “port” offers.',
      'end.e2: An answer to “port” cannot be compared by “over”.',
      'end.e3: “ten” is not a number.',
      'end.e4: “2020-02-30” is not a day. Write it as 2026-11-28.',
      'end.e5: It must say which row of “agree” it refers to.',
      'end.e6: An answer to “welcome” cannot be compared by “answered”.',
    ])
  })

  it('tells questions that wait for each other', () => {
    const pages = on(write('a', { when: is('b', 'x') }), write('b', { when: is('a', 'x') }))
    expect(messages(pages)).to.include(
      'a: “a” and “b” wait for each other, so that none of them is ever asked.',
    )
  })

  for (const [what, question] of [
    ['two answers to one choice', { all: [is('pick', 'x'), is('pick', 'y')] }],
    [
      'an answer, and that it is none',
      { all: [is('pick', 'x'), { not: { question: 'pick', is: 'answered' } }] },
    ],
    ['a number between two that leave none', { all: [between('over', '3'), between('under', '4')] }],
    ['a number beyond its limit', between('over', '10')],
    ['two answers that rule each other out', { all: [holds('none'), holds('tide')] }],
    ['what is asked only otherwise', { question: 'more', is: 'answered' }],
    ['nothing that could hold', { any: [] }],
  ] satisfies [string, Condition][])
    it(`finds that nobody can come to what needs ${what}`, () => {
      expect(messages(questionsFor(question))).to.deep.equal([
        'page.end: Nobody can come to this question: no answers fit its condition.',
      ])
    })

  for (const [what, question] of [
    ['one of two answers', { any: [is('pick', 'x'), is('pick', 'y')] }],
    ['a number between two', { all: [between('over', '3'), between('under', '5')] }],
    ['several at once', { all: [holds('forms'), holds('tide')] }],
    [
      'words in a text',
      {
        all: [
          { question: 'role', is: 'contains', value: 'pilot' },
          { question: 'role', is: 'contains', value: 'north' },
        ],
      },
    ],
  ] satisfies [string, Condition][])
    it(`finds nothing wrong with what needs ${what}`, () => {
      expect(messages(questionsFor(question))).to.deep.equal([])
    })

  it('finds that nobody can come to a page', () => {
    const [page] = questionsFor({ all: [] })
    if (!page) throw new Error('no page')
    const pages = [
      page,
      { id: 'two', title: 'Two', questions: [write('z')], when: { all: [is('pick', 'x'), is('pick', 'y')] } },
    ]
    expect(messages(pages)).to.deep.equal([
      'two: Nobody can come to this page: no answers fit its condition.',
    ])
  })
})

function between(relation: 'over' | 'under', value: string): Condition {
  return { question: 'years', is: relation, value }
}

function holds(value: string): Condition {
  return { question: 'causes', is: 'contains', value }
}

/** Questions of several types, then one with this condition. */
function questionsFor(when: Condition): Page[] {
  return on(
    choose('pick', ['x', 'y']),
    write('role'),
    { id: 'years', type: 'number', label: 'Years', required: true, whole: true, least: 0, most: 10 },
    {
      ...{ id: 'causes', type: 'several', label: 'Causes', required: false },
      options: [
        { value: 'tide', label: 'Tide' },
        { value: 'forms', label: 'Forms' },
        { value: 'none', label: 'None', exclusive: true },
      ],
    },
    write('more', { when: is('pick', 'y') }),
    write('end', { when: JSON.stringify(when).includes('more') ? { all: [is('pick', 'x'), when] } : when }),
  )
}
