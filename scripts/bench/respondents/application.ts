import mongoose from 'mongoose'
import { addThemes } from '../../../server/codebook/addThemes.ts'
import { starterThemes } from '../../../server/codebook/starter.ts'
import { readConfig } from '../../../server/config.ts'
import { addConsultation } from '../../../server/consultations/store.ts'
import { start } from '../../../server/main.ts'
import { demoConsultation } from '../../demo/consultation.ts'
import { fourPages } from './fourPages.ts'
import { givenFolder, offer } from './measured.ts'

const consultation = 'bench'

const running = await start(
  readConfig({
    ...{ PORT: '0', DATA_DIR: givenFolder(), DEMO: 'off', LOG_LEVEL: 'info', NODE_ENV: 'production' },
    // All respondents come from one address here.
    STARTS_PER_MINUTE: '1000000',
  }),
)
const now = Date.now()
const { title, asker, why, howUsed, contact } = demoConsultation
await addConsultation(
  {
    ...{ _id: consultation, title, asker, why: [...why], howUsed: [...howUsed], contact, kind: 'open' },
    ...{ opensAt: new Date(now - 1000), closesAt: new Date(now + 3_600_000), createdAt: new Date(now) },
  },
  fourPages,
)
await addThemes(consultation, '', [...starterThemes], 'Begun from the starter codebook')

offer(
  { url: running.url, start: `/c/${consultation}/start` },
  async () => {
    const texts = await mongoose.connection.collection('texts').find({ consultation }).toArray()
    return {
      responses: await mongoose.connection
        .collection('responses')
        .countDocuments({ consultation, state: 'submitted' }),
      words: texts.map(({ text }) => String(text)),
    }
  },
  running.stop,
)
