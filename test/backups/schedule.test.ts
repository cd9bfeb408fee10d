import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import { checkRestorable } from '../../server/backups/restoreBackup.ts'
import { askWhenDue } from '../../server/backups/schedule.ts'
import { findSchedule, takeDue } from '../../server/backups/scheduleStore.ts'
import { type Config, readConfig } from '../../server/config.ts'
import { type Running, start } from '../../server/main.ts'

const anHour = 60 * 60 * 1000

describe('scheduled backups', () => {
  let folder: string
  let backups: string
  let config: Config
  let running: Running
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'soundings-schedule-'))
    backups = path.join(folder, 'backups')
    mkdirSync(backups)
    for (const day of [1, 2, 3])
      writeFileSync(path.join(backups, `soundings-2026-01-0${day}T00-00-00Z.backup`), '')
    // Of a clock that was wrong: it may not have the others go before it.
    writeFileSync(path.join(backups, 'soundings-2199-01-01T00-00-00Z.backup'), '')
    writeFileSync(path.join(backups, 'soundings-2026-01-04T00-00-00Z.backup.1.part'), '')
    writeFileSync(path.join(backups, 'notes.txt'), '')
    config = readConfig({
      DATA_DIR: path.join(folder, 'data'),
      PORT: '0',
      LOG_LEVEL: 'silent',
      BACKUP_FOLDER: backups,
      BACKUP_KEEP: '2',
    })
    running = await start(config)
  })
  after(async () => {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Looks for a backup that is due at this time, and gives the schedule after. */
  const at = async (time: number) => {
    // A backup is named by the second in which it is made.
    await wait(1000 - (Date.now() % 1000))
    await askWhenDue(running.services, new Date(time))
    await running.services.runner.idle()
    return findSchedule()
  }

  it('are made when the server has started, whole, and leave as many as are kept and what is not theirs', async () => {
    await askWhenDue(running.services, new Date())
    await running.services.runner.idle()
    const [last] = readdirSync(backups)
      .filter(name => name.endsWith('.backup'))
      .sort()
      .reverse()
    const names = ['notes.txt', 'soundings-2026-01-03T00-00-00Z.backup', last]
    expect(readdirSync(backups).sort()).to.deep.equal(names)
    const { manifest } = await checkRestorable(path.join(backups, last ?? ''))
    const documents = manifest.collections.reduce((sum, { documents }) => sum + documents, 0)
    const schedule = await findSchedule()
    expect(schedule?.last).to.include({ file: last, documents, encrypted: false })
  })

  it('are made by one of several that ask, and again when so many hours are over', async () => {
    const before = (await findSchedule())?.last?.at.getTime() ?? 0
    const soon = await at(before + 23 * anHour)
    expect(soon?.last?.at.getTime()).to.equal(before)
    const later = before + 25 * anHour
    await wait(1000 - (Date.now() % 1000))
    await Promise.all([askWhenDue(running.services, new Date(later)), at(later)])
    expect((await findSchedule())?.due.getTime()).to.equal(later + 24 * anHour)
  })

  it('are made once where one that asked a moment before is answered after', async () => {
    const now = Date.now() + 100_000 * anHour
    expect(await takeDue(new Date(now), 24 * anHour)).to.equal(true)
    expect(await takeDue(new Date(now - 50), 24 * anHour)).to.equal(false)
  })

  it('are not put off by a clock that was wrong for a while', async () => {
    await at(Date.now() + 10_000 * anHour)
    expect((await at(Date.now()))?.due.getTime()).to.be.at.most(Date.now() + 24 * anHour)
  })

  it('that fail say why, in words for who runs the site, and are tried again within an hour', async () => {
    const away = `${backups}-away`
    rmSync(away, { recursive: true, force: true })
    config.backups.folder = away
    const now = Date.now() + 30 * anHour
    const schedule = await at(now)
    expect(schedule?.failed?.problem).to.equal(`${away} is not there. Make it, or name another folder.`)
    expect(schedule?.due.getTime()).to.be.at.most(Date.now() + anHour)
    expect(schedule?.last).not.to.equal(undefined)
    config.backups.folder = backups
    expect((await at(now + 2 * anHour))?.failed).to.equal(undefined)
  })
})
