/**
 * Run by the bench of reports: serves a folder as `npm start` does, with the embedded database as a thread of this
 * process and nobody else's work in it. Tells its parent its address, and after each message its memory; the message
 * 'stop', or the parent's own end, ends it.
 */
import { readConfig } from '../../../server/config.ts'
import { newId } from '../../../server/database/ids.ts'
import { start } from '../../../server/main.ts'
import { signIn } from '../desk/signIn.ts'

/** Megabytes that this process holds now, and the most that it ever held. */
export type Memory = { now: number; most: number }

const [folder = ''] = process.argv.slice(2)
const running = await start(
  readConfig({ DATA_DIR: folder, PORT: '0', DEMO: 'off', LOG_LEVEL: 'error', NODE_ENV: 'production' }),
)
process.send?.({
  url: running.url,
  cookie: await signIn(running.url, `${newId().toLowerCase()}@soundings.example`),
})
process.on('message', message => {
  if (message === 'stop') process.disconnect()
  else process.send?.(memory())
})
process.on('disconnect', () => running.stop())

function memory(): Memory {
  const now = Math.round(process.memoryUsage.rss() / 1_000_000)
  return { now, most: Math.round((process.resourceUsage().maxRSS * 1024) / 1_000_000) }
}
