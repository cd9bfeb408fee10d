import {
  campaignWords,
  capitalised,
  type HouseStyle,
  type PrintedTable,
  respondents,
} from '../../analysis/application.ts'
import { editNote } from '../../analysis/index.ts'
import { inOrder } from '../codebook/hierarchy.ts'
import type { StoredTheme } from '../codebook/store.ts'
import type { Entry } from '../http/entry.ts'
import type { CountedFinding } from './count.ts'
import { forSeveralWords } from './counts/capacities.ts'
import type { Shown } from './counts/kept.ts'
import type { BearingKind, Evidence } from './evidence/store.ts'
import { missingFrom } from './missing.ts'
import { unseenWords } from './notPrintable.ts'
import type { NumberedQuestion } from './questions.ts'
import type { Offer } from './quotes/candidates.ts'
import { markedTranslation } from './quotes/language.ts'
import { shownQuote } from './quotes/shown.ts'
import type { QuoteSource } from './quotes/sources.ts'
import { lookAt, type Standing, standingOf } from './quotes/standing.ts'
import { quoteWarnings } from './quotes/warnings.ts'
import { shareIn } from './share.ts'
import { isPrintable, stateNames, stateNow, transitions } from './states.ts'
import type { Finding } from './store.ts'
import { findingWording } from './wording.ts'

/** A finding in the list: what it claims, how it stands, and what needs another look. */
export function findingCard(counted: CountedFinding, quotes: Standing[]) {
  const { finding, count, themes } = counted
  const looks = looksAt(counted, quotes)
  const state = stateNow(finding.state, missingFrom(counted, quotes).length > 0)
  return {
    _id: finding._id,
    key: finding.key,
    statement: finding.statement,
    state: stateNames[state],
    ready: isPrintable(state),
    themes: themes.map(theme => theme.name).join(', '),
    share: capitalised(shareIn(counted)),
    of: respondents(count.of),
    opposes: count.opposes,
    quotes: quotes.length,
    looks,
  }
}

/** The same of a finding that is being counted. */
export function uncountedCard({ _id, key, statement, state }: Finding, quotes: Standing[]) {
  return {
    ...{ _id, key, statement, state: stateNames[state], ready: isPrintable(state), uncounted: true },
    quotes: quotes.length,
    looks: quoteLooks(quotes),
  }
}

/** What an author is to look at again: quotes, and what speaks against a finding that was ready. */
function looksAt({ finding, opposing }: CountedFinding, quotes: Standing[]): string[] {
  const unseen = isPrintable(finding.state) && opposing.unseen > 0
  return [...quoteLooks(quotes), ...(unseen ? [`Since it was ready, ${unseenWords(opposing.unseen)}`] : [])]
}

function quoteLooks(quotes: Standing[]): string[] {
  return quotes.flatMap(quote => lookAt(quote) ?? [])
}

/** What a finding's own page is made of; `shown` is missing while it is being counted. */
type Shows = {
  finding: Finding
  shown: Shown | undefined
  sources: QuoteSource[]
  offers: Offer[]
  codebook: { themes: StoredTheme[]; questions: NumberedQuestion[] }
  evidence: Evidence[]
  style: HouseStyle
  entry: Entry | undefined
}

/** A finding's own page: its form, count, quotes, offers, and what it may become. */
export function findingPage({ finding, shown, sources, offers, codebook, evidence, style, entry }: Shows) {
  const standings = sources.map(standingOf)
  const told = shown && toldByCount(shown, standings, sources, style)
  const values: Record<string, unknown> = entry?.values ?? finding
  const isChosen = (field: string, value: string) => [values[field]].flat().includes(value)
  const state = told?.state ?? finding.state
  return {
    finding,
    values,
    problems: entry?.problems,
    quotes: sources.map(quoteCard),
    looks: quoteLooks(standings),
    offers: offers.map(offer => ({ ...offer, why: offer.why.join('; '), against: offer.side === 'counter' })),
    bearing: evidence.flatMap(item => evidenceCard(item, finding._id)),
    ...told,
    state: stateNames[state],
    ready: isPrintable(state),
    again: finding.state === 'look',
    moves: transitions
      .filter(step => step.from === finding.state)
      .map(step => ({ to: step.to, name: step.name, held: step.guarded && told?.missing.length !== 0 })),
    themeChoices: inOrder(codebook.themes).map(({ id, name, depth, took = [] }) => ({
      value: id,
      label: `${'– '.repeat(depth)}${name}`,
      chosen: [id, ...took].some(each => isChosen('themes', each)),
    })),
    matchChoices: [
      { value: 'any', label: 'any of these themes', chosen: isChosen('match', 'any') },
      { value: 'all', label: 'all of these themes, each of them', chosen: isChosen('match', 'all') },
    ],
    scopeChoices: codebook.questions.map(({ id, label }) => ({
      value: id,
      label,
      chosen: isChosen('scope', id),
    })),
  }
}

