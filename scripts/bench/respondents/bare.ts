import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import mongoose from 'mongoose'
import multer from 'multer'
import { connectDatabase } from '../../../server/database/connect.ts'
import { fourPages, written } from './fourPages.ts'
import { given, offer, textsOf } from './measured.ts'

/**
 * The least that keeps the same pages by the same requests: a draft that each page is put into, and a document of the
 * whole when it is sent. Nothing is checked, rendered or derived.
 */
const database = await connectDatabase({ dataFolder: given().folder, own: true })
const Drafts = mongoose.model(
  'Draft',
  new mongoose.Schema({ _id: String, values: mongoose.Schema.Types.Mixed, at: Date }, { minimize: false }),
)
const Sent = mongoose.model(
  'Sent',
  new mongoose.Schema({ _id: String, values: mongoose.Schema.Types.Mixed, choice: String, at: Date }),
)
await Promise.all([Drafts.init(), Sent.init()])

const upload = multer({ storage: multer.memoryStorage() })
const { db } = mongoose.connection
if (!db) throw new Error('bare: the database is not connected')
const files = new mongoose.mongo.GridFSBucket(db, { bucketName: 'files' })

async function keep({ originalname, buffer }: Express.Multer.File): Promise<void> {
  const stream = files.openUploadStream(originalname)
  stream.end(buffer)
  await once(stream, 'finish')
}

const app = express()
app.use(express.urlencoded({ extended: false, limit: '1mb' }))
app.post('/start', async (_req, res) => {
  const _id = randomBytes(18).toString('base64url')
  await Drafts.create({ _id, values: {}, at: new Date() })
  res.redirect(303, `/answer/${_id}/${fourPages[0]?.id}`)
})
app.get('/answer/:token/:page', async (req, res) => {
  const draft = await Drafts.findById(req.params.token).lean()
  res.send(
    `<!doctype html><form method="post"><input type="hidden" name="_csrf" value="${draft?._id}"></form>`,
  )
})
app.post('/answer/:token/send', async (req, res) => {
  const draft = await Drafts.findById(req.params.token).lean()
  const { token: _id } = req.params
  await Sent.create({ _id, values: draft?.values, choice: req.body.choice, at: new Date() })
  res.redirect(303, `/receipt/${_id}`)
})
app.post('/answer/:token/:page', upload.any(), async (req, res) => {
  const { _csrf, ...fields } = req.body as Record<string, string>
  for (const file of (req.files ?? []) as Express.Multer.File[]) await keep(file)
  const set = Object.fromEntries(Object.entries(fields).map(([name, value]) => [`values.${name}`, value]))
  await Drafts.updateOne({ _id: req.params.token }, { $set: set })
  const next = fourPages[fourPages.findIndex(({ id }) => id === req.params.page) + 1]
  res.redirect(303, `/answer/${req.params.token}/${next?.id ?? 'check'}`)
})

const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  offer(
    { url: `http://127.0.0.1:${port}`, start: '/start' },
    async () => {
      const sent = await Sent.find().lean()
      return {
        responses: sent.length,
        words: sent.flatMap(({ values }) =>
          written.map(question => String(values?.[question]).replaceAll('\r\n', '\n')),
        ),
        files: await textsOf(files),
      }
    },
    async () => {
      server.close()
      server.closeAllConnections()
      await database.close()
    },
  )
})
