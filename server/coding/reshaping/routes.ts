import { type Request, Router } from 'express'
import type { Problem } from '../../../analysis/index.ts'
import { allow, signedIn } from '../../accounts/allow.ts'
import { type Codebook, codebookOf, type StoredTheme } from '../../codebook/store.ts'
import { consultationOf } from '../../consultations/load.ts'
import { idOf, newId } from '../../database/ids.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { withQuery } from '../back.ts'
import { noRoundGoesOn, underWay, usedTheme } from './allowed.ts'
import { keyForm, mergeForm } from './forms.ts'
import { mergePreview } from './mergePreview.ts'
import { mergeFormPage, reshapingPage } from './page.ts'
import { addReshaping, askToUndo, findReshaping, type Reshaping, standsInTheWay } from './reshapingStore.ts'
import { splitRoutes } from './splitRoutes.ts'

/** Merging a theme into another, splitting one, and undoing it: what it would do, doing it, and how far it has come. */
export function reshapingRoutes(services: Services): Router {
  const router = Router()
  const { runner } = services
  const path = '/desk/:consultation/codebook'

  router.get(`${path}/:theme/merge`, allow('editCodebook'), async (req, res) => {
    const consultation = await consultationOf(req)
    const codebook = await codebookOf(consultation._id)
    const theme = usedTheme(codebook, req)
    const isAsked = req.query.into !== undefined
    const form = validate(mergeForm, req.query)
    const into = form.ok ? form.value.into : ''
    const rules = isAsked ? form.ok && form.value.rules === 'yes' : true
    const problems = form.ok ? intoProblems(codebook, theme, into) : form.problems
    const isReady = isAsked && problems.length === 0
    res.render('coding/merge', {
      layout: 'desk',
      title: `Merge ${theme.name} into another theme`,
      section: 'themes',
      consultation,
      ...mergeFormPage(codebook, theme, into, rules),
      preview: isReady
        ? await mergePreview(consultation._id, theme.id, into, rules, signedIn(req)._id)
        : undefined,
      intoName: codebook.themes.find(each => each.id === into)?.name,
      into,
      key: newId(),
      problems: isAsked && problems.length > 0 ? problems : undefined,
    })
  })

  router.post(`${path}/:theme/merge`, allow('editCodebook'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const codebook = await codebookOf(consultation)
    const theme = usedTheme(codebook, req)
    const [form, key] = [validate(mergeForm, req.body), validate(keyForm, req.body)]
    const target = form.ok && codebook.themes.find(each => each.id === form.value.into)
    if (!form.ok || !key.ok || !target || intoProblems(codebook, theme, target.id).length > 0) {
      const { into = '', rules = '' } = req.body as Record<string, string>
      return res.redirect(303, withQuery(`/desk/${consultation}/codebook/${theme.id}/merge`, { into, rules }))
    }
    await noRoundGoesOn(consultation)
    const by = signedIn(req)._id
    const _id = idOf('reshaping', consultation, by, key.value.key)
    const isAdded = await addReshaping({
      _id,
      consultation,
      kind: 'merge',
      by,
      at: new Date(),
      from: theme.id,
      into: target.id,
      fromName: theme.name,
      intoName: target.name,
      rules: form.value.rules === 'yes',
      expected: key.value.expected,
    })
    if (!isAdded) throw new Conflict(underWay)
    runner.wake()
    res.redirect(303, `/desk/${consultation}/codebook/reshaped/${_id}`)
  })

  router.get(`${path}/reshaped/:reshaping`, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const page = await reshapingPage(await reshapingOf(consultation._id, req))
    res.render('coding/reshaped', {
      layout: 'desk',
      title: page.heading,
      section: 'themes',
      consultation,
      ...page,
    })
  })

  router.post(`${path}/reshaped/:reshaping/undo`, allow('editCodebook'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const reshaping = await reshapingOf(consultation, req)
    if (reshaping.state === 'applied') {
      await noRoundGoesOn(consultation)
      if (await standsInTheWay(reshaping))
        throw new Conflict(
          'Something was merged or split since that touches the same themes. Go back, and undo that first.',
        )
      if (await askToUndo(consultation, reshaping._id)) runner.wake()
      else if ((await findReshaping(reshaping._id))?.state === 'applied') throw new Conflict(underWay)
    }
    res.redirect(303, `/desk/${consultation}/codebook/reshaped/${reshaping._id}`)
  })

  router.use(splitRoutes(services))
  return router
}

function intoProblems(codebook: Codebook, theme: StoredTheme, into: string): Problem[] {
  if (into === theme.id)
    return [{ place: 'into', message: 'Choose another theme: this is the one to be merged' }]
  const isUsed = codebook.themes.some(each => each.id === into && !each.archived)
  return isUsed ? [] : [{ place: 'into', message: 'Choose a theme that is in use' }]
}

/** @throws NotFound when there is no such merge or split here */
async function reshapingOf(consultation: string, req: Request): Promise<Reshaping> {
  const reshaping = await findReshaping(String(req.params.reshaping))
  if (reshaping?.consultation !== consultation)
    throw new NotFound('Nothing was merged or split at this address.')
  return reshaping
}