/** What of the page only a count tells. */
function toldByCount(
  { counted, groups, at }: Shown,
  standings: Standing[],
  sources: QuoteSource[],
  style: HouseStyle,
) {
  const missing = missingFrom(counted, standings)
  return {
    at,
    count: countTable(counted),
    looks: looksAt(counted, standings),
    groups: groups.map(({ by, table }) => ({ by: `By ${by}`, ...tableRows(table) })),
    opposing: counted.opposing,
    wording: findingWording(
      counted,
      standings.filter((_standing, i) => sources[i]?.quote.side === 'quote'),
      style,
    ),
    missing,
    state: stateNow(counted.finding.state, missing.length > 0),
  }
}

const bears: Record<BearingKind, string> = {
  supports: 'Supports it',
  qualifies: 'Qualifies it',
  contradicts: 'Contradicts it',
}

/** A piece of evidence that bears on a finding, and how. */
function evidenceCard({ _id, citation, publisher, year, bearings }: Evidence, finding: string) {
  return bearings
    .filter(bearing => bearing.finding === finding)
    .map(({ how }) => ({ _id, citation, publisher, year, how: bears[how] }))
}

/** Where respondents stand, and beside it how that was coded; the two are never added. */
function countTable(counted: CountedFinding) {
  const { count, themes, campaigns, capacities, prompted, forSeveral } = counted
  const { unaided, acceptedFromMachine, unreviewed } = count.coded
  return {
    share: capitalised(shareIn(counted)),
    of: respondents(count.of),
    stances: [
      { label: 'Support the claim', number: count.supports },
      { label: 'Oppose it', number: count.opposes },
      { label: 'Are of two minds', number: count.mixed },
      { label: 'Only mention its themes', number: count.mentions },
    ],
    coded: [
      { label: 'Counted, with a coding made unaided', number: unaided },
      { label: 'Counted, accepted from the machine', number: acceptedFromMachine },
      { label: 'Not counted: only suggested, and unreviewed', number: unreviewed },
    ],
    themes,
    campaigns: campaigns ? campaignWords(campaigns) : 'Campaigns have not been looked for yet.',
    forSeveral: forSeveral ? forSeveralWords(forSeveral) : '',
    capacities: capacities.rows.length > 1 ? tableRows(capacities) : undefined,
    prompted: prompted > 0 ? promptedWords(prompted, count.supports - prompted) : undefined,
  }
}

function promptedWords(prompted: number, unprompted: number): string {
  return `${respondents(unprompted)} said so unprompted; ${prompted} said so only in answer to a question that named it.`
}

/** A table row by row; a number that is left out has no `count`. */
function tableRows({ rows, columns, cells, rowTotals, columnTotals, total }: PrintedTable) {
  return {
    columns,
    rows: rows.map((name, at) => ({
      name,
      numbers: [...(cells[at] ?? []), rowTotals[at] ?? null].map(count => (count === null ? {} : { count })),
    })),
    totals: [...columnTotals, total],
    leavesOut: [...cells.flat(), ...rowTotals].includes(null),
  }
}

function quoteCard(source: QuoteSource) {
  const standing = standingOf(source)
  const { quote, text } = source
  return {
    _id: quote._id,
    key: standing.key,
    against: quote.side === 'counter',
    usable: standing.usable,
    shown: standing.usable ? shownQuote(source, standing) : [],
    translated: markedTranslation(source),
    look: lookAt(standing) ?? (standing.usable ? standing.unapproved : undefined),
    note: text && standing.usable ? editNote(text.text, quote) : undefined,
    warnings: text && standing.usable ? quoteWarnings(text.text, quote, standing.speaker) : [],
  }
}
