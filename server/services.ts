import type { MongoClient } from 'mongodb'
import type { Config } from './config.ts'
import type { Log } from './http/log.ts'
import type { Runner } from './jobs/runner.ts'
import type { Post } from './mail/post.ts'

/** What the rooms are given to work with. */
export type Services = {
  config: Config
  log: Log
  runner: Runner
  post: Post
  client: MongoClient
}
