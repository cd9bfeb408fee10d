import { EJSON } from 'bson'
import { expect } from 'chai'
import { expressionOperators } from '../../../server/database/embedded/aggregate/expressionOperators.ts'
import { refusal, useDatabase } from './connected.ts'
import { expressions, subject } from './examples/expressions.ts'
import { namesIn } from './examples/names.ts'

/** With its types, so that 5 and a long 5 differ. */
const typed = (value: unknown) => EJSON.stringify({ value }, { relaxed: false })

describe('expressions on the embedded server', () => {
  const use = useDatabase()

  before(async () => {
    await use.db.collection<{ _id: number }>('subject').insertOne(subject)
  })

  const resultOf = async (expression: unknown) => {
    const [document] = await use.db
      .collection('subject')
      .aggregate([{ $project: { _id: 0, value: expression } }], { promoteValues: false })
      .toArray()
    return document?.value
  }

  it('give what MongoDB’s manual says', async () => {
    const wrong: string[] = []
    for (const [expression, result] of expressions) {
      const got = await resultOf(expression).catch((error: Error) => error.message)
      // A literal without a fraction comes back as a double where the operator's result is one.
      const isSame = typed(got) === typed(result) || (typeof result === 'number' && Number(got) === result)
      if (!isSame) wrong.push(`${EJSON.stringify(expression)}: ${typed(got)}, not ${typed(result)}`)
    }
    expect(wrong.join('\n')).to.equal('')
  })

  it('have an example each', () => {
    const shown = namesIn(expressions.map(([expression]) => expression))
    expect([...expressionOperators.keys()].filter(name => !shown.has(name))).to.deep.equal([])
  })

  it('are refused with MongoDB’s code where they cannot be worked out', async () => {
    for (const [expression, code] of [
      [{ $divide: [1, 0] }, 2],
      [{ $mod: [1, 0] }, 16610],
      [{ $sqrt: -1 }, 28714],
      [{ $ln: 0 }, 28766],
      [{ $pow: [0, -1] }, 28764],
      [{ $asin: 2 }, 50989],
      [{ $range: [0, 5, 0] }, 34449],
      [{ $range: [0, 2147483647] }, 146],
      [{ $substrBytes: ['é', 1, 1] }, 28656],
      [{ $toInt: 'x' }, 241],
      [{ $toDate: 'tomorrow' }, 241],
      [{ $year: 'x' }, 16006],
      [{ $dateToString: { date: '$summer', format: '%q' } }, 18536],
      [{ $dateFromParts: { year: 0 } }, 40523],
      [{ $hour: { date: '$summer', timezone: 'Mars/Olympus' } }, 40485],
      ['$$unknown', 17276],
      [{ $add: 1, $subtract: 1 }, 15983],
      [{ $meta: 'textScore' }, 238],
      [{ $function: { body: 'x', args: [], lang: 'js' } }, 31264],
    ] as const) {
      expect(Number((await refusal(resultOf(expression))).code), JSON.stringify(expression)).to.equal(code)
    }
  })
})
