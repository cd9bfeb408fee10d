import type { Problem } from '../../../analysis/index.ts'
import { placeOf } from '../export/places.ts'
import { handNamed } from '../ledger/handNamed.ts'
import { type LedgerEntry, ledgerOf } from '../ledger/ledger.ts'
import type { Material } from '../material.ts'
import { blockAccount, callAccount } from './account.ts'
import { gapProblems } from './gaps.ts'
import type { Block, Call, Part } from './grammar.ts'
import { helpers } from './helpers/index.ts'
import { mostTurns, turnsOf } from './loop.ts'
import { knownNames } from './nameIn.ts'
import { lineStarts, templateProblem } from './problem.ts'
import { readTemplate } from './read.ts'
import { Sheet } from './sheet.ts'
import { leadTogether } from './together.ts'
import type { ReportWords, Writing } from './writing.ts'

/** A report as its template and material make it. With problems it may be looked at, and not be exported. */
export type Written = Pick<
  Writing,
  'printed' | 'marked' | 'charts' | 'pseudonyms' | 'named' | 'resting' | 'typed' | 'authored'
> & {
  /** The report's Markdown without its notes. */
  markdown: string
  notes: readonly string[]
  problems: Problem[]
  /** Every sentence of it, with what it rests on. */
  ledger: LedgerEntry[]
}

/** Writes a report from its template. What a helper cannot print is left out, marked, and told with its place. */
export function writeReport(report: ReportWords, material: Material): Written {
  const { parts, problems } = readTemplate(report.template)
  const sheet = new Sheet(material.style.stops)
  const writing: Writing = {
    report,
    material,
    names: knownNames(material),
    sheet,
    printed: [],
    marked: [],
    charts: [],
    resting: [],
    typed: [],
    authored: [],
    pseudonyms: new Map(),
    finding: undefined,
    turn: {},
    named: [],
  }
  writeParts(parts, writing, { problems, turns: 0 })
  const { printed, marked, charts, resting, typed, authored, pseudonyms, named } = writing
  const markdown = `${sheet.markdown.trimEnd()}\n`
  const starts = lineStarts(report.template)
  const quoted = printed.map(quote => placeOf(quote, markdown))
  const ledger = ledgerOf({ markdown, resting, typed, starts, quoted })
  problems.push(...handNamed({ markdown, printed, typed, ledger, starts }, writing.names))
  problems.push(...gapProblems({ markdown, typed, starts }))
  return {
    markdown,
    notes: sheet.notes,
    printed,
    marked,
    charts,
    resting,
    typed,
    authored,
    pseudonyms,
    named,
    problems,
    ledger,
  }
}

/** What goes through the whole of the writing: what was wrong so far, and how many turns its loops have taken. */
type Run = { problems: Problem[]; turns: number }

function writeParts(parts: Part[], writing: Writing, run: Run): void {
  const { sheet, typed } = writing
  for (const part of parts) {
    if (part.kind === 'text') {
      const start = sheet.text(part.markdown)
      typed.push({ start, end: sheet.length, at: part.at })
    } else if (part.kind === 'block') writeBlock(part.block, part.parts, writing, run)
    else if (part.kind === 'loop') writeLoop(part, writing, run)
    else writeCall(part.call, writing, run)
  }
}

function writeBlock(block: Block, parts: Part[], writing: Writing, run: Run): void {
  const { sheet, marked, resting } = writing
  const { name, place } = block
  const start = sheet.length
  const account = blockAccount(block, writing)
  const isTogether = name === 'split' || name === 'several'
  const refusal =
    account && 'refusal' in account
      ? account.refusal
      : isTogether
        ? leadTogether(block, parts, writing)
        : undefined
  if (refusal !== undefined) run.problems.push(templateProblem(place, refusal))
  writeParts(parts, writing, run)
  const end = sheet.length
  if (account && !('refusal' in account)) resting.push({ start, end, ...account })
  if (name === 'own' || name === 'recommend') marked.push({ kind: name, markdown: sheet.since(start).trim() })
}

function writeCall(asked: Call, writing: Writing, { problems }: Run): void {
  const { sheet, resting } = writing
  const call = inTurn(asked, writing)
  const start = sheet.length
  const refusal = helpers[call.name](call, writing)
  if (refusal !== undefined) {
    problems.push(templateProblem(call.place, refusal))
    sheet.words(`**[left out: ${call.key || call.name}]**`)
  }
  const account = callAccount(call, writing)
  if (account) resting.push({ start, end: sheet.length, ...account })
}

/** A call without a name means what the loop round it has come to. */
function inTurn(call: Call, { turn }: Writing): Call {
  if (call.key !== '') return call
  const isQuote = call.name === 'quote' || call.name === 'counter' || call.name === 'fragment'
  return { ...call, key: (isQuote ? turn.quote : call.name === 'evidence' ? turn.evidence : undefined) ?? '' }
}

function writeLoop(loop: Extract<Part, { kind: 'loop' }>, writing: Writing, run: Run): void {
  const { finding, turn } = writing
  for (const each of turnsOf(loop.over, writing)) {
    if (++run.turns > mostTurns) {
      const message = `the loops write more than ${mostTurns.toLocaleString('en-GB')} passages. Choose fewer findings for the report.`
      run.problems.push(templateProblem(loop.place, message))
      break
    }
    if (each.finding) writing.finding = each.finding
    writing.turn = { ...turn, ...each.turn }
    writeParts(loop.parts, writing, run)
    writing.turn = turn
  }
  if (loop.over === 'findings') writing.finding = finding
}
