import { EJSON } from 'bson'
import { expect } from 'chai'
import type { Document } from 'mongodb'
import { useDatabase } from './connected.ts'

/**
 * A session as MongoDB's shell holds it, recorded: what it sends when it connects and what people type, each with what
 * the server has to reply (fields that differ from run to run left out). In Extended JSON, so that decimals are held too.
 */
const recorded: [command: string, reply: string][] = [
  [
    '{"hello":1,"helloOk":true}',
    '{"isWritablePrimary":true,"maxWireVersion":21,"maxBsonObjectSize":16777216}',
  ],
  ['{"getParameter":1,"featureCompatibilityVersion":1}', '{"featureCompatibilityVersion":{"version":"7.0"}}'],
  ['{"buildInfo":1}', '{"version":"7.0.0","bits":64}'],
  ['{"getLog":"startupWarnings"}', '{"totalLinesWritten":0,"log":[]}'],
  ['{"create":"replies"}', '{"ok":1}'],
  [
    '{"insert":"replies","documents":[{"_id":1,"sector":"health","score":{"$numberDecimal":"4.5"}},{"_id":2,"sector":"schools","score":7},{"_id":3,"sector":"health","score":{"$numberLong":"6"}}]}',
    '{"n":3}',
  ],
  [
    '{"createIndexes":"replies","indexes":[{"key":{"sector":1,"score":-1},"name":"sector_1_score_-1"}]}',
    '{"numIndexesBefore":1,"numIndexesAfter":2,"createdCollectionAutomatically":false}',
  ],
  [
    '{"find":"replies","filter":{"sector":"health"},"sort":{"score":-1}}',
    '{"cursor":{"id":0,"firstBatch":[{"_id":3,"sector":"health","score":6},{"_id":1,"sector":"health","score":{"$numberDecimal":"4.5"}}]}}',
  ],
  [
    '{"explain":{"find":"replies","filter":{"sector":"health"}},"verbosity":"executionStats"}',
    '{"queryPlanner":{"winningPlan":{"stage":"FETCH","inputStage":{"stage":"IXSCAN","indexName":"sector_1_score_-1"}}},"executionStats":{"nReturned":2,"totalDocsExamined":2}}',
  ],
  ['{"update":"replies","updates":[{"q":{"_id":2},"u":{"$inc":{"score":1}}}]}', '{"n":1,"nModified":1}'],
  [
    '{"findAndModify":"replies","query":{"_id":2},"update":{"$set":{"seen":true}},"new":true}',
    '{"lastErrorObject":{"n":1,"updatedExisting":true},"value":{"_id":2,"sector":"schools","score":8,"seen":true}}',
  ],
  [
    '{"aggregate":"replies","pipeline":[{"$group":{"_id":"$sector","total":{"$sum":"$score"}}},{"$sort":{"_id":1}}],"cursor":{}}',
    '{"cursor":{"firstBatch":[{"_id":"health","total":{"$numberDecimal":"10.5"}},{"_id":"schools","total":8}]}}',
  ],
  ['{"count":"replies","query":{"sector":"health"}}', '{"n":2}'],
  ['{"distinct":"replies","key":"sector"}', '{"values":["health","schools"]}'],
  ['{"delete":"replies","deletes":[{"q":{"sector":"schools"},"limit":0}]}', '{"n":1}'],
  ['{"collStats":"replies"}', '{"count":2,"nindexes":2}'],
  [
    '{"listCollections":1,"nameOnly":true}',
    '{"cursor":{"firstBatch":[{"name":"replies","type":"collection"}]}}',
  ],
  ['{"dropIndexes":"replies","index":"*"}', '{"nIndexesWas":2}'],
  ['{"drop":"replies"}', '{"nIndexesWas":1}'],
  ['{"dropDatabase":1}', '{"ok":1}'],
]

describe('a session with MongoDB’s shell, recorded', () => {
  const use = useDatabase()

  it('is answered as it was', async () => {
    for (const [command, reply] of recorded) {
      const options = { promoteValues: false, promoteLongs: false }
      const got = await use.db.command(EJSON.parse(command, { relaxed: true }) as Document, options)
      expect(partOf(JSON.parse(EJSON.stringify(got)), JSON.parse(reply)), command).to.deep.equal(
        JSON.parse(reply),
      )
    }
  })
})

/** Of a reply what the recording tells of, in its shape. */
function partOf(value: unknown, wanted: unknown): unknown {
  if (Array.isArray(wanted)) {
    return Array.isArray(value) ? value.map((each, at) => partOf(each, wanted[at])) : value
  }
  if (typeof wanted !== 'object' || wanted === null) return value
  const fields = value as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(wanted).map(([name, inner]) => [name, partOf(fields[name], inner)]),
  )
}
