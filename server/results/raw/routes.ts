import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Request, type Response, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import { NotFound } from '../../errors.ts'
import { countResponses } from '../../responses/countStore.ts'
import { codebookFile, isRawFormat, rawFile } from './files.ts'

const path = '/desk/:consultation/results'

/** All responses as files, with and without names, and what their columns hold. */
export function rawRoutes(): Router {
  const router = Router()

  router.get(`${path}/download`, allow('export'), async (req, res) => {
    const consultation = await consultationOf(req)
    res.render('results/download', {
      layout: 'desk',
      title: 'Download all responses',
      section: 'results',
      consultation,
      responses: await countResponses(consultation._id),
      mayName: may(signedIn(req), 'seeContacts'),
    })
  })

  router.get(`${path}/columns.csv`, allow('export'), async (req, res) => {
    const consultation = await consultationOf(req)
    res.type('text/csv; charset=utf-8').attachment(`${consultation._id}-columns.csv`)
    res.set('Cache-Control', 'no-store').send(await codebookFile(consultation))
  })

  router.get(`${path}/responses.:format`, allow('export'), (req, res) => send(req, res, 'without names'))
  router.get(`${path}/named-responses.:format`, allow('seeContacts'), (req, res) =>
    send(req, res, 'with names'),
  )
  router.get(`${path}/pseudonymised-responses.:format`, allow('export'), (req, res) =>
    send(req, res, 'pseudonymised'),
  )

  return router
}

/** How each is named in its file. */
const beginnings = { 'without names': '', 'with names': 'named-', pseudonymised: 'pseudonymised-' } as const

async function send(req: Request, res: Response, how: keyof typeof beginnings): Promise<void> {
  const consultation = await consultationOf(req)
  const format = String(req.params.format)
  if (!isRawFormat(format))
    throw new NotFound('Responses come as csv, xlsx or jsonl. Go back, and choose one of those.')
  const parts = await rawFile(format, consultation, {
    identified: how === 'with names',
    pseudonymised: how === 'pseudonymised',
  })
  await record(signedIn(req)._id, `exported all responses ${how} (${format})`, consultation._id)
  const name = `${consultation._id}-${beginnings[how]}responses.${format}`
  res.attachment(name).set('Cache-Control', 'no-store')
  await pipeline(Readable.from(parts, { objectMode: false }), res)
}
