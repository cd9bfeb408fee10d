import cluster from 'node:cluster'
import mongoose from 'mongoose'
import { addThemes } from '../../../server/codebook/addThemes.ts'
import { starterThemes } from '../../../server/codebook/starter.ts'
import { type Config, readConfig } from '../../../server/config.ts'
import { addConsultation } from '../../../server/consultations/store.ts'
import { start } from '../../../server/main.ts'
import { fileBytes } from '../../../server/responses/fileStore.ts'
import { demoConsultation } from '../../demo/consultation.ts'
import { startWorkers } from '../../workers.ts'
import { fourPages, fourPagesWithFile } from './fourPages.ts'
import { given, offer } from './measured.ts'

const consultation = 'bench'
const { folder, withFile, workers } = given()

const config = readConfig({
  ...{ PORT: '0', DATA_DIR: folder, DEMO: 'off', LOG_LEVEL: 'info', NODE_ENV: 'production' },
  // All respondents come from one address here.
  ...{ STARTS_PER_MINUTE: '1000000', UPLOADS_PER_MINUTE: '1000000' },
  // The first process gives these to the others.
  MONGODB_URI: process.env.MONGODB_URI,
  ENCRYPTION_KEY_FILE: process.env.ENCRYPTION_KEY_FILE,
  SESSION_SECRET: process.env.SESSION_SECRET,
})

if (cluster.isWorker) await start(config, { background: false })
else await startAll(config)

async function startAll(config: Config): Promise<void> {
  const first = await start(config, { pages: workers === 1 })
  await addAsked()
  const running = workers === 1 ? first : await startWorkers(config, first, workers)
  offer({ url: running.url, start: `/c/${consultation}/start` }, stored, running.stop)
}

async function addAsked(): Promise<void> {
  const now = Date.now()
  const { title, asker, why, howUsed, contact } = demoConsultation
  await addConsultation(
    {
      ...{ _id: consultation, title, asker, why: [...why], howUsed: [...howUsed], contact, kind: 'open' },
      ...{ opensAt: new Date(now - 1000), closesAt: new Date(now + 3_600_000), createdAt: new Date(now) },
    },
    withFile ? fourPagesWithFile : fourPages,
  )
  await addThemes(consultation, '', [...starterThemes], 'Begun from the starter codebook')
}

async function stored() {
  const { connection } = mongoose
  const texts = await connection
    .collection('texts')
    .find({ consultation, question: { $ne: 'paper' } })
    .toArray()
  const files = await connection
    .collection('attachments.files')
    .find({ 'metadata.text': { $exists: true } }, { projection: { _id: 1 } })
    .toArray()
  return {
    responses: await connection.collection('responses').countDocuments({ consultation, state: 'submitted' }),
    words: texts.map(({ text }) => String(text)),
    files: await Promise.all(files.map(async ({ _id }) => String(await fileBytes(String(_id))))),
  }
}
