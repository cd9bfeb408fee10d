import { capitalised, countInWords, type HouseStyle, listed } from '../../../analysis/application.ts'
import type { Estimate } from '../../../analysis/index.ts'
import type { CountedFinding } from '../../findings/count.ts'
import type { MethodAgreement, MethodAudit, MethodFacts } from './facts.ts'

/** How the answers were coded: by whom, how far they agree, what the machine had to do with it, what was read. */
export function codingWords(facts: MethodFacts, findings: CountedFinding[], style: HouseStyle): string[] {
  const { coders, settled, agreement, audit, answered, readInFull } = facts
  const themes = new Set(findings.flatMap(({ finding }) => finding.themes))
  return [
    ...coderWords(coders, style),
    ...settledWords(settled),
    ...(agreement
      ? agreementWords(agreement, themes)
      : [
          'The testimony was read reflexively: themes were made in reading, so that no figure of agreement and no scale of words is given. The researchers’ memos and the history of the themes can be had instead.',
        ]),
    ...machineWords(findings),
    ...auditWords(audit, themes),
    readWords(answered, readInFull),
  ]
}

function coderWords(coders: number, style: HouseStyle): string[] {
  if (coders === 0) return ['Nobody has coded an answer yet.']
  return [
    `${capitalised(countInWords(coders, style))} ${coders === 1 ? 'person' : 'people'} coded. A passage counts when any coder has accepted it.`,
  ]
}

function settledWords(settled: number): string[] {
  if (settled === 0) return []
  return [
    `On ${settled} ${settled === 1 ? 'passage' : 'passages'} coders differed who had read them without seeing each other’s work; there, what was settled afterwards counts, and agreement is of what they had coded before.`,
  ]
}

function agreementWords({ answers, overall, themes }: MethodAgreement, wanted: Set<string>): string[] {
  if (answers === 0)
    return ['No answer was coded unaided by two people, so that how far coders agree is not known.']
  const over = `${answers} ${answers === 1 ? 'answer was' : 'answers were'} coded unaided by two people or more. As each first coded them, before anybody could have talked it over here,`
  if ('reason' in overall)
    return [`${over} there is too little to say how far they agree: ${overall.reason}.`]
  const { value, low, high } = overall
  const named = themes.filter(({ id }) => wanted.has(id))
  const told = named.flatMap(({ name, alpha }) => (alpha === null ? [] : [`“${name}” ${decimal(alpha)}`]))
  const few = named.flatMap(({ name, alpha }) => (alpha === null ? [`“${name}”`] : []))
  return [
    `${over} they agree with Krippendorff’s α (with MASI as the distance) of ${decimal(value)}, 95 % interval ${decimal(low)} to ${decimal(high)}; 1 is full agreement, 0 what chance would give.`,
    ...(told.length > 0 ? [`By theme, α is: ${listed(told)}.`] : []),
    ...(few.length > 0 ? [`On ${listed(few)} there are too few to say.`] : []),
  ]
}

function machineWords(findings: CountedFinding[]): string[] {
  const sum = (part: keyof CountedFinding['count']['coded']) =>
    findings.reduce((total, { count }) => total + count.coded[part], 0)
  const [unaided, machine, unreviewed] = [sum('unaided'), sum('acceptedFromMachine'), sum('unreviewed')]
  return [
    ...(unaided + machine === 0 ? [] : [`Of the positions counted, ${originWords(unaided, machine)}.`]),
    ...(unreviewed === 0
      ? []
      : [`Suggestions that nobody has reviewed concern ${unreviewed} more, and are added to nothing.`]),
  ]
}

function originWords(unaided: number, machine: number): string {
  const share = Math.round((100 * unaided) / (unaided + machine))
  if (machine === 0) return 'all rest on codings made unaided'
  if (unaided === 0) return 'all rest on suggestions of the machine that a person accepted'
  return `${share} % rest on a coding made unaided and ${100 - share} % on suggestions of the machine that a person accepted`
}

function auditWords(audit: MethodAudit | null, wanted: Set<string>): string[] {
  if (!audit)
    return ['How well the machine finds themes was not checked on enough passages drawn by lot to say.']
  const { precision, recall, about, passages } = audit
  const on = about ? ` for “${about}”` : ''
  const parts = [
    precision ? `${estimateWords(precision)} of what it suggested was right (precision)` : '',
    recall ? `it found ${estimateWords(recall)} of what was there (recall)` : '',
  ].filter(part => part !== '')
  const checked = `The machine was checked${on} on ${passages} passages drawn by lot and shown without its marks`
  const byTheme = themeWords(audit, wanted)
  if (parts.length === 0)
    return [`${checked}; there is too little to say of its precision and recall.`, ...byTheme]
  const missing =
    parts.length === 1 ? `; there is too little to say of its ${precision ? 'recall' : 'precision'}` : ''
  return [`${checked}${about ? '' : ', over all themes together'}: ${listed(parts)}${missing}.`, ...byTheme]
}

/** The same for each theme that the findings rest on; and of which too few passages were drawn, or none. */
function themeWords({ themes }: MethodAudit, wanted: Set<string>): string[] {
  const named = themes.filter(({ id }) => wanted.has(id))
  const namesOf = (which: MethodAudit['themes']) => listed(which.map(({ name }) => `“${name}”`))
  const told = named.flatMap(({ name, result }) => {
    if (!result || (!result.precision && !result.recall)) return []
    const part = (what: string, estimate: Estimate) =>
      `${what} ${estimate ? estimateWords(estimate) : 'too few to say'}`
    return [`“${name}”, ${part('precision', result.precision)}, ${part('recall', result.recall)}`]
  })
  const few = named.filter(({ result }) => result && !result.precision && !result.recall)
  const unchecked = named.filter(({ result }) => !result)
  return [
    ...(told.length > 0 ? [`By theme: ${told.join('; ')}.`] : []),
    ...(few.length > 0 ? [`On ${namesOf(few)} too few passages were checked to say.`] : []),
    ...(unchecked.length > 0
      ? [`${namesOf(unchecked)} ${unchecked.length === 1 ? 'was' : 'were'} not among the themes checked.`]
      : []),
  ]
}

function estimateWords({ value, low, high }: NonNullable<Estimate>): string {
  const percent = (share: number) => Math.round(100 * share)
  return low === high
    ? `${percent(value)} %`
    : `${percent(value)} % (95 % interval ${percent(low)} to ${percent(high)} %)`
}

/** Only who says so has read a response in full: that it was opened or coded shows no such thing. */
function readWords(answered: number, readInFull: number): string {
  const unread = Math.max(0, answered - readInFull)
  if (answered === 0) return 'There is no response to read.'
  if (unread === 0) return 'Of every response somebody says that they read it in full.'
  if (unread === answered) return 'Of no response is it recorded that anybody read it in full.'
  return `Of ${unread} of ${answered} responses (${Math.round((100 * unread) / answered)} %) it is not recorded that anybody read them in full.`
}

function decimal(number: number): string {
  return number.toFixed(2).replace('-', '−')
}
