import { type Request, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { addExample, mostExamples, removeExample } from '../../codebook/examples/change.ts'
import { whyNoExample } from '../../codebook/examples/shown.ts'
import { codebookOf, type StoredTheme } from '../../codebook/store.ts'
import { consultationOf } from '../../consultations/load.ts'
import { idOf } from '../../database/ids.ts'
import { NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { goneWordsOf } from '../../responses/gone/goneWords.ts'
import { withQuery } from '../back.ts'
import { excerptOf } from '../pages/excerpt.ts'
import { choices, themeViews } from '../pages/themeViews.ts'
import type { CodingRecord } from '../record.ts'
import { recordSeenBy } from '../rounds/hidden.ts'
import { madeUpForm, pickForm } from './forms.ts'

/** Examples of themes: picked from codings, written by hand, and taken out. */
export function pickingRoutes(): Router {
  const router = Router()
  const pick = '/desk/:consultation/responses/:response/codings/:coding/example'

  router.get(pick, allow('editCodebook'), async (req, res) => {
    const consultation = await consultationOf(req)
    const { record, coding, text } = await codingIn(req, consultation._id)
    const entry = takeEntry(req, entryOf(req))
    res.render('coding/example', {
      layout: 'desk',
      title: 'Use a passage as an example',
      section: 'themes',
      consultation,
      excerpt: excerptOf(text.text, coding),
      reference: record.response.reference,
      back: `/desk/${consultation._id}/responses/${record.response._id}`,
      why: whyNoExample(record.response, text, coding),
      themes: choices(themeViews(record.codebook.themes), String(entry?.values.theme ?? coding.theme)),
      kind: entry ? entry.values.kind : coding.verdict === 'accepted' ? 'include' : 'exclude',
      problems: entry?.problems,
    })
  })

  router.post(pick, allow('editCodebook'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const { record, coding, text } = await codingIn(req, consultation)
    const here = `/desk/${consultation}/responses/${record.response._id}/codings/${coding.id}/example`
    const form = validate(pickForm, req.body)
    const why = whyNoExample(record.response, text, coding)
    if (!form.ok || why) {
      keepEntry(req, entryOf(req), req.body, form.ok ? [] : form.problems)
      return res.redirect(303, here)
    }
    const { theme, kind } = form.value
    const { start, end } = coding
    const id = idOf(theme, text._id, start, end)
    const by = signedIn(req)._id
    const place = { id, kind, by, at: new Date(), text: text._id, start, end }
    const problem = whyNot[await addExample(consultation, theme, place)]
    if (problem) {
      keepEntry(req, entryOf(req), req.body, [{ place: 'theme', message: problem }])
      return res.redirect(303, here)
    }
    const name = record.codebook.themes.find(each => each.id === theme)?.name
    req.session.notice = `The passage is an example of ${kind === 'include' ? 'what belongs to' : 'what does not belong to'} ${name}.`
    res.redirect(303, `/desk/${consultation}/themes/${theme}#examples`)
  })

  router.post('/desk/:consultation/themes/:theme/examples', allow('editCodebook'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const theme = await themeOf(consultation, req)
    const form = validate(madeUpForm, req.body)
    const gone = await goneWordsOf(consultation)
    const problems = form.ok
      ? gone.repeats(form.value.words)
        ? [
            {
              place: 'words',
              message: 'It repeats words that were withdrawn or are held back. Write another',
            },
          ]
        : []
      : form.problems
    const here = `/desk/${consultation}/themes/${theme.id}`
    if (!form.ok || problems.length > 0) {
      keepEntry(req, `example ${theme.id}`, req.body, problems)
      return res.redirect(303, here)
    }
    const { words, kind } = form.value
    const example = { id: idOf(theme.id, words), kind, by: signedIn(req)._id, at: new Date(), words }
    const problem = whyNot[await addExample(consultation, theme.id, example)]
    if (problem) {
      keepEntry(req, `example ${theme.id}`, req.body, [{ place: 'words', message: problem }])
      return res.redirect(303, here)
    }
    req.session.notice = 'The example is added.'
    res.redirect(303, `${here}#examples`)
  })

  router.post(
    '/desk/:consultation/themes/:theme/examples/:example/remove',
    allow('editCodebook'),
    async (req, res) => {
      const { _id: consultation } = await consultationOf(req)
      const theme = await themeOf(consultation, req)
      const version = await removeExample(
        consultation,
        theme.id,
        String(req.params.example),
        signedIn(req)._id,
      )
      req.session.notice = version === undefined ? 'It was taken out already.' : 'The example is taken out.'
      const here = `/desk/${consultation}/themes/${theme.id}`
      res.redirect(303, version === undefined ? here : withQuery(here, { undo: String(version) }))
    },
  )

  return router
}

const whyNot: Record<Awaited<ReturnType<typeof addExample>>, string | undefined> = {
  added: undefined,
  full: `The theme has ${mostExamples} examples, and no more can be added. Take one out first`,
  gone: 'Choose a theme that is in use',
}

/** @throws NotFound when the response has no such coding that whoever asks may see */
async function codingIn(req: Request, consultation: string) {
  const record: CodingRecord = await recordSeenBy(
    signedIn(req)._id,
    consultation,
    String(req.params.response),
  )
  const coding = record.codings.find(({ id }) => id === req.params.coding)
  const text = record.texts.find(({ _id }) => _id === coding?.text)
  if (!coding || !text)
    throw new NotFound('There is no coding at this address: it was removed, or its answer was changed.')
  return { record, coding, text }
}

/** @throws NotFound when the codebook has no theme of that id in use */
async function themeOf(consultation: string, req: Request): Promise<StoredTheme> {
  const { themes } = await codebookOf(consultation)
  const theme = themes.find(({ id, archived }) => id === req.params.theme && !archived)
  if (!theme) throw new NotFound('There is no theme in use at this address.')
  return theme
}

function entryOf(req: Request): string {
  return `example ${req.params.coding}`
}
