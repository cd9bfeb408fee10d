import { expect } from 'chai'
import { operators } from '../../../server/database/embedded/query/operators.ts'
import { topLevelOperators } from '../../../server/database/embedded/query/parseFilter.ts'
import { schemaKeywords } from '../../../server/database/embedded/query/schema.ts'
import { updateOperators } from '../../../server/database/embedded/update/parseUpdate.ts'
import { refusal, useDatabase } from './connected.ts'
import { namesIn } from './examples/names.ts'
import { filters, schemas, updates } from './examples/operators.ts'

describe('operators on the embedded server', () => {
  const use = useDatabase()
  const things = () => use.db.collection<{ _id: number }>('things')

  const matching = async (filter: object, ...documents: object[]) => {
    await things().deleteMany({})
    await things().insertMany(documents.map((document, _id) => ({ _id, ...document })))
    return (await things().find(filter).toArray()).map(({ _id }) => _id)
  }

  it('of a filter match what MongoDB’s manual says', async () => {
    for (const [filter, match, other] of filters) {
      expect(await matching(filter, match, other), JSON.stringify(filter)).to.deep.equal([0])
    }
  })

  it('of a JSON Schema match what MongoDB’s manual says', async () => {
    for (const [schema, match, other] of schemas) {
      const filter = { $jsonSchema: schema }
      expect(await matching(filter, match, other), JSON.stringify(schema)).to.deep.equal([0])
    }
  })

  it('of an update change what MongoDB’s manual says', async () => {
    for (const [update, before, after, options] of updates) {
      await things().deleteMany({})
      await things().insertOne({ _id: 1, ...before })
      await things().updateOne({ _id: 1 }, update as object, options)
      expect(await things().findOne(), JSON.stringify(update)).to.deep.equal({ _id: 1, ...after })
    }
  })

  it('have an example each', () => {
    const shown = namesIn([filters.map(([filter]) => filter), updates.map(([update]) => update)])
    const elsewhere = ['$currentDate']
    const all = [...operators.keys(), ...topLevelOperators, ...updateOperators]
    expect(all.filter(name => !shown.has(name) && !elsewhere.includes(name))).to.deep.equal([])
    const keywords = JSON.stringify(schemas.map(([schema]) => schema))
    expect(schemaKeywords.filter(name => !keywords.includes(`"${name}":`))).to.deep.equal([])
  })

  it('$currentDate sets the time as a date or a timestamp', async () => {
    await things().deleteMany({})
    await things().insertOne({ _id: 1 })
    await things().updateOne({ _id: 1 }, { $currentDate: { at: true, stamp: { $type: 'timestamp' } } })
    expect(await things().countDocuments({ at: { $type: 'date' }, stamp: { $type: 'timestamp' } })).to.equal(
      1,
    )
  })

  it('of a JSON Schema that are unknown or not supported are refused', async () => {
    for (const [schema, code] of [
      [{ unheardOf: 1 }, 9],
      [{ $ref: '#/x' }, 9],
      [{ bsonType: 'colour' }, 2],
      [{ minimum: 'x' }, 14],
      [{ required: [] }, 14],
    ] as const) {
      expect((await refusal(matching({ $jsonSchema: schema }, {}))).code, JSON.stringify(schema)).to.equal(
        code,
      )
    }
  })
})
