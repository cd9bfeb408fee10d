import { type Request, Router } from 'express'
import { allow, signedIn } from '../accounts/allow.ts'
import { may } from '../accounts/roles.ts'
import { withQuery } from '../coding/back.ts'
import { mentionsOfRespondents } from '../coding/mentionStore.ts'
import { machinePrecision, madeByAll } from '../coding/pages/madeBy.ts'
import { hiddenFrom, whatSees } from '../coding/rounds/hidden.ts'
import { consultationOf } from '../consultations/load.ts'
import { takeEntry } from '../http/entry.ts'
import { countUnread } from '../responses/words/attributeStore.ts'
import type { Services } from '../services.ts'
import { fieldsOf, knownIn, readAsked } from './asked.ts'
import { batchList } from './batches/page.ts'
import { batchRoutes } from './batches/routes.ts'
import { placeForm, searchForm } from './forms.ts'
import { hiddenFields, resultsPage, searchFormPage } from './page.ts'
import { ruleRoutes } from './rules/routes.ts'
import { savedPage } from './saved/page.ts'
import { savedRoutes } from './saved/routes.ts'
import { sortedSearch } from './sorted.ts'
import { hintsFor } from './spelling.ts'
import { search } from './walk.ts'

/** Finding what respondents wrote and what was coded of it. */
export function searchRoutes(services: Services): Router {
  const router = Router()

  router.get('/desk/:consultation/search', allow('read'), async (req: Request, res) => {
    const consultation = await consultationOf(req)
    const form = searchForm.parse(req.query)
    const place = placeForm.parse(req.query)
    const [known, unread, saved, batches] = await Promise.all([
      knownIn(consultation),
      countUnread(consultation._id),
      savedPage(consultation._id, place.deleted),
      batchList(consultation._id),
    ])
    const entry = takeEntry(req, 'save search')
    const read = readAsked(form, known.names)
    const [sees, hidden] = await Promise.all([
      whatSees(consultation._id, signedIn(req)._id),
      hiddenFrom(consultation._id, signedIn(req)._id),
    ])
    const query = read.ok && read.search ? { ...read.search, sees } : undefined
    const { after, all } = place
    const results =
      query &&
      (form.as === 'lines' && form.sort
        ? await sortedSearch(consultation._id, query, form.sort, Math.max(0, Math.trunc(Number(after)) || 0))
        : await search(consultation._id, query, { after, all: all === 'yes' }))
    const page = results && (await resultsPage(consultation._id, form, known, results))
    res.render('search/search', {
      layout: 'desk',
      title: form.q === '' ? 'Search' : `Search for ${form.q}`,
      section: 'search',
      consultation,
      ...searchFormPage(known, form),
      results: page,
      madeBy:
        page && form.theme !== ''
          ? await madeByAll(
              consultation._id,
              [form.theme],
              await mentionsOfRespondents(consultation._id, hidden),
            )
          : null,
      precision: page && form.theme === '' ? await machinePrecision(consultation._id) : '',
      hidden: hidden.size,
      goesOn: place.after !== '',
      hints: query && page?.none ? await hintsFor(consultation._id, query.rules) : [],
      unread,
      mayCode: may(signedIn(req), 'code'),
      maySave: may(signedIn(req), 'saveSearches'),
      asks: hiddenFields(form),
      ...saved,
      batches,
      codeAll: withQuery(`/desk/${consultation._id}/search/code`, fieldsOf(form)),
      problems: read.ok ? entry?.problems : read.problems,
      entered: entry?.values,
    })
  })

  router.use(savedRoutes())
  router.use(batchRoutes(services))
  router.use(ruleRoutes(services))
  return router
}
