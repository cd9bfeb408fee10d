/**
 * Run by `bench:scale` in a process of its own, with a data folder and how many responses it is to hold: fills the folder
 * and ends, or serves it as `npm start` does, embedded database and all. Where it serves, it tells its parent what it
 * offers, and answers each message; the parent's end ends it.
 */
import { themes as themesOf } from '../../../server/codebook/store.ts'
import { listFindings } from '../../../server/findings/store.ts'
import { signInAgain } from '../desk/signIn.ts'
import { consultation, fillFolder } from './fill.ts'
import { retagAll } from './retagAll.ts'
import { startOn } from './start.ts'

/** What the parent is told first: a consultation, and who is signed in. */
export type Offered = {
  url: string
  desk: string
  cookie: string
  themes: string[]
  findings: string[]
}

/** `processor`: milliseconds of processor time that this process took since it began. */
export type Answered = { processor: number }

export type Asked = 'processor' | 'idle' | 'retag'

const [folder = '', responses = ''] = process.argv.slice(2)
if (responses === '') await serve()
else await fillFolder(folder, Number(responses))

async function serve(): Promise<void> {
  const running = await startOn(folder)
  const answers: Record<Asked, () => Promise<void>> = {
    processor: async () => {},
    idle: () => running.services.runner.idle(),
    retag: () => retagAll(running.services.runner),
  }
  process.on('message', async (asked: Asked) => {
    await answers[asked]()
    const { user, system } = process.cpuUsage()
    process.send?.({ processor: (user + system) / 1000 } satisfies Answered)
  })
  process.on('disconnect', () => running.stop())
  await running.services.runner.idle()
  process.send?.({
    url: running.url,
    desk: `${running.url}/desk/${consultation}`,
    cookie: await signInAgain(running.url),
    themes: (await themesOf(consultation)).map(({ id }) => id),
    findings: (await listFindings(consultation)).map(({ _id }) => _id),
  } satisfies Offered)
}
