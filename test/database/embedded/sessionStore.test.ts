import { expect } from 'chai'
import MongoStore from 'connect-mongo'
import express from 'express'
import session from 'express-session'
import request from 'supertest'
import { useDatabase } from './connected.ts'

declare module 'express-session' {
  interface SessionData {
    visits: number
  }
}

describe('connect-mongo on the embedded server', () => {
  const use = useDatabase()

  it('keeps a session over requests, makes its TTL index, and forgets what is destroyed', async () => {
    const store = MongoStore.create({ client: use.client, collectionName: 'sessions', ttl: 60 })
    const app = express()
    app.use(session({ store, secret: 'of the tests', resave: false, saveUninitialized: false }))
    app.get('/', (req, res) => {
      req.session.visits = (req.session.visits ?? 0) + 1
      res.send(String(req.session.visits))
    })
    app.get('/leave', (req, res) => {
      req.session.destroy(() => res.send('left'))
    })
    const agent = request.agent(app)
    expect((await agent.get('/')).text).to.equal('1')
    expect((await agent.get('/')).text).to.equal('2')
    const sessions = use.db.collection('sessions')
    expect(await sessions.countDocuments()).to.equal(1)
    const ttl = (await sessions.indexes()).find(({ expireAfterSeconds }) => expireAfterSeconds !== undefined)
    expect(ttl?.key).to.deep.equal({ expires: 1 })
    await agent.get('/leave')
    expect(await sessions.countDocuments()).to.equal(0)
    expect((await agent.get('/')).text).to.equal('1')
  })
})
