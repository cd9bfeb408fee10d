import { expect } from 'chai'
import fc from 'fast-check'
import { textsOf } from '../../../server/consultations/languages/texts.ts'
import { translatedPages } from '../../../server/consultations/languages/translations.ts'
import type { Page, Question } from '../../../server/consultations/questions.ts'
import { askedPages } from '../../../server/responses/answering/asked.ts'
import { kindOf } from '../../../server/responses/answering/kinds/kindOf.ts'
import { everyKind } from '../everyKind.ts'

const questionnaire = (pages: Page[]) => ({ _id: 'c@1', consultation: 'c', version: 1, pages })

/** Of a question all that is no word of anybody: ids, values, limits and conditions. */
function without(question: Question): unknown {
  return JSON.parse(
    JSON.stringify(question, (name, value) =>
      ['label', 'hint', 'unit', 'low', 'high', 'text'].includes(name) ? undefined : value,
    ),
  )
}

const entered = fc.record(
  {
    reply: fc.constantFrom('', 'a@b.example'),
    years: fc.constantFrom('', '9', '12', 'ten'),
    port: fc.constantFrom('', 'north', 'south', 'other'),
    'port:own': fc.constantFrom('', 'Inner dock'),
    crane: fc.constantFrom('', 'It is slow.'),
    wait: fc.constantFrom('', '1', '3'),
    causes: fc.subarray(['tide', 'forms', 'else', 'none']),
    forms: fc.constantFrom('', 'The manifest'),
    'first:1': fc.constantFrom('', 'pay', 'tools'),
    'first:2': fc.constantFrom('', 'pay', 'training'),
    'agree:heard': fc.constantFrom('', 'no', 'yes'),
    'agree:paid': fc.constantFrom('', 'no', 'yes'),
    reason: fc.constantFrom('', 'asked', 'own'),
  },
  { requiredKeys: [] },
)

describe('a questionnaire in another language', () => {
  const keys = textsOf(everyKind).map(({ key }) => key)

  it('has a key for each of its texts, and none twice', () => {
    expect(new Set(keys).size).to.equal(keys.length)
    const { pages, missing } = translatedPages(everyKind, [])
    expect(pages).to.deep.equal(everyKind)
    expect([...missing]).to.deep.equal(keys)
  })

  it('asks, stores and compares the same, whatever of it is translated and however', () => {
    const translations = fc.subarray(keys).chain(chosen =>
      fc
        .array(fc.constantFrom('Geiriau', '{{port}} a {{years|dim}}', '{{nobody}}', '<b>$ne</b>', '…'), {
          minLength: chosen.length,
          maxLength: chosen.length,
        })
        .map(words => chosen.map((key, at) => ({ key, text: words[at] ?? '', of: '' }))),
    )
    fc.assert(
      fc.property(translations, entered, (translated, values) => {
        const draft = { values: values as Record<string, string | string[]>, files: {} }
        const before = askedPages(questionnaire(everyKind), draft)
        const after = askedPages(questionnaire(translatedPages(everyKind, translated).pages), draft)
        const inEach = (pages: Page[]) =>
          pages.map(page => ({
            id: page.id,
            questions: page.questions.map(question => ({
              ...(without(question) as object),
              stored: kindOf(question).answer(question, draft),
              compared: kindOf(question).compared(question, draft),
              blank: kindOf(question).isBlank(question, draft),
              taken: kindOf(question).entered(question, values),
              wrong: kindOf(question).problem?.(question, draft)?.field,
            })),
          }))
        expect(inEach(after)).to.deep.equal(inEach(before))
      }),
      { numRuns: 60 },
    )
  })
})
