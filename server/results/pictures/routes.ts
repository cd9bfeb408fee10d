import { stringify } from 'csv-stringify/sync'
import { type Request, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import type { Consultation } from '../../consultations/store.ts'
import { NotFound } from '../../errors.ts'
import { type Asked, picturesOf, picturesPage, pictureView } from './page.ts'
import { type Audience, audiences, type Picture } from './picture.ts'
import { type AskedWords, wordsPage } from './words.ts'

const path = '/desk/:consultation/pictures'

/** What was coded in pictures, each with its table, and both as files. */
export function pictureRoutes(): Router {
  const router = Router()

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    res.render('results/pictures', {
      layout: 'desk',
      title: 'Pictures',
      section: 'pictures',
      consultation,
      ...(await picturesPage(consultation, askedIn(req))),
      mayExport: may(signedIn(req), 'export'),
    })
  })

  router.get(`${path}/words`, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const { picture, ...page } = await wordsPage(consultation, wordsIn(req), 'team')
    res.render('results/words', {
      layout: 'desk',
      title: 'Words that tell two groups apart',
      section: 'pictures',
      consultation,
      path: `/desk/${consultation._id}/pictures`,
      ...page,
      picture: picture && pictureView(picture),
      mayExport: may(signedIn(req), 'export'),
    })
  })

  router.get(`${path}/:picture.:format`, allow('export'), async (req, res) => {
    const consultation = await consultationOf(req)
    const to = audienceIn(req)
    const picture = await pictureOf(consultation, req, to)
    const { format } = req.params
    if (!picture || (format !== 'svg' && format !== 'csv'))
      throw new NotFound('There is no such picture. Go back to the pictures and download it from there.')
    await record(
      signedIn(req)._id,
      `exported a picture of themes (${picture.id}, for ${to})`,
      consultation._id,
    )
    res.attachment(`${consultation._id}-${picture.id}-${to}.${format}`).set('Cache-Control', 'no-store')
    if (format === 'svg') res.type('image/svg+xml').send(picture.svg())
    else res.type('text/csv; charset=utf-8').send(csvOf(picture))
  })

  return router
}

/** The picture that an address names, undefined where there is none. */
async function pictureOf(
  consultation: Consultation,
  req: Request,
  to: Audience,
): Promise<Picture | undefined> {
  if (req.params.picture === 'words') return (await wordsPage(consultation, wordsIn(req), to)).picture
  const { pictures } = await picturesOf(consultation, askedIn(req), to)
  return pictures.find(({ id }) => id === req.params.picture)
}

/**
 * The table of a picture; a cell that is left out is empty. Where small numbers are in it, a column of its own names
 * the columns in which they stand.
 */
function csvOf({ first, columns, rows }: Picture): string {
  const smallIn = rows.map(({ cells }) => columns.filter((_, at) => cells[at]?.isSmall).join('; '))
  const marked = smallIn.some(names => names !== '')
  return stringify(
    [
      [first, ...columns, ...(marked ? ['Fewer than five respondents in'] : [])],
      ...rows.map(({ name, cells }, at) => [
        name,
        ...cells.map(cell => cell?.words ?? null),
        ...(marked ? [smallIn[at]] : []),
      ]),
    ],
    { escape_formulas: true, record_delimiter: 'windows' },
  )
}

/** For whom a file is; where nothing is said it may go anywhere. */
function audienceIn({ query }: Request): Audience {
  return audiences.find(each => each === query.for) ?? 'publication'
}

function askedIn({ query }: Request): Asked {
  return { by: wordIn(query.by) || 'capacity', theme: wordIn(query.theme) }
}

function wordsIn({ query }: Request): AskedWords {
  return { by: wordIn(query.by) || 'capacity', one: wordIn(query.one), other: wordIn(query.other) }
}

function wordIn(value: unknown): string {
  return typeof value === 'string' && value.length <= 200 ? value : ''
}
