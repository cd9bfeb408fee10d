import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import type { MongoClient } from 'mongodb'
import { seededRandom } from '../../analysis/application.ts'
import { demoSignIn } from '../../scripts/demo/load.ts'
import { root } from '../../server/root.ts'
import { databaseOf, newFolder, startProcess, stop } from '../acceptance/killing.ts'
import { type Receipt, referenceOn, respond } from '../acceptance/respond.ts'
import { csrfIn } from '../site.ts'

const respondents = 4
/** A kill comes at most so many milliseconds after the first acknowledgement. */
const longestMs = 1500
/** A backup is made in every so manieth life of the server. */
const backupEvery = 8

/** The server answered, and not as it should. */
class Refused extends Error {}

type Coded = { text: string; start: number; end: number; theme: string }
type Acknowledged = { responses: Receipt[]; codings: Coded[]; backups: string[] }
type Text = { _id: string; respondent: string; text: string }

/**
 * Kills a server `kills` times at random moments while people answer with a file attached, a researcher codes and
 * backups are made, and looks after each restart for what was acknowledged before it.
 *
 * @param seed decides the moments
 * @returns how much was acknowledged in all; each of it was found, once
 */
export async function killAtRandom(kills: number, seed: number): Promise<Record<keyof Acknowledged, number>> {
  const random = seededRandom(seed)
  const folder = newFolder()
  const all: Acknowledged = { responses: [], codings: [], backups: [] }
  let running = await startProcess(folder)
  try {
    const texts = await textsOf(folder)
    const session = await signIn(running.url)
    for (let life = 0; life < kills; life++) {
      const { url, child } = running
      const now: Acknowledged = { responses: [], codings: [], backups: [] }
      const file = path.join(folder, `life-${life}.backup`)
      const working = [
        ...Array.from({ length: respondents }, (_, person) =>
          answerOn(url, `life ${life}, person ${person}`, now),
        ),
        codeOn(url, session, { texts, random, done: now }),
        ...(life % backupEvery === 0 ? [backUp(folder, file, now)] : []),
      ]
      const ended = Promise.allSettled(working)
      while (now.responses.length + now.codings.length === 0) await wait(5)
      await wait(random() * longestMs)
      child.kill('SIGKILL')
      for (const end of await ended)
        if (end.status === 'rejected' && end.reason instanceof Refused) throw end.reason
      running = await startProcess(folder)
      await expectThere(running.url, folder, now)
      for (const kind of ['responses', 'codings', 'backups'] as const)
        all[kind].push(...(now[kind] as never[]))
    }
    await expectOnceAndTagged(folder, all)
    expect(await stop(running)).to.equal(0)
    expect(await soundings(folder, 'database', 'check')).to.equal(0)
    return { responses: all.responses.length, codings: all.codings.length, backups: all.backups.length }
  } finally {
    running.child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Answers one response after another, each with a file that says the same, until the server is gone. */
async function answerOn(url: string, who: string, done: Acknowledged): Promise<void> {
  for (let n = 0; ; n++) {
    const words = `In ${who}, response ${n}: the ferry’s timetable is settled elsewhere.`
    done.responses.push(await respond(url, words, { name: 'note.txt', text: `Note to this. ${words}` }))
  }
}

type Session = { cookie: string; _csrf: string }

async function signIn(url: string): Promise<Session> {
  const page = await fetch(`${url}/desk/sign-in`)
  const body = new URLSearchParams({ _csrf: csrfIn(await page.text()), ...demoSignIn })
  const headers = { cookie: cookieOf(page) }
  const signed = await fetch(`${url}/desk/sign-in`, { method: 'POST', headers, body, redirect: 'manual' })
  const cookie = cookieOf(page, signed)
  const desk = await fetch(`${url}/desk/digital-government/queue`, { headers: { cookie } })
  return { cookie: cookieOf(page, signed, desk), _csrf: csrfIn(await desk.text()) }
}

/** What a browser would send after these answers: the last of each name. */
function cookieOf(...answers: Response[]): string {
  const set = answers.flatMap(answer => answer.headers.getSetCookie())
  return [...new Map(set.map(cookie => [cookie.split('=')[0], cookie.split(';')[0]])).values()].join('; ')
}

/** Codes one passage after another, no two alike, until the server is gone. */
async function codeOn(
  url: string,
  { cookie, _csrf }: Session,
  { texts, random, done }: { texts: Text[]; random: () => number; done: Acknowledged },
): Promise<void> {
  for (;;) {
    const {
      _id: text,
      respondent,
      text: words,
    } = texts[Math.floor(random() * texts.length)] ?? missing('text')
    const found = [...words.matchAll(/\p{L}+/gu)]
    const { 0: word, index: start } = found[Math.floor(random() * found.length)] ?? missing('word')
    const coded: Coded = { text, start, end: start + word.length, theme: 'culture' }
    const body = new URLSearchParams({ _csrf, text, theme: coded.theme, stance: 'mentions' })
    body.set('start', String(coded.start))
    body.set('end', String(coded.end))
    const { status } = await fetch(`${url}/desk/digital-government/responses/${respondent}/codings`, {
      method: 'POST',
      headers: { cookie },
      body,
      redirect: 'manual',
    })
    if (status !== 303) throw new Refused(`codeOn: the desk answered ${status}`)
    done.codings.push(coded)
  }
}

async function backUp(folder: string, file: string, done: Acknowledged): Promise<void> {
  if ((await soundings(folder, 'backup', file)) === 0) done.backups.push(file)
}

/** Runs the command on a data folder. @returns its exit code */
async function soundings(folder: string, ...words: string[]): Promise<number> {
  const child = spawn(process.execPath, [path.join(root, 'scripts/soundings.mjs'), ...words], {
    cwd: root,
    env: { ...process.env, DATA_DIR: folder, MONGODB_URI: '', LOG_LEVEL: 'silent', NODE_ENV: 'test' },
    stdio: 'ignore',
  })
  return (await once(child, 'exit'))[0]
}

function missing(what: string): never {
  throw new Error(`killAtRandom: there is no ${what}`)
}

/** What was acknowledged in the life that ended just now. */
async function expectThere(
  url: string,
  folder: string,
  { responses, codings, backups }: Acknowledged,
): Promise<void> {
  for (const { token, reference, words } of responses)
    expect(await referenceOn(url, token), words).to.equal(reference)
  await withDatabase(folder, async client => {
    for (const coded of codings)
      expect(await client.db().collection('codings').countDocuments(coded), JSON.stringify(coded)).to.equal(1)
  })
  for (const file of backups) expect(await soundings(folder, 'restore', '--check', file), file).to.equal(0)
}

/**
 * All words, of answers and files, stand once, and the machine reads them all in the end: not those of a response that
 * was never sent, since the kill came before it, and that nobody sent again.
 */
async function expectOnceAndTagged(folder: string, { responses }: Acknowledged): Promise<void> {
  await withDatabase(folder, async client => {
    const texts = await client.db().collection<Text>('texts').find().toArray()
    const said = texts.map(({ text }) => text)
    const there = new Set(said)
    for (const { words } of responses)
      for (const each of [words, `${words} And the people.`, `Note to this. ${words}`])
        expect(there.has(each), each).to.equal(true)
    const written = said.filter(text => text.includes('timetable is settled elsewhere'))
    expect(new Set(written).size, 'no words twice').to.equal(written.length)
    const sent = new Set(await client.db().collection<{ _id: string }>('responses').distinct('_id'))
    const taggings = client.db().collection<{ _id: string }>('taggings')
    const own = texts
      .filter(
        ({ text, respondent }) => text.includes('timetable is settled elsewhere') && sent.has(respondent),
      )
      .map(({ _id }) => _id)
    while ((await taggings.countDocuments({ _id: { $in: own } })) < own.length) await wait(100)
  })
}

async function withDatabase(folder: string, work: (client: MongoClient) => Promise<void>): Promise<void> {
  const client = await databaseOf(folder)
  try {
    await work(client)
  } finally {
    await client.close()
  }
}

async function textsOf(folder: string): Promise<Text[]> {
  let texts: Text[] = []
  await withDatabase(folder, async client => {
    const sent = await client
      .db()
      .collection<{ _id: string }>('responses')
      .find({ consultation: 'digital-government', state: 'submitted' })
      .toArray()
    texts = await client
      .db()
      .collection<Text>('texts')
      .find({ respondent: { $in: sent.map(({ _id }) => _id) } })
      .toArray()
  })
  return texts
}
