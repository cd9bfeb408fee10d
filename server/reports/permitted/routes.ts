import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { consultationOf } from '../../consultations/load.ts'
import { NotFound } from '../../errors.ts'
import { permittedCounts } from '../../responses/permissions/permittedStore.ts'
import { permittedFile } from './files.ts'

const path = '/desk/:consultation/permitted'

/** What respondents permit beside quotes: being listed, being published whole, being archived. */
export function permittedRoutes(): Router {
  const router = Router()

  router.get(path, allow('export'), async (req, res) => {
    const consultation = await consultationOf(req)
    const counts = await permittedCounts(consultation._id)
    const leftOut = (permitted: number) => counts.all - permitted
    res.render('reports/permitted', {
      layout: 'desk',
      title: 'Contributors and whole answers',
      section: 'reports',
      consultation,
      listed: { number: counts.listed, leftOut: leftOut(counts.listed) },
      whole: { number: counts.whole, leftOut: leftOut(counts.whole) },
      archived: { number: counts.archived, leftOut: leftOut(counts.archived) },
    })
  })

  router.get(`${path}/:use.:format`, allow('export'), async (req, res) => {
    const consultation = await consultationOf(req)
    const { use, format } = req.params
    const name = `${use}.${format}`
    const write = permittedFile(name)
    if (!write)
      throw new NotFound('There is no such file. Go back, and choose one of those that are offered.')
    await record(signedIn(req)._id, `exported what may be taken out (${name})`, consultation._id)
    res.attachment(name).set('Cache-Control', 'no-store')
    await pipeline(Readable.from(write(consultation)), res)
  })

  return router
}
