import MongoStore from 'connect-mongo'
import session from 'express-session'
import type { MongoClient } from 'mongodb'
import type { Config } from '../config.ts'
import type { Entry } from './entry.ts'

declare module 'express-session' {
  interface SessionData {
    /** What was entered in a form that came back with problems, for the next page only. */
    entry: Entry
    /** What has just been done, told once. */
    notice: string
  }
}

const twelveHours = 12 * 60 * 60

/** Sessions of those who sign in, kept in the database. Respondents have none: their private link is enough. */
export function deskSession(config: Config, client: MongoClient) {
  const secure = config.baseUrl.startsWith('https:')
  return session({
    name: secure ? '__Host-desk' : 'desk',
    secret: config.sessionSecret,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: twelveHours * 1000 },
    store: MongoStore.create({ client, collectionName: 'sessions', ttl: twelveHours, touchAfter: 10 * 60 }),
  })
}
