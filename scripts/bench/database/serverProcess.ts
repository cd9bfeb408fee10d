import { startEmbedded } from '../../../server/database/embedded/start.ts'

/** A process with an embedded server alone, so that its memory can be told: serves a folder and prints its address. */
const [folder = ''] = process.argv.slice(2)
const server = await startEmbedded({ folder })
console.log(server.uri)
