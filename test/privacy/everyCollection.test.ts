import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import mongoose from 'mongoose'
import { hotEvents } from '../../server/accounts/auditStore.ts'
import { hotErasures } from '../../server/privacy/erasing/erasureStore.ts'
import { type Kept, kept, untilRead } from '../../server/privacy/kept.ts'
import { hotWords } from '../../server/responses/words/wordStore.ts'
import { root } from '../../server/root.ts'
// The turn of the background work is taken by whole processes alone, and its store loaded by them.
import '../../server/jobs/turnStore.ts'
import { openSite, type Site } from '../site.ts'

/** What docs/privacy.md says of a collection. */
function rowOf(name: string, { what, of, lists, written, orRemoved, apart, whole }: Kept): string {
  const one = [
    ...(apart ? ['erased by itself'] : []),
    ...(of ? ['deleted'] : []),
    ...(lists ? ['its id is taken out'] : []),
    ...(written ? [orRemoved ? 'deleted where it repeats their words' : 'words taken out'] : []),
  ]
  return `| \`${name}\` | ${what} | ${one.join('; ')} | ${whole === 'stays' ? '' : 'deleted'} |`
}

describe('Every collection', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  it('is in the table of what is kept, and the table names none that is not there', () => {
    const buckets = [...untilRead, 'attachments', 'modelFiles']
    const files = buckets.flatMap(bucket => [`${bucket}.files`, `${bucket}.chunks`])
    const there = new Set([
      ...Object.values(mongoose.models).map(({ collection }) => collection.name),
      ...files,
    ])
    const waiting = untilRead.flatMap(bucket => [`${bucket}.files`, `${bucket}.chunks`])
    expect([...Object.keys(kept), ...waiting].sort()).to.deep.equal([...there].sort())
  })

  it('is told of in docs/privacy.md as the table has it', () => {
    const document = readFileSync(path.join(root, 'docs/privacy.md'), 'utf8')
    const told = document.split('\n').filter(line => line.startsWith('| `'))
    expect(told).to.deep.equal(Object.entries(kept).map(([name, each]) => rowOf(name, each)))
  })

  const queries = {
    'erasures that wait': () => hotErasures.waiting(),
    'erasures of a consultation': () => hotErasures.of('harbour'),
    'what was done on a response': () => hotEvents.on('reference'),
    'texts that have some words': () => hotWords.withKey('harbour', 'jetti', [['close']], '', 10),
  }
  for (const [name, query] of Object.entries(queries))
    it(`has an index for ${name}`, async () => {
      const plan = JSON.stringify(await query().lean().explain('queryPlanner'))
      expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
    })
})
