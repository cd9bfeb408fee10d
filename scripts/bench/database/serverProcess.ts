import { startEmbedded } from '../../../server/database/embedded/start.ts'
import { answerMeasure } from './measured.ts'

/** A process with an embedded server alone, so that what it takes can be told: serves a folder and tells its address. */
const [folder = ''] = process.argv.slice(2)
const server = await startEmbedded({ folder })
answerMeasure(server.uri)
