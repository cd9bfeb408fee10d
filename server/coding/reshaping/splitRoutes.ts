import { Router } from 'express'
import type { Problem } from '../../../analysis/index.ts'
import { allow, signedIn } from '../../accounts/allow.ts'
import { type Codebook, codebookOf } from '../../codebook/store.ts'
import { consultationOf } from '../../consultations/load.ts'
import { idOf, newId } from '../../database/ids.ts'
import { Conflict } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { withQuery } from '../back.ts'
import { hiddenFrom } from '../rounds/hidden.ts'
import { noRoundGoesOn, underWay, usedTheme } from './allowed.ts'
import { placeForm, type SplitForm, splitForm } from './forms.ts'
import { addReshaping } from './reshapingStore.ts'
import { passagesToPick, splitFormPage } from './splitPage.ts'

/** Splitting a theme: picking passages of it that go to another, which may be made for them. */
export function splitRoutes({ runner }: Services): Router {
  const router = Router()
  const path = '/desk/:consultation/codebook/:theme/split'

  router.get(path, allow('editCodebook'), async (req, res) => {
    const consultation = await consultationOf(req)
    const codebook = await codebookOf(consultation._id)
    const theme = usedTheme(codebook, req)
    const { words, after } = placeForm.parse(req.query)
    const hidden = await hiddenFrom(consultation._id, signedIn(req)._id)
    const { passages, next } = await passagesToPick(consultation._id, theme.id, words, after, hidden)
    const entry = takeEntry(req, `split ${theme.id}`)
    const { isPicked, ...form } = splitFormPage(codebook, theme, entry?.values)
    const here = `/desk/${consultation._id}/codebook/${theme.id}/split`
    res.render('coding/split', {
      layout: 'desk',
      title: `Split ${theme.name}`,
      section: 'themes',
      consultation,
      ...form,
      passages: passages.map(passage => ({ ...passage, isPicked: isPicked(passage.id) })),
      shown: passages.map(({ id }) => id).join(' '),
      next: next && withQuery(here, { words, after: next }),
      words,
      after,
      key: newId(),
      problems: entry?.problems,
    })
  })

  router.post(path, allow('editCodebook'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const codebook = await codebookOf(consultation)
    const theme = usedTheme(codebook, req)
    const form = validate(splitForm, req.body)
    const problems = form.ok ? targetProblems(codebook, theme.id, form.value) : form.problems
    if (!form.ok || problems.length > 0) {
      keepEntry(req, `split ${theme.id}`, req.body, problems)
      const { words, after } = placeForm.parse(req.body)
      return res.redirect(
        303,
        withQuery(`/desk/${consultation}/codebook/${theme.id}/split`, { words, after }),
      )
    }
    await noRoundGoesOn(consultation)
    const { key, into, name, makes, codings } = form.value
    const by = signedIn(req)._id
    const _id = idOf('reshaping', consultation, by, key)
    const target = codebook.themes.find(each => each.id === into)
    const isAdded = await addReshaping({
      _id,
      consultation,
      kind: 'split',
      by,
      at: new Date(),
      from: theme.id,
      // A theme that it makes has the same id, however often it is tried.
      into: target?.id ?? idOf('split theme', _id),
      fromName: theme.name,
      intoName: target?.name ?? name,
      rules: false,
      codings,
      ...(target ? {} : { makes }),
      expected: codings.length,
    })
    if (!isAdded) throw new Conflict(underWay)
    runner.wake()
    res.redirect(303, `/desk/${consultation}/codebook/reshaped/${_id}`)
  })

  return router
}

function targetProblems({ themes }: Codebook, from: string, { into, name, codings }: SplitForm): Problem[] {
  const problems: Problem[] = []
  const used = themes.filter(theme => !theme.archived)
  if (codings.length === 0) problems.push({ place: 'passages', message: 'Pick the passages that are to go' })
  if (into === '' && name === '')
    problems.push({ place: 'name', message: 'Name the new theme, or choose one that is there' })
  if (into !== '' && name !== '')
    problems.push({ place: 'name', message: 'Name a new theme or choose one that is there, not both' })
  if (into !== '' && (into === from || !used.some(theme => theme.id === into)))
    problems.push({ place: 'into', message: 'Choose another theme that is in use' })
  const key = name.toLocaleLowerCase('en-GB')
  const twin = used.find(theme => theme.name.toLocaleLowerCase('en-GB') === key)
  if (into === '' && twin)
    problems.push({ place: 'name', message: `There is a theme named ${twin.name} already: choose it below` })
  return problems
}
