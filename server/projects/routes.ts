import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import { allow, signedIn } from '../accounts/allow.ts'
import { record } from '../accounts/auditStore.ts'
import { exampleWords } from '../codebook/examples/shown.ts'
import { writeQualCoder } from '../codebook/formats/writeQualCoder.ts'
import { writeTaguette } from '../codebook/formats/writeTaguette.ts'
import { inOrder } from '../codebook/hierarchy.ts'
import { themes } from '../codebook/store.ts'
import { withoutGone } from '../codebook/withoutGone.ts'
import { consultationOf } from '../consultations/load.ts'
import { NotFound } from '../errors.ts'
import { countResponses } from '../responses/countStore.ts'
import { goneWordsOf } from '../responses/gone/goneWords.ts'
import { codingFile, codingFiles, codingFormats } from './codings/files.ts'
import { tablesOf, transferView } from './page.ts'
import { sendProject } from './take/sendProject.ts'
import { latestTransfers } from './transferStore.ts'

const path = '/desk/:consultation/transfers'

/** A consultation and what was coded in it, as files for other programs. */
export function projectRoutes(): Router {
  const router = Router()

  router.get(path, allow('export'), async (req, res) => {
    const consultation = await consultationOf(req)
    const [responses, transfers] = await Promise.all([
      countResponses(consultation._id),
      latestTransfers(consultation._id),
    ])
    res.render('projects/transfers', {
      layout: 'desk',
      title: 'Files for other programs',
      section: 'overview',
      consultation,
      responses,
      tables: tablesOf(consultation._id),
      transfers: transfers.map(transfer => transferView(transfer, new Date())),
    })
  })

  router.get(`${path}/project.qdpx`, allow('export'), async (req, res) => {
    const consultation = await consultationOf(req)
    const { _id: account } = signedIn(req)
    await record(account, 'exported the project without names (qdpx)', consultation._id)
    await sendProject(consultation, account, res)
  })

  router.get([`${path}/taguette.csv`, `${path}/qualcoder.csv`], allow('export'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const isTaguette = req.path.endsWith('/taguette.csv')
    const [all, gone] = await Promise.all([themes(_id), goneWordsOf(_id)])
    const write = isTaguette ? writeTaguette : writeQualCoder
    res.attachment(`${_id}-${isTaguette ? 'taguette' : 'qualcoder'}.csv`).type('text/csv; charset=utf-8')
    const examples = await exampleWords(_id, all)
    res.send(
      write(
        inOrder(all).map(theme => withoutGone(theme, gone)),
        examples,
      ),
    )
  })

  router.get(`${path}/:file.:format`, allow('export'), async (req, res) => {
    const consultation = await consultationOf(req)
    const file = codingFiles.find(each => each === req.params.file)
    const format = codingFormats.find(each => each === req.params.format)
    if (!file || !format)
      throw new NotFound(
        'There is no such file here. There are codings, themes and trail, as csv, xlsx or jsonl.',
      )
    const parts = await codingFile(file, format, consultation)
    await record(signedIn(req)._id, `exported ${file} without names (${format})`, consultation._id)
    res.attachment(`${consultation._id}-${file}.${format}`).set('Cache-Control', 'no-store')
    await pipeline(Readable.from(parts, { objectMode: false }), res)
  })

  return router
}
