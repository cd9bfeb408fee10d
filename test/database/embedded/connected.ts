import { type Db, type Document, MongoClient, type MongoServerError } from 'mongodb'
import { openTestDatabase } from '../testDatabase.ts'

/** A database of the suite's own, through the stock driver, opened before its tests and dropped after them. */
export function useDatabase(): { readonly db: Db; readonly client: MongoClient; readonly uri: string } {
  let opened: Awaited<ReturnType<typeof openTestDatabase>> | undefined
  let client: MongoClient | undefined
  before(async () => {
    opened = await openTestDatabase()
    client = await MongoClient.connect(opened.uri)
  })
  after(async () => {
    await client?.close()
    await opened?.drop()
  })
  const ready = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('useDatabase: used before its suite began')
    return value
  }
  return {
    get db() {
      return ready(client).db()
    },
    get client() {
      return ready(client)
    },
    get uri() {
      return ready(opened).uri
    },
  }
}

/** The error that a promise is rejected with, which must be one of the server's. */
export async function refusal(promise: Promise<unknown>): Promise<MongoServerError> {
  try {
    await promise
  } catch (error) {
    return error as MongoServerError
  }
  throw new Error('expected the server to refuse, but it did not')
}

/** The stages of the plan that a find would use. */
export function stagesOf(explained: Document): string {
  return (
    JSON.stringify(explained.queryPlanner.winningPlan)
      .match(/COLLSCAN|IXSCAN|SORT/g)
      ?.join(' ') ?? ''
  )
}
