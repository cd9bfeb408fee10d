/** Run by the bench of reports on a folder whose consultation `small` has a full quote bank: exports it, and tells what that took. */
import { readConfig } from '../../../server/config.ts'
import { start } from '../../../server/main.ts'
import { signIn } from '../desk/signIn.ts'
import { drained } from './bank.ts'

const [folder = ''] = process.argv.slice(2)
const running = await start(
  readConfig({ DATA_DIR: folder, PORT: '0', DEMO: 'off', LOG_LEVEL: 'error', NODE_ENV: 'production' }),
)
const cookie = await signIn(running.url, 'bank@soundings.example')
for (const format of ['csv', 'json']) {
  const { bytes, took, peak, before } = await drained(
    `${running.url}/desk/small/reports/quotes.${format}`,
    cookie,
  )
  console.log(
    `  100,000 quotes as ${format}: ${(took / 1000).toFixed(1)} s, ${Math.round(bytes / 1e6)} MB; the process with its database took ${before} MB before and at most ${peak} MB (aim: under 300)`,
  )
}
await running.stop()
