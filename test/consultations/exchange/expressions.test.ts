// biome-ignore-all lint/suspicious/noTemplateCurlyInString: XLSForm writes earlier answers so
import { expect } from 'chai'
import { conditionWords } from '../../../server/consultations/building/conditionWords.ts'
import {
  type Dialect,
  limesurvey,
  surveyjs,
  xlsform,
} from '../../../server/consultations/exchange/expressions/dialects.ts'
import { parseCondition, type Reference } from '../../../server/consultations/exchange/expressions/parse.ts'
import type { Question } from '../../../server/consultations/questions.ts'

const options = ['a', 'b', 'true'].map(value => ({ value, label: value.toUpperCase() }))
const asked = { label: '', required: false }
const questions: Question[] = [
  { ...asked, id: 'one', label: 'one', type: 'one', options },
  { ...asked, id: 'many', label: 'many', type: 'several', options },
  { ...asked, id: 'n', label: 'n', type: 'number' },
  { ...asked, id: 'day', label: 'day', type: 'date' },
  { ...asked, id: 'text', label: 'text', type: 'shortText' },
  { ...asked, id: 'mail', label: 'mail', type: 'email' },
  { ...asked, id: 'table', label: 'table', type: 'matrix', rows: [{ id: 'r1', label: 'r1' }], options },
]

function referenceTo(name: string): Reference | undefined {
  const question = questions.find(({ id }) => id === name)
  if (question) return { question }
  const [, of = '', part = ''] = /^(\w+)[_.](\w+)$/.exec(name) ?? []
  const whole = questions.find(({ id }) => id === of)
  if (whole?.type === 'matrix') return { question: whole, row: part }
  return whole?.type === 'several' ? { question: whole, option: part } : undefined
}

/** The condition in words, or why there is none. */
function said(dialect: Dialect, source: string): string {
  const parsed = parseCondition(source, dialect, referenceTo)
  if (!parsed.ok) return `? ${parsed.why}`
  return parsed.condition ? conditionWords(parsed.condition, [{ id: 'p', title: '', questions }]) : 'always'
}

const known: [dialect: Dialect, source: string, means: string][] = [
  [xlsform, '', 'always'],
  [xlsform, 'true()', 'always'],
  [xlsform, 'false()', 'never'],
  [xlsform, "${one} = 'a'", '“one” is “A”'],
  [xlsform, '"a"=${one}', '“one” is “A”'],
  [xlsform, "${one} != ''", '“one” was answered'],
  [xlsform, "selected(${many}, 'a') and ${n} > 3", '“many” includes “A” and “n” is more than “3”'],
  [xlsform, '3 >= ${n}', '“n” is at most “3”'],
  [
    xlsform,
    "not(selected(${one}, 'a') or ${text} = '')",
    'it is not so that (“one” is “A” or “text” was not answered)',
  ],
  [xlsform, "${one}='a' or ${one}='b' and ${n}=1", '“one” is “A” or (“one” is “B” and “n” is “1”)'],
  [xlsform, 'count-selected(${many}) >= 1', '“many” was answered'],
  [xlsform, 'string-length(${text}) = 0', '“text” was not answered'],
  [xlsform, "${day} <= date('2026-01-31')", '“day” is on or before “2026-01-31”'],
  [limesurvey, '1', 'always'],
  [limesurvey, '((one.NAOK == "a"))', '“one” is “A”'],
  [limesurvey, '!is_empty(text.NAOK) && n.NAOK lt 5', '“text” was answered and “n” is less than “5”'],
  [limesurvey, 'many_a.NAOK == "Y" or many_b != "Y"', '“many” includes “A” or “many” does not include “B”'],
  [limesurvey, 'table_r1.NAOK eq "b"', '“table: r1” is “B”'],
  [limesurvey, 'n >= 18', '“n” is at least “18”'],
  [surveyjs, "{one} = 'a' and {n} notempty", '“one” is “A” and “n” was answered'],
  [surveyjs, "{many} contains 'a' || !({text} empty)", '“many” includes “A” or “text” was answered'],
  [surveyjs, "{one} anyof ['a', 'b']", '“one” is “A” or “one” is “B”'],
  [surveyjs, "{many} notcontains 'a'", '“many” does not include “A”'],
  [surveyjs, "{many} = ['a']", '“many” is exactly “A”'],
  [surveyjs, "{text} contains 'it\\'s'", "“text” contains “it's”"],
  [surveyjs, "{table.r1} <> 'b'", '“table: r1” is not “B”'],
  [surveyjs, '{one} = true', '“one” is “TRUE”'],
  [surveyjs, '{one}', '“one” is “TRUE”'],
]

const unknown: [dialect: Dialect, source: string, why: string][] = [
  [xlsform, "regex(${text}, 'a+')", '? “regex()” is not known'],
  [xlsform, '${n} > today()', '? “today()” is not known'],
  [xlsform, '${gone} = 1', '? there is no question “gone”'],
  [xlsform, '${n} = ${one}', '? it compares an answer with something else than a value'],
  [xlsform, '${n} + 1 = 2', '? “+ 1 = 2” is not known'],
  [xlsform, '(${n} = 1', '? a “)” is missing'],
  [xlsform, '${n} = 1 ${n} = 2', '? “n” does not stand where it could be understood'],
  [xlsform, '${n} =', '? it ends too early'],
  [xlsform, "${one} > 'a'", '? an answer to “one” cannot be compared so'],
  [xlsform, "${mail} = 'x'", '? an answer to “mail” cannot be compared so'],
  [xlsform, "${table} = 'a'", '? it does not say which row of “table” it refers to'],
  [
    xlsform,
    'count-selected(${many}) > 2',
    '? how long an answer is, or how many were chosen, cannot be asked for',
  ],
  [limesurvey, 'many_a == "maybe"', '? an option is not compared with “maybe”'],
  [limesurvey, 'that.shown == 1', '? there is no question “that”'],
  [surveyjs, '{n} = [1, 2]', '? it compares an answer with something else than a value'],
  [surveyjs, 'age({day}) > 3', '? “age()” is not known'],
  [xlsform, '('.repeat(60), '? its groups stand too deep in one another'],
  [xlsform, '!'.repeat(20_000), '? it is too long'],
]

describe('conditions of other programs', () => {
  for (const [dialect, source, means] of known)
    it(`understands ${source || 'nothing'}`, () => {
      expect(said(dialect, source)).to.equal(means)
    })

  for (const [dialect, source, why] of unknown)
    it(`says why it does not understand ${source.slice(0, 60)}`, () => {
      expect(said(dialect, source)).to.equal(why)
    })
})
