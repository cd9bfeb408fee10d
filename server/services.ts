import type { MongoClient } from 'mongodb'
import type { Config } from './config.ts'
import type { Log } from './http/log.ts'
import type { Runner } from './jobs/runner.ts'

/** What the rooms are given to work with. */
export type Services = {
  config: Config
  log: Log
  runner: Runner
  client: MongoClient
}
