import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { supportFamilies, supportTable } from '../../../server/database/embedded/support.ts'
import { root } from '../../../server/root.ts'
import { refusal, useDatabase } from './connected.ts'

const readme = path.join(root, 'server/database/embedded/README.md')
const table = /(?<=## What is supported\n\n)[\s\S]*?(?=\n\n## )/

describe('what the embedded server supports', () => {
  const use = useDatabase()

  it('is what its README says (WRITE_TABLE=1 writes it there)', () => {
    const text = readFileSync(readme, 'utf8')
    if (process.env.WRITE_TABLE) writeFileSync(readme, text.replace(table, supportTable))
    expect(table.exec(readFileSync(readme, 'utf8'))?.[0]).to.equal(supportTable())
  })

  /** How a client would ask for something of a family. */
  const asking: Record<string, (name: string) => Promise<unknown>> = {
    Commands: name => use.db.command({ [name]: 1 }),
    Stages: name =>
      things()
        .aggregate([{ [name]: {} }])
        .toArray(),
    Expressions: name =>
      things()
        .aggregate([{ $project: { a: { [name]: {} } } }])
        .toArray(),
    Accumulators: name =>
      things()
        .aggregate([{ $group: { _id: null, a: { [name]: {} } } }])
        .toArray(),
    Filters: name =>
      things()
        .find(name === '$where' || name === '$text' ? { [name]: 'x' } : { a: { [name]: 1 } })
        .toArray(),
  }
  const things = () => use.db.collection('things')

  it('refuses the rest by name, with MongoDB’s code', async () => {
    for (const { name: family, refused } of supportFamilies()) {
      for (const [name, made] of refused) {
        const got = await refusal(asking[family]?.(name) ?? Promise.resolve())
        expect([name, got.code]).to.deep.equal([name, made().code])
      }
    }
  })
})
