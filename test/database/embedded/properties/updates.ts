import { expect } from 'chai'
import fc from 'fast-check'
import type { Db } from 'mongodb'
import type { Runs } from './filters.ts'

type Plain = { [key: string]: number | number[] | undefined }

/** What each operator does to one field, said plainly; undefined leaves the document without it. */
const reference: Record<
  string,
  (old: number | number[] | undefined, operand: number) => number | number[] | undefined
> = {
  $set: (_, operand) => operand,
  $unset: () => undefined,
  $inc: (old, operand) => (typeof old === 'number' ? old + operand : operand),
  $mul: (old, operand) => (typeof old === 'number' ? old * operand : 0),
  $min: (old, operand) => (typeof old === 'number' ? Math.min(old, operand) : operand),
  $max: (old, operand) => (typeof old === 'number' ? Math.max(old, operand) : operand),
  $push: (old, operand) => (Array.isArray(old) ? [...old, operand] : [operand]),
  $addToSet: (old, operand) =>
    Array.isArray(old) ? (old.includes(operand) ? old : [...old, operand]) : [operand],
  $pull: (old, operand) => (Array.isArray(old) ? old.filter(value => value !== operand) : undefined),
}

const onNumbers = ['$set', '$unset', '$inc', '$mul', '$min', '$max']
const onArrays = ['$push', '$addToSet', '$pull', '$unset']

const small = fc.integer({ min: -3, max: 3 }).map(n => n + 0)
const step = fc.oneof(
  fc.tuple(fc.constantFrom(...onNumbers), fc.constantFrom('n', 'm'), small),
  fc.tuple(fc.constantFrom(...onArrays), fc.constantFrom('list', 'other'), small),
)

/** Random updates, one after another, leave what the plain reference leaves. */
export async function updatesLikeReference(db: Db, runs: Runs): Promise<void> {
  const things = db.collection<{ _id: number } & Plain>('updatedPlainly')
  let ids = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async steps => {
      const _id = ++ids
      await things.insertOne({ _id } as { _id: number } & Plain)
      const expected: Plain = {}
      for (const [operator, field, operand] of steps) {
        const { modifiedCount } = await things.updateOne({ _id }, {
          [operator]: { [field]: operand },
        } as object)
        const before = JSON.stringify(expected)
        const value = reference[operator]?.(expected[field], operand)
        if (value === undefined) delete expected[field]
        else expected[field] = Array.isArray(value) ? value : value + 0
        expect(modifiedCount, `${operator} ${field} ${operand}`).to.equal(
          JSON.stringify(expected) === before ? 0 : 1,
        )
      }
      const { _id: _, ...found } = (await things.findOne({ _id })) ?? { _id }
      expect(found).to.deep.equal(expected)
    }),
    runs,
  )
}
