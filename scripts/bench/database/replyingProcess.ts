import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { sourceArguments, sourceExtension } from '../../../server/sources.ts'
import { answerMeasure } from './measured.ts'

/** A process with the server that replies with the same always, in a thread as the embedded one has. */
const [socket = ''] = process.argv.slice(2)
const file = new URL(`../replyingServer${sourceExtension}`, import.meta.url)
await once(new Worker(file, { workerData: socket, execArgv: sourceArguments }), 'message')
answerMeasure(`mongodb://${encodeURIComponent(socket)}/`)
