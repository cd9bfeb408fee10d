import { expect } from 'chai'
import type { Document } from 'mongodb'
import { refusal, useDatabase } from './connected.ts'

/** MongoDB's manual, "View Validation Errors": what of a validator a refused document does not keep. */
describe('a document that its collection’s validator refuses', () => {
  const use = useDatabase()
  let collections = 0

  const detailsOf = async (validator: Document, document: Document): Promise<Document> => {
    const name = `ruled${++collections}`
    const things = await use.db.createCollection<{ _id: number }>(name, { validator })
    const refused = await refusal(things.insertOne({ _id: 7, ...document }))
    expect([refused.code, refused.message]).to.deep.equal([121, 'Document failed validation'])
    expect(refused.errInfo?.failingDocumentId).to.equal(7)
    return refused.errInfo?.details as Document
  }
  const rulesOf = async ($jsonSchema: Document, document: Document): Promise<Document> => {
    const { operatorName, schemaRulesNotSatisfied } = await detailsOf({ $jsonSchema }, document)
    expect(operatorName).to.equal('$jsonSchema')
    return schemaRulesNotSatisfied
  }

  it('is told with the field, its description, the rule, and the value that breaks it', async () => {
    const gpa = { bsonType: ['double'], description: "'gpa' must be a double if the field exists" }
    const details = await detailsOf(
      { $jsonSchema: { bsonType: 'object', title: 'Student', required: ['name'], properties: { gpa } } },
      { gpa: 3 },
    )
    expect(details).to.deep.equal({
      operatorName: '$jsonSchema',
      title: 'Student',
      schemaRulesNotSatisfied: [
        { operatorName: 'required', specifiedAs: { required: ['name'] }, missingProperties: ['name'] },
        {
          operatorName: 'properties',
          propertiesNotSatisfied: [
            {
              propertyName: 'gpa',
              description: gpa.description,
              details: [
                {
                  operatorName: 'bsonType',
                  specifiedAs: { bsonType: ['double'] },
                  reason: 'type did not match',
                  consideredValue: 3,
                  consideredType: 'int',
                },
              ],
            },
          ],
        },
      ],
    })
  })

  it('is told of numbers, texts, lists and counts', async () => {
    const leaves: [rule: Document, value: unknown, told: Document][] = [
      [{ minimum: 5, exclusiveMinimum: true }, 5, { reason: 'comparison failed', consideredValue: 5 }],
      [{ enum: ['a', 'b'] }, 'c', { reason: 'value was not found in enum', consideredValue: 'c' }],
      [
        { maxLength: 2 },
        'abc',
        { reason: 'specified string length was not satisfied', consideredValue: 'abc' },
      ],
      [{ pattern: '^x' }, 'y', { reason: 'regular expression did not match', consideredValue: 'y' }],
      [{ minItems: 2 }, [1], { reason: 'array did not match specified length', consideredValue: [1] }],
      [
        { uniqueItems: true },
        [1, 2, 1],
        { reason: 'found a duplicate item', consideredValue: [1, 2, 1], duplicatedValue: 1 },
      ],
      [
        { maxProperties: 1 },
        { a: 1, b: 2 },
        { reason: 'specified number of properties was not satisfied', numberOfProperties: 2 },
      ],
    ]
    for (const [rule, value, told] of leaves) {
      const [operatorName] = Object.keys(rule)
      const [{ propertiesNotSatisfied }] = (await rulesOf({ properties: { f: rule } }, { f: value })) as [
        Document,
      ]
      expect(propertiesNotSatisfied).to.deep.equal([
        { propertyName: 'f', details: [{ operatorName, specifiedAs: rule, ...told }] },
      ])
    }
  })

  it('is told which element, which other field, and which of several schemas', async () => {
    const int = { bsonType: 'int' }
    const notInt = (consideredValue: unknown) => ({
      operatorName: 'bsonType',
      specifiedAs: int,
      reason: 'type did not match',
      consideredValue,
      consideredType: 'string',
    })
    expect(await rulesOf({ properties: { f: { items: int } } }, { f: [1, 'x'] })).to.deep.equal([
      {
        operatorName: 'properties',
        propertiesNotSatisfied: [
          {
            propertyName: 'f',
            details: [
              {
                operatorName: 'items',
                reason: 'At least one item did not match the sub-schema',
                itemIndex: 1,
                details: [notInt('x')],
              },
            ],
          },
        ],
      },
    ])
    expect(
      await rulesOf({ properties: { _id: {}, a: {} }, additionalProperties: false }, { b: 1 }),
    ).to.deep.equal([
      {
        operatorName: 'additionalProperties',
        specifiedAs: { additionalProperties: false },
        additionalProperties: ['b'],
      },
    ])
    expect(await rulesOf({ dependencies: { a: ['b'] } }, { a: 1 })).to.deep.equal([
      {
        operatorName: 'dependencies',
        failingDependencies: [{ conditionalProperty: 'a', missingProperties: ['b'] }],
      },
    ])
    expect(
      await rulesOf({ anyOf: [{ required: ['a'] }, { properties: { c: int } }] }, { c: 'x' }),
    ).to.deep.equal([
      {
        operatorName: 'anyOf',
        schemasNotSatisfied: [
          {
            index: 0,
            details: [
              { operatorName: 'required', specifiedAs: { required: ['a'] }, missingProperties: ['a'] },
            ],
          },
          {
            index: 1,
            details: [
              {
                operatorName: 'properties',
                propertiesNotSatisfied: [{ propertyName: 'c', details: [notInt('x')] }],
              },
            ],
          },
        ],
      },
    ])
    expect(
      await rulesOf({ oneOf: [{ required: ['a'] }, { required: ['b'] }] }, { a: 1, b: 1 }),
    ).to.deep.equal([
      { operatorName: 'oneOf', reason: 'more than one subschema matched', matchingSchemaIndexes: [0, 1] },
    ])
    expect(await rulesOf({ not: { required: ['a'] } }, { a: 1 })).to.deep.equal([
      { operatorName: 'not', reason: 'child expression matched' },
    ])
  })

  it('is told of the operators of a filter, each clause that fails with its place', async () => {
    expect(await detailsOf({ a: { $gt: 1, $lt: 9 }, b: 'x' }, { a: 12 })).to.deep.equal({
      operatorName: '$and',
      clausesNotSatisfied: [
        {
          index: 1,
          details: {
            operatorName: '$lt',
            specifiedAs: { a: { $lt: 9 } },
            reason: 'comparison failed',
            consideredValue: 12,
          },
        },
        {
          index: 2,
          details: { operatorName: '$eq', specifiedAs: { b: 'x' }, reason: 'field was missing' },
        },
      ],
    })
    const named = await detailsOf({ $or: [{ name: { $exists: true } }, { email: /@/ }] }, { email: 'ada' })
    expect(named.operatorName).to.equal('$or')
    expect(named.clausesNotSatisfied.map((each: Document) => each.details.reason)).to.deep.equal([
      'path does not exist',
      'regular expression did not match',
    ])
    expect(await detailsOf({ n: { $not: { $in: [1, 2] } } }, { n: 2 })).to.deep.equal({
      operatorName: '$not',
      details: {
        operatorName: '$in',
        specifiedAs: { n: { $in: [1, 2] } },
        reason: 'matching value found in array',
        consideredValue: 2,
      },
    })
    const $expr = { $lt: ['$spent', '$budget'] }
    expect(await detailsOf({ $expr }, { spent: 3, budget: 2 })).to.deep.equal({
      operatorName: '$expr',
      specifiedAs: { $expr },
      reason: 'expression did not match',
      expressionResult: false,
    })
  })

  it('is told of no more than fits into a reply', async () => {
    const validator = { $or: Array.from({ length: 6 }, (_, n) => ({ text: String(n) })) }
    const things = await use.db.createCollection<{ _id: number; text: string }>('large', { validator })
    const large = await refusal(things.insertOne({ _id: 1, text: 'x'.repeat(12 * 1024 * 1024) }))
    expect([large.code, large.errInfo]).to.deep.equal([121, { failingDocumentId: 1, truncated: true }])
    const some = Array.from({ length: 40 }, (_, _id) => ({ _id, text: 'x'.repeat(150_000) }))
    const refused = await refusal(things.insertMany(some, { ordered: false }))
    const told = refused.writeErrors as { index: number; code: number; err: Document }[]
    expect(told.map(({ index, code }) => [index, code])).to.deep.equal(some.map(({ _id }) => [_id, 121]))
    expect(told[0]?.err.errInfo.details.clausesNotSatisfied).to.have.length(6)
    expect(told[39]?.err.errInfo).to.equal(undefined)
  })

  it('is told among the errors of a batch, and of an update', async () => {
    const things = await use.db.createCollection<{ _id: number; n?: number }>('batch', {
      validator: { n: { $gte: 0 } },
    })
    const refused = await refusal(
      things.insertMany([{ _id: 1, n: 1 }, { _id: 2, n: -1 }, { _id: 3 }], { ordered: false }),
    )
    const told = refused.writeErrors as { index: number; err: Document }[]
    expect(
      told.map(({ index, err }) => [index, err.errInfo.failingDocumentId, err.errInfo.details.reason]),
    ).to.deep.equal([
      [1, 2, 'comparison failed'],
      [2, 3, 'field was missing'],
    ])
    const changed = await refusal(things.findOneAndUpdate({ _id: 1 }, { $set: { n: -5 } }))
    expect(changed.errInfo?.details.consideredValue).to.equal(-5)
  })
})
