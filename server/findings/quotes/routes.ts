import { Router } from 'express'
import { printedLine } from '../../../analysis/application.ts'
import { quoteWords } from '../../../analysis/index.ts'
import { allow, signedIn } from '../../accounts/allow.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { findingOf, quoteOf } from '../load.ts'
import { chooseQuote } from './choose.ts'
import { readEmphasis } from './emphasis.ts'
import { chosenForm, quoteForm, redactForm } from './forms.ts'
import { overtaken } from './overtaken.ts'
import { quotePage } from './page.ts'
import { readQuote } from './readQuote.ts'
import { redactQuote } from './redactions.ts'
import { sourcesOf } from './sources.ts'
import { changeQuote, quoteKey, removeQuote } from './store.ts'

/** Choosing, editing and taking out the quotes of a finding. */
export function quoteRoutes(): Router {
  const router = Router()

  router.post('/desk/:consultation/findings/:finding/quotes', allow('writeFindings'), async (req, res) => {
    const finding = await findingOf(req)
    const form = validate(chosenForm, req.body)
    const chosen = form.ok ? await chooseQuote(finding, { ...form.value, edits: [] }) : undefined
    if (chosen && 'key' in chosen) req.session.notice = `${chosen.key} is chosen.`
    else {
      const problems = form.ok ? [] : form.problems.map(problem => ({ ...problem, place: 'quotes' }))
      keepEntry(req, `finding ${finding._id}`, finding, chosen ? [chosen.problem] : problems)
    }
    res.redirect(303, `/desk/${finding.consultation}/findings/${finding._id}`)
  })

  router.get('/desk/:consultation/findings/:finding/quotes/:quote', allow('read'), async (req, res) => {
    const [consultation, finding, quote] = await Promise.all([
      consultationOf(req),
      findingOf(req),
      quoteOf(req),
    ])
    const [source] = await sourcesOf([quote])
    if (!source) throw new Error(`quote ${quote._id} has no source`)
    res.render('findings/quote', {
      layout: 'desk',
      title: `Quote ${quoteKey(quote)}`,
      section: 'findings',
      consultation,
      finding,
      mayWrite: may(signedIn(req), 'writeFindings'),
      ...quotePage(source, takeEntry(req, `quote ${quote._id}`)),
    })
  })

  router.post(
    '/desk/:consultation/findings/:finding/quotes/:quote',
    allow('writeFindings'),
    async (req, res) => {
      const quote = await quoteOf(req)
      const page = `/desk/${quote.consultation}/findings/${quote.finding}/quotes/${quote._id}`
      const refuse = (problems: { place: string; message: string }[]) => {
        keepEntry(req, `quote ${quote._id}`, req.body, problems)
        res.redirect(303, page)
      }
      const form = validate(quoteForm, req.body)
      if (!form.ok) return refuse(form.problems)
      const [source] = await sourcesOf([quote])
      if (!source?.text || !source.speaker)
        return refuse([
          {
            place: 'words',
            message: 'The answer that this comes from is no longer kept. Take the quote out.',
          },
        ])
      const read = readQuote(source.text.text, quote.text, form.value.words, quote.start)
      if ('problem' in read) return refuse([{ place: 'words', message: read.problem }])
      const emphasis = readEmphasis(source.text.text, read.quote, form.value.emphasis)
      if ('problem' in emphasis) return refuse([{ place: 'emphasis', message: emphasis.problem }])
      const { start, end } = read.quote
      const edits = [...read.quote.edits, ...emphasis.edits]
      const { side, translation } = form.value
      const change = { start, end, edits, side, translation, choice: source.speaker.choice }
      if (!(await changeQuote({ ...quote, version: form.value.version }, change))) return refuse([overtaken])
      const words = quoteWords(source.text.text, read.quote)
      req.session.notice =
        source.speaker.choice === 'none'
          ? 'Saved.'
          : `Saved. It prints as ${printedLine(source.speaker, words, source.style)}`
      res.redirect(303, `/desk/${quote.consultation}/findings/${quote.finding}`)
    },
  )

  router.post(
    '/desk/:consultation/findings/:finding/quotes/:quote/redact',
    allow('writeFindings'),
    async (req, res) => {
      const quote = await quoteOf(req)
      const form = validate(redactForm, req.body)
      const problems = form.ok ? await redactQuote(quote, form.value) : form.problems
      if (problems.length > 0) keepEntry(req, `quote ${quote._id}`, {}, problems)
      else req.session.notice = 'Redacted. What was taken out is told nowhere in what is published.'
      res.redirect(303, `/desk/${quote.consultation}/findings/${quote.finding}/quotes/${quote._id}`)
    },
  )

  router.post(
    '/desk/:consultation/findings/:finding/quotes/:quote/remove',
    allow('writeFindings'),
    async (req, res) => {
      const quote = await quoteOf(req)
      await removeQuote(quote.finding, quote._id)
      req.session.notice = `${quoteKey(quote)} is taken out. Reports that print it will say so.`
      res.redirect(303, `/desk/${quote.consultation}/findings/${quote.finding}`)
    },
  )

  return router
}
