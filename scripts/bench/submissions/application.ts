import { startPrepared } from './prepared.ts'
import { given, offer } from './target.ts'

const { folder, count } = given()
const { running, posts } = await startPrepared(folder, count)
offer({ url: running.url, posts }, running.stop)
