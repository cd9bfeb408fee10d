import type { AddressInfo } from 'node:net'
import express from 'express'
import mongoose from 'mongoose'
import { connectDatabase } from '../../../server/database/connect.ts'
import { given, offer } from './target.ts'
import { responsesToSend } from './words.ts'

/** The least that an application could do: one form, one document, no check. */
const { folder, count } = given()
const database = await connectDatabase({ dataFolder: folder, own: true })
const Answers = mongoose.model(
  'Answer',
  new mongoose.Schema({
    obstacles: String,
    people: String,
    suppliers: String,
    listened: String,
    help: [String],
    role: String,
    sector: String,
    nation: String,
    name: String,
    choice: String,
    at: Date,
  }),
)
await Answers.init()

const app = express()
app.use(express.urlencoded({ extended: false, limit: '1mb' }))
app.post('/answers', async (req, res) => {
  const answer = await Answers.create({ ...req.body, at: new Date() })
  res.redirect(303, `/receipt/${answer._id}`)
})
const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  offer({ url: `http://127.0.0.1:${port}`, posts }, async () => {
    server.close()
    server.closeAllConnections()
    await database.close()
  })
})

const posts = responsesToSend(count).map(({ answers, role, sector, nation, name, choice }) => {
  const form = new URLSearchParams({ role, sector, nation, name, choice })
  for (const [question, answer] of Object.entries(answers))
    for (const value of [answer].flat()) form.append(question, value)
  return { path: '/answers', form: form.toString() }
})
