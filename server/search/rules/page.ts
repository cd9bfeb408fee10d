import type { Codebook, StoredTheme } from '../../codebook/store.ts'
import type { StoredCoding } from '../../coding/coding.ts'
import type { Sees } from '../../coding/rounds/hidden.ts'
import type { Text } from '../../responses/textStore.ts'
import { type PassageView, passageView } from '../page.ts'
import {
  type Change,
  type Comparison,
  compareRules,
  type Sample,
  type Standing,
  type Tally,
} from './compareRules.ts'
import { type Mend, mendsFor } from './mends.ts'
import { missedBy } from './missed.ts'
import { passagesOf, suggestedIn, tried } from './ruleMatches.ts'

const standingNames: Record<Standing, string> = {
  accepted: 'People accepted it',
  rejected: 'People rejected it',
  undecided: 'Nobody decided yet',
}

type SampleView = PassageView & { reference: string; href: string; standing: string }

const mostForms = 25

function sampleView(
  consultation: string,
  { response, text, passage, standing, coded }: Sample,
  nameOf: (theme: string) => string = () => '',
): SampleView {
  return {
    ...passageView(text.text, passage),
    reference: response.reference,
    href: `/desk/${consultation}/responses/${response._id}?tags=show#q-${text._id}`,
    standing:
      coded.length > 0 ? `People coded it with ${coded.map(nameOf).join(', ')}` : standingNames[standing],
  }
}

const of = (samples: Sample[], standing: Standing) => samples.filter(each => each.standing === standing)

/** What the rules of a theme's form would suggest now, and where people have said otherwise. */
export async function tryRulesPage(
  codebook: Codebook,
  theme: StoredTheme | undefined,
  rules: string[],
  sees: Sees,
) {
  const { consultation } = codebook
  const id = theme?.id ?? ''
  const before = theme?.rules.map(({ source }) => source) ?? []
  const [comparison, missed] = await Promise.all([
    compareRules(consultation, id, before, [rules], [...new Set([...rules, ...before])], sees),
    theme && rules.length > 0 ? missedBy(consultation, id, rules, sees) : undefined,
  ])
  const [change] = comparison.changes
  if (!change) throw new Error('tryRulesPage: one set of rules was compared')
  const names = new Map(codebook.themes.map(({ id: theme, name }) => [theme, name]))
  const nameOf = (theme: string) => names.get(theme) ?? 'a theme that is gone'
  const view = (samples: Sample[]) => samples.map(sample => sampleView(consultation, sample, nameOf))
  return {
    forms: change.forms.slice(0, mostForms),
    moreForms: Math.max(0, change.forms.length - mostForms),
    otherwise: { count: change.otherwise, samples: view(change.samples.otherwise) },
    looked: comparison.looked,
    whole: comparison.whole,
    finds: change.finds,
    gained: change.gained,
    lost: change.lost,
    friends: view(of(change.samples.finds, 'rejected')),
    samples: view([...of(change.samples.finds, 'undecided'), ...of(change.samples.finds, 'accepted')]),
    missed: missed && { ...missed, samples: view(missed.samples) },
  }
}

type MendView = { says: string; rule: string; href: string; lost: Tally; gained: Tally }

/** How a rule could be mended after it was wrong about a passage, and what each way would change besides. */
export async function mendPage(
  codebook: Codebook,
  theme: StoredTheme,
  rule: string,
  { coding, text }: { coding: StoredCoding; text: Text },
  asked: { rule: string; isValid: boolean } | undefined,
  sees: Sees,
) {
  const { consultation } = codebook
  const path = `/desk/${consultation}/responses/${coding.respondent}/codings/${coding.id}/mend`
  const passage = passagesOf(suggestedIn(tried([rule]), text), [rule]).get(`${coding.start} ${coding.end}`)
  const here = passage ?? { start: coding.start, end: coding.end, evidence: [] }
  const mends: Mend[] = passage ? mendsFor(rule, text.text, passage, passage.evidence) : []
  const isTried = asked?.isValid === true && asked.rule !== rule
  const wanted = [...mends.map(mend => mend.rule), '', ...(isTried ? [asked.rule] : [])]
  const before = theme.rules.map(({ source }) => source)
  const instead = (after: string) =>
    before.flatMap(each => (each === rule ? (after === '' ? [] : [after]) : [each]))
  const looksAt = [rule, ...(isTried && asked.rule !== '' ? [asked.rule] : [])]
  const comparison = await compareRules(consultation, theme.id, before, wanted.map(instead), looksAt, sees)
  const changeOf = (index: number): Change => {
    const change = comparison.changes[index]
    if (!change) throw new Error(`mendPage: no change ${index}`)
    return change
  }
  const views = [...mends, { rule: '', says: 'without this rule' }].map(
    (mend, index): MendView => ({
      ...mend,
      href: `${path}?${new URLSearchParams({ rule: mend.rule, try: 'yes' })}`,
      lost: changeOf(index).lost,
      gained: changeOf(index).gained,
    }),
  )
  return {
    path,
    theme: { id: theme.id, name: theme.name },
    rule,
    passage: passageView(text.text, here),
    mends: views.sort(bestFirst),
    entered: asked?.rule ?? rule,
    tried: isTried ? triedView(consultation, comparison, changeOf(wanted.length - 1), asked.rule) : undefined,
    looked: comparison.looked,
    whole: comparison.whole,
  }
}

/** What is entered would change, passage by passage. */
function triedView(
  consultation: string,
  { whole }: Comparison,
  { gained, lost, samples }: Change,
  rule: string,
) {
  const view = (found: Sample[]) => found.map(sample => sampleView(consultation, sample))
  return { rule, gained, lost, whole, gainedSamples: view(samples.gained), lostSamples: view(samples.lost) }
}

/** First what loses the fewest that people accepted, then what loses the most that they rejected. */
function bestFirst(a: MendView, b: MendView): number {
  return (
    a.lost.accepted - b.lost.accepted ||
    b.lost.rejected - a.lost.rejected ||
    a.lost.undecided - b.lost.undecided
  )
}
