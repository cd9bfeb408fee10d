import { expect } from 'chai'
import { pino } from 'pino'
import { Runner } from '../../server/jobs/runner.ts'
import { openSite, type Site } from '../site.ts'

describe('work beside the rest', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  it('is done while other work goes on, and is waited for like it', async () => {
    const runner = new Runner(pino({ level: 'silent' }))
    const done: string[] = []
    let letGo = () => {}
    const besideIsDone = new Promise<void>(resolve => {
      letGo = resolve
    })
    const once = (name: string) => async () => (done.includes(name) ? [] : [name])
    runner.registerPending({
      name: 'long',
      waiting: once('long'),
      async run() {
        await besideIsDone
        done.push('long')
      },
    })
    runner.registerBeside({
      name: 'mail',
      waiting: once('mail'),
      async run() {
        done.push('mail')
        letGo()
      },
    })
    await runner.idle()
    expect(done).to.deep.equal(['mail', 'long'])
    await runner.stop()
  })
})
