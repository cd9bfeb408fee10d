import { Router } from 'express'
import { type Problem, parseRule } from '../../../analysis/index.ts'
import { allow, signedIn } from '../../accounts/allow.ts'
import { thoseWhoMay } from '../../accounts/people/inConsultation.ts'
import { may } from '../../accounts/roles.ts'
import { mendRule } from '../../codebook/mendRule.ts'
import { type Codebook, codebookOf, type StoredTheme } from '../../codebook/store.ts'
import type { StoredCoding } from '../../coding/coding.ts'
import type { CodingRecord } from '../../coding/record.ts'
import { recordSeenBy, whatSees } from '../../coding/rounds/hidden.ts'
import { consultationOf } from '../../consultations/load.ts'
import { NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import type { Services } from '../../services.ts'
import { mendPage, tryRulesPage } from './page.ts'

/** Trying rules before they are saved, and mending one that was wrong about a passage. */
export function ruleRoutes({ runner }: Services): Router {
  const router = Router()

  router.post('/desk/:consultation/codebook/:theme/try', allow('editCodebook'), async (req, res) => {
    const consultation = await consultationOf(req)
    const codebook = await codebookOf(consultation._id)
    const id = String(req.params.theme)
    const theme = id === 'new' ? undefined : themeOf(codebook, id)
    const values = req.body as Record<string, unknown>
    if (values.do === 'edit') {
      keepEntry(req, `theme ${id}`, values, [])
      return res.redirect(303, `/desk/${consultation._id}/codebook/${id}`)
    }
    const lines = wordOf(values.rules, 50_000).split(/\r\n|\r|\n/)
    const problems = lines.flatMap(ruleProblem)
    const rules = lines.map(line => line.trim()).filter(line => line !== '')
    const sees = await whatSees(consultation._id, signedIn(req)._id)
    res.render('search/tryRules', {
      layout: 'desk',
      title: theme ? `Try the rules of ${theme.name}` : 'Try the rules of a new theme',
      section: 'themes',
      consultation,
      id,
      theme: theme && { id, name: theme.name },
      values,
      others: ['name', 'parent', 'definition', 'include', 'exclude', 'colour', 'version'].map(name => ({
        name,
        value: wordOf(values[name], 5000),
      })),
      found: problems.length === 0 ? await tryRulesPage(codebook, theme, rules, sees) : undefined,
      problems: problems.length > 0 ? problems : undefined,
    })
  })

  const mend = '/desk/:consultation/responses/:response/codings/:coding/mend'

  router.get(mend, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const record = await recordSeenBy(signedIn(req)._id, consultation._id, String(req.params.response))
    const { coding, theme, text } = mendable(record, String(req.params.coding))
    const rule = theme.rules.find(each => each.id === coding.rule)?.source
    const entry = takeEntry(req, `mend ${coding.id}`)
    const isAsked = entry !== undefined || req.query.try !== undefined
    const entered = wordOf(entry?.values.rule ?? req.query.rule, 4000).trim()
    const wrong = isAsked && entered !== '' ? ruleProblem(entered, 0) : []
    const mayEdit = may(signedIn(req), 'editCodebook')
    const page =
      rule === undefined
        ? undefined
        : await mendPage(
            record.codebook,
            theme,
            rule,
            { coding, text },
            isAsked ? { rule: entered, isValid: wrong.length === 0 } : undefined,
            await whatSees(consultation._id, signedIn(req)._id),
          )
    const problems = [...(entry?.problems ?? []), ...wrong.map(({ message }) => ({ place: 'rule', message }))]
    res.render('search/mend', {
      layout: 'desk',
      title: 'Mend a rule',
      section: 'themes',
      consultation,
      themeName: theme.name,
      themeId: theme.id,
      response: {
        href: `/desk/${consultation._id}/responses/${record.response._id}`,
        reference: record.response.reference,
      },
      ...page,
      changed: rule === undefined,
      mayEdit,
      ask: mayEdit ? [] : await whoMayEdit(consultation._id),
      problems: problems.length > 0 ? problems : undefined,
    })
  })

  router.post(mend, allow('editCodebook'), async (req, res) => {
    const consultation = await consultationOf(req)
    const record = await recordSeenBy(signedIn(req)._id, consultation._id, String(req.params.response))
    const { coding, theme } = mendable(record, String(req.params.coding))
    const { before, rule } = req.body as { before?: unknown; rule?: unknown }
    const after = wordOf(rule, 4000).trim()
    const path = `/desk/${consultation._id}/responses/${record.response._id}/codings/${coding.id}/mend`
    const isReadable = after === '' || ruleProblem(after, 0).length === 0
    const mended =
      isReadable &&
      (await mendRule(consultation._id, theme.id, { before: wordOf(before, 4000), after }, signedIn(req)._id))
    if (!mended) {
      const message =
        'Someone else changed this rule or took it away while you did. Look at what it is now, and mend it again.'
      keepEntry(req, `mend ${coding.id}`, { rule: after }, isReadable ? [{ place: 'rule', message }] : [])
      return res.redirect(303, path)
    }
    runner.wake()
    req.session.notice =
      after === ''
        ? 'The rule is taken away. The machine reads again what it had suggested.'
        : `The rule is now ${after}. The machine reads again what it had suggested.`
    res.redirect(303, `/desk/${consultation._id}/themes/${theme.id}`)
  })

  return router
}

/** @throws NotFound when the response has no rejected coding of that id which a rule led to */
function mendable(record: CodingRecord, id: string) {
  const coding: StoredCoding | undefined = record.codings.find(each => each.id === id)
  const theme = record.codebook.themes.find(each => each.id === coding?.theme)
  const text = record.texts.find(each => each._id === coding?.text)
  if (coding?.verdict !== 'rejected' || coding.rule === undefined || !theme || !text)
    throw new NotFound('There is no rejected suggestion at this address: it was decided otherwise since.')
  return { coding, theme, text }
}

/** The names of those who may change the codebook. */
async function whoMayEdit(consultation: string): Promise<string[]> {
  return (await thoseWhoMay(consultation, 'editCodebook')).map(({ name }) => name)
}

function themeOf(codebook: Codebook, id: string): StoredTheme {
  const theme = codebook.themes.find(each => each.id === id)
  if (!theme) throw new NotFound('There is no theme at this address.')
  return theme
}

function ruleProblem(line: string, index: number): Problem[] {
  const source = line.trim()
  const parsed = source === '' ? undefined : parseRule(source)
  if (!parsed || parsed.ok) return []
  const at = parsed.problem.at + 1 + (line.length - line.trimStart().length)
  return [{ place: 'rules', message: `Line ${index + 1}, character ${at}: ${parsed.problem.message}` }]
}

function wordOf(value: unknown, most: number): string {
  return typeof value === 'string' ? value.slice(0, most) : ''
}
