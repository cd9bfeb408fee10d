import { Router } from 'express'
import multer from 'multer'
import { allow, signedIn } from '../accounts/allow.ts'
import { consultationOf } from '../consultations/load.ts'
import { checkUploadCsrf } from '../http/csrf.ts'
import { keepEntry, takeEntry } from '../http/entry.ts'
import { goneWordsOf } from '../responses/gone/goneWords.ts'
import type { Services } from '../services.ts'
import { addThemes } from './addThemes.ts'
import { exampleWords } from './examples/shown.ts'
import { readCodebook } from './formats/readCodebook.ts'
import { type CodebookFormat, codebookFormats, writeCodebook } from './formats/writeCodebook.ts'
import { inOrder } from './hierarchy.ts'
import { themes } from './store.ts'
import { withoutGone } from './withoutGone.ts'

const largest = 10 * 1024 * 1024
const upload = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: largest, files: 1, fields: 10 },
})

const types: Record<CodebookFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
  qdc: 'application/xml; charset=utf-8',
}

/** A codebook brought as a file, and the codebook as a file to take away. */
export function transferRoutes({ runner }: Services): Router {
  const router = Router()
  const path = '/desk/:consultation/codebook'

  router.get(`${path}/import`, allow('editCodebook'), async (req, res) => {
    const consultation = await consultationOf(req)
    const entry = takeEntry(req, 'codebook')
    res.render('codebook/import', {
      layout: 'desk',
      title: 'Import a codebook',
      section: 'themes',
      consultation,
      problems: entry?.problems,
      leftOut: entry?.values.leftOut,
    })
  })

  router.post(
    `${path}/import`,
    allow('editCodebook'),
    upload.single('codebook'),
    checkUploadCsrf,
    async (req, res) => {
      const consultation = await consultationOf(req)
      const here = `/desk/${consultation._id}/codebook/import`
      const { file } = req
      if (!file || file.size === 0) {
        keepEntry(req, 'codebook', {}, [
          { place: 'codebook', message: 'Choose a codebook file that is not empty' },
        ])
        return res.redirect(303, here)
      }
      const name = Buffer.from(file.originalname, 'latin1').toString('utf8')
      const read = await readCodebook({ name, content: file.buffer })
      const leftOut = [...read.problems, ...read.losses].map(({ place, message }) => `${place}: ${message}`)
      if (read.themes.length === 0) {
        const why = leftOut[0] ?? `${name} holds no theme`
        keepEntry(req, 'codebook', { leftOut: leftOut.slice(1) }, [{ place: 'codebook', message: why }])
        return res.redirect(303, here)
      }
      const by = signedIn(req)._id
      const added = await addThemes(consultation._id, by, read.themes, `Imported ${name}`, read.examples)
      runner.wake()
      const there = read.themes.length - added
      req.session.notice = `Themes added from ${name}: ${added}.${there > 0 ? ` Left as they were, since they have the same names: ${there}.` : ''}`
      if (leftOut.length === 0) return res.redirect(303, `/desk/${consultation._id}/themes`)
      keepEntry(req, 'codebook', { leftOut }, [])
      res.redirect(303, here)
    },
  )

  router.get(`${path}/codebook.:format`, allow('export'), async (req, res, next) => {
    const format = codebookFormats.find(known => known === req.params.format)
    if (!format) return next()
    const consultation = await consultationOf(req)
    const gone = await goneWordsOf(consultation._id)
    const ordered = inOrder(await themes(consultation._id)).map(theme => withoutGone(theme, gone))
    const examples = await exampleWords(consultation._id, ordered)
    res.attachment(`${consultation._id}-codebook.${format}`).type(types[format])
    res.send(await writeCodebook(ordered, format, { examples }))
  })

  return router
}
