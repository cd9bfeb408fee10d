import { timingSafeEqual } from 'node:crypto'
import { type Request, Router } from 'express'
import { allow } from '../accounts/allow.ts'
import { release } from '../backups/makeBackup.ts'
import { type Probe, probe } from '../database/probe.ts'
import { NotFound } from '../errors.ts'
import type { Services } from '../services.ts'
import { exposition } from './exposition.ts'
import { ProcessFigures, siteFigures } from './figures.ts'
import { sitePage } from './page.ts'
import type { RequestCounts } from './requestCounts.ts'
import { standingOf } from './standing.ts'

/** For how long an answer about readiness holds, in milliseconds: whoever asks all the time writes no more often. */
const probeHoldsMs = 1_000

/** What programs that watch over the site ask: whether it lives, can serve, and how it stands in figures. */
export function watchRoutes(services: Services, requests: RequestCounts): Router {
  const router = Router()
  const process = new ProcessFigures()
  let latest: { at: number; answer: Promise<Probe> } | undefined

  router.get('/health/live', (_req, res) => {
    res.set('Cache-Control', 'no-store').type('text').send('live\n')
  })

  router.get('/health/ready', async (_req, res) => {
    const at = performance.now()
    if (!latest || at > latest.at + probeHoldsMs) latest = { at, answer: probe(new Date()) }
    const answer = await latest.answer
    const ready = Object.values(answer).every(word => word !== 'failed')
    res
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ ready, ...answer })
  })

  router.get('/metrics', async (req, res) => {
    if (!mayRead(req, services.config.metricsToken)) throw new NotFound()
    const figures = [...siteFigures(await standingOf(services)), ...process.take()]
    res
      .set('Cache-Control', 'no-store')
      .set('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
      .send(requests.exposition() + exposition(figures))
  })

  return router
}

/** How the site stands, for whoever runs it. */
export function siteRoutes(services: Services): Router {
  const router = Router()

  router.get('/desk/site', allow('manageAccounts'), async (_req, res) => {
    const standing = await standingOf(services)
    const { config } = services
    res.render('operations/site', {
      layout: 'desk',
      title: 'This site',
      ...sitePage(standing, config, release(), new Date()),
    })
  })

  return router
}

const passedOn = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via']

/** This machine may, where no proxy passed the question on; anybody else needs the token. */
function mayRead(req: Request, token: string | undefined): boolean {
  const [, given = ''] = /^Bearer (.+)$/.exec(req.get('authorization') ?? '') ?? []
  if (token !== undefined && isSame(token, given)) return true
  const from = req.socket.remoteAddress ?? ''
  const isHere = /^(::ffff:)?127\.|^::1$/.test(from)
  return isHere && passedOn.every(header => req.get(header) === undefined)
}

function isSame(token: string, given: string): boolean {
  const [expected, actual] = [Buffer.from(token), Buffer.from(given)]
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}
