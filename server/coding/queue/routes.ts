import { type Request, Router } from 'express'
import { z } from 'zod'
import { stances } from '../../../analysis/application.ts'
import { allow, signedIn } from '../../accounts/allow.ts'
import { codebookOf } from '../../codebook/store.ts'
import { consultationOf } from '../../consultations/load.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { withQuery } from '../back.ts'
import { codingsOfBatch, findCoding } from '../codingStore.ts'
import { redoBatch, undoBatch } from '../inBatch.ts'
import { consentViews } from '../pages/consent.ts'
import { excerptOf } from '../pages/excerpt.ts'
import { stanceNames } from '../pages/names.ts'
import { themeViews, viewOf } from '../pages/themeViews.ts'
import { startingPointOf } from '../starting/startingStore.ts'
import { batchOf, decideSeveral } from './decideSeveral.ts'
import { mostAtOnce, waitingOfRule } from './ofRule.ts'

const severalForm = z.object({
  do: z.enum(['accept', 'reject'], { error: 'Choose whether they are right' }),
  stance: z
    .enum(stances, { error: 'Choose a stance: supports, opposes, mixed or mentions' })
    .default('mentions'),
  passages: z
    .preprocess(
      value => (value === undefined ? [] : [value].flat()),
      z.array(z.string().max(200)).max(mostAtOnce, `Tick at most ${mostAtOnce} passages`),
    )
    .refine(passages => passages.length > 0, 'Tick the passages that you decide on'),
})

/** Deciding at once on several suggestions of one rule, and taking that back as a whole. */
export function severalRoutes(): Router {
  const router = Router()
  const path = '/desk/:consultation/queue'

  router.get(`${path}/rule/:rule`, allow('code'), async (req, res) => {
    const consultation = await consultationOf(req)
    const { theme, rule } = await ruleOf(consultation._id, req)
    const waiting = await waitingOfRule(consultation._id, signedIn(req)._id, {
      theme: theme.id,
      rule: rule.id,
    })
    const consents = await consentViews(waiting.map(({ record }) => record.response))
    const entry = takeEntry(req, `rule ${rule.id}`)
    res.render('coding/ofRule', {
      layout: 'desk',
      title: 'Several at once',
      section: 'queue',
      consultation,
      path: `/desk/${consultation._id}/queue`,
      theme,
      rule: rule.source,
      action: `/desk/${consultation._id}/queue/rule/${rule.id}`,
      more: waiting.length === mostAtOnce,
      passages: waiting.map(({ record, tag }) => {
        const text = record.texts.find(({ _id }) => _id === tag.text)?.text ?? ''
        const value = `${record.response._id} ${tag.id}`
        const ticked = entry?.values.passages
        return {
          ...{ value, negated: tag.negated, reference: record.response.reference },
          ...excerptOf(text, tag),
          consent: consents.get(record.response._id),
          href: `/desk/${consultation._id}/responses/${record.response._id}`,
          ticked: entry ? [ticked].flat().includes(value) : !tag.negated,
        }
      }),
      stances: stances.map(value => ({
        ...{ value, label: stanceNames[value] },
        chosen: value === (entry?.values.stance ?? 'mentions'),
      })),
      problems: entry?.problems,
    })
  })

  router.post(`${path}/rule/:rule`, allow('code'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const { theme, rule } = await ruleOf(_id, req)
    const form = validate(severalForm, req.body)
    if (!form.ok) {
      keepEntry(req, `rule ${rule.id}`, req.body, form.problems)
      return res.redirect(303, `/desk/${_id}/queue/rule/${rule.id}#problems`)
    }
    const coder = signedIn(req)._id
    const ticked = new Set(form.value.passages)
    const waiting = (await waitingOfRule(_id, coder, { theme: theme.id, rule: rule.id })).filter(
      ({ record, tag }) => ticked.has(`${record.response._id} ${tag.id}`),
    )
    if (waiting.length === 0)
      throw new Conflict('All of these were decided on while you looked. Go back to the queue.')
    const verdict = form.value.do === 'accept' ? 'accepted' : 'rejected'
    const batch = await decideSeveral(_id, coder, waiting, { verdict, stance: form.value.stance })
    res.redirect(303, withQuery(`/desk/${_id}/queue/several/${batch}`, { rule: rule.id }))
  })

  router.get(`${path}/several/:batch`, allow('code'), async (req, res) => {
    const consultation = await consultationOf(req)
    const { coding, ...batch } = await ownBatch(consultation._id, req)
    const codebook = await codebookOf(consultation._id)
    res.render('coding/several', {
      layout: 'desk',
      title: 'Decided in one go',
      section: 'queue',
      consultation,
      path: `/desk/${consultation._id}/queue`,
      ...batch,
      id: req.params.batch,
      accepted: coding.verdict === 'accepted',
      mine: coding.coder === signedIn(req)._id,
      theme: viewOf(themeViews(codebook.themes), coding.theme),
      next: `/desk/${consultation._id}/queue/rule/${coding.rule}`,
    })
  })

  for (const [deed, act] of [
    ['undo', undoBatch],
    ['redo', redoBatch],
  ] as const)
    router.post(`${path}/several/:batch/${deed}`, allow('code'), async (req, res) => {
      const { _id } = await consultationOf(req)
      const { coding } = await ownBatch(_id, req)
      if (coding.coder !== signedIn(req)._id)
        throw new Conflict(
          `Only who decided on these passages can ${deed} it. Decide for yourself beside them.`,
        )
      await act(_id, { batch: String(req.params.batch), by: coding.coder })
      res.redirect(303, `/desk/${_id}/queue/several/${req.params.batch}`)
    })

  return router
}

/** @throws NotFound when the codebook has no such rule, or nothing is suggested here */
async function ruleOf(consultation: string, req: Request) {
  const { themes } = await codebookOf(consultation)
  const theme = themes.find(each => !each.archived && each.rules.some(({ id }) => id === req.params.rule))
  const rule = theme?.rules.find(({ id }) => id === req.params.rule)
  if (!theme || !rule || (await startingPointOf(consultation)) === 'off')
    throw new NotFound('No rule suggests at this address: it was changed, or suggestions are not shown.')
  return { theme, rule }
}

/** @throws NotFound when nothing was decided in one go at this address */
async function ownBatch(consultation: string, req: Request) {
  const id = String(req.params.batch)
  const [first] = await codingsOfBatch(id, '', 1)
  const coding = first && (await findCoding(consultation, first._id))
  const batch = coding?.rule === undefined ? undefined : await batchOf(id, mostAtOnce)
  if (!coding || !batch) throw new NotFound('Nothing was decided in one go at this address.')
  return { coding, ...batch }
}
