import type { Problem } from '../../../../analysis/index.ts'
import type { Option, Question, QuestionOf } from '../../questions.ts'
import { withConstraint } from '../constraint.ts'
import { otherExtra, questionExtra } from './extra.ts'
import type { SheetRow } from './sheets.ts'

/** The type of a row: what comes first, the list of its options, and whether these have an “other”. */
export type RowType = { type: string; list: string; orOther: boolean }

const olderTypes: Record<string, string> = {
  string: 'text',
  int: 'integer',
  number: 'integer',
  phone_number: 'text',
  select1: 'select_one',
  select: 'select_multiple',
  trigger: 'acknowledge',
}

/** `select one from yes_no or_other` is `select_one` with the list `yes_no`, as older forms write it too. */
export function typeOf(cell: string): RowType {
  const plain = cell.trim().replace(/\s+/g, ' ')
  const select =
    /^(select_one|select one|select1|select_multiple|select multiple|select all that apply|rank)(?: from)? (\S+)( or[_ ](?:other|specify other))?$/i.exec(
      plain,
    )
  if (select) {
    const first = (select[1] ?? '').toLowerCase().replaceAll(' ', '_')
    const type =
      first === 'select_all_that_apply' ? 'select_multiple' : first === 'select1' ? 'select_one' : first
    return { type, list: select[2] ?? '', orOther: select[3] !== undefined }
  }
  const type = plain.toLowerCase().replaceAll(' ', '_')
  return { type: olderTypes[type] ?? type, list: '', orOther: false }
}

/** Rows that ask nobody anything. */
const unasked = [
  ...['start', 'end', 'today', 'deviceid', 'username', 'phonenumber', 'email', 'simserial', 'subscriberid'],
  ...['audit', 'calculate', 'hidden', 'xml-external', 'csv-external', 'start-geopoint', 'background-audio'],
  ...['background-geopoint', 'entity'],
]

/**
 * The question that a row asks; undefined for one that asks nothing, or that nothing here asks. What of it is lost
 * is told.
 */
export function questionOf(
  row: SheetRow,
  { type, list, orOther }: RowType,
  choices: ReadonlyMap<string, Option[]>,
  losses: Problem[],
): Question | undefined {
  const lose = (message: string) => losses.push({ place: row.place, message })
  const name = row.cell('name')
  const extra = { ...questionExtra(row.cell('soundings')), ...otherExtra(row.other('soundings')) }
  const label = row.words('label') || name
  const hint = row.words('hint') || row.words('guidance_hint')
  const appearance = row.cell('appearance').toLowerCase()
  const asked = {
    id: name,
    label,
    ...(hint ? { hint } : {}),
    required: isRequired(row, lose),
    ...(extra.about ? { about: extra.about } : {}),
  }
  if (unasked.includes(type)) {
    lose(`“${type}” asks nobody anything, and was left out.`)
    return undefined
  }
  if (type === 'note') {
    const [heading = name, ...rest] = label.split(/\n+/).filter(line => line.trim() !== '')
    const { hint: _hint, ...said } = asked
    return {
      ...said,
      label: heading,
      type: 'statement',
      required: false,
      text: [...rest, ...(hint ? [hint] : [])],
    }
  }
  if (type === 'text') {
    if (extra.type === 'email') return { ...asked, type: 'email' }
    const limit = extra.wordLimit === undefined ? {} : { wordLimit: extra.wordLimit }
    return appearance.includes('multiline')
      ? { ...asked, type: 'longText', ...limit }
      : { ...asked, type: 'shortText' }
  }
  if (type === 'integer' || type === 'decimal') {
    const unit = extra.unit ? { unit: extra.unit } : {}
    return { ...asked, type: 'number', ...(type === 'integer' ? { whole: true as const } : {}), ...unit }
  }
  if (type === 'range') return rangeOf(asked, row, extra, lose)
  if (type === 'date') return { ...asked, type: 'date' }
  if (type === 'time' || type === 'datetime') {
    lose('There is no question for a time here: it became a short text.')
    return { ...asked, type: 'shortText' }
  }
  if (type === 'acknowledge') {
    return { ...asked, type: 'several', options: [{ value: 'OK', label: 'OK' }] }
  }
  if (['file', 'image', 'audio', 'video'].includes(type)) {
    if (type !== 'file') lose(`It asks for a document here: ${type} is not read.`)
    return { ...asked, type: 'file' }
  }
  if (['select_one', 'select_multiple', 'rank'].includes(type)) {
    const options = choices.get(list.toLowerCase())
    if (!options) {
      lose(`The sheet of choices has no list “${list}”, so the question was left out.`)
      return undefined
    }
    if (row.cell('choice_filter'))
      lose('All of its options are offered: filters of choices are not known here.')
    const offered = orOther ? withOther(options) : options
    if (type === 'rank')
      return {
        ...asked,
        type: 'ranking',
        options: offered,
        ...(extra.places ? { places: extra.places } : {}),
      }
    if (type === 'select_multiple') return { ...asked, type: 'several', options: offered }
    if (extra.type === 'scale' || appearance.includes('likert'))
      return { ...asked, type: 'scale', options: offered }
    const isLong = /\b(minimal|autocomplete|search)\b/.test(appearance)
    return { ...asked, type: isLong ? 'dropdown' : 'one', options: offered }
  }
  lose(`A question of the type “${type}” cannot be asked here, and was left out.`)
  return undefined
}

function withOther(options: Option[]): Option[] {
  if (options.some(({ own }) => own)) return options
  const there = options.find(({ value }) => value === 'other')
  if (there) return options.map(option => (option === there ? { ...option, own: true } : option))
  return [...options, { value: 'other', label: 'Other', own: true }]
}

function isRequired(row: SheetRow, lose: (message: string) => void): boolean {
  const cell = row.cell('required').toLowerCase()
  if (['yes', 'true', 'true()', '1'].includes(cell)) return true
  if (!['', 'no', 'false', 'false()', '0'].includes(cell))
    lose('Whether it must be answered depends on other answers there; here it need not be.')
  return false
}

type Asked = Pick<QuestionOf<'rating'>, 'id' | 'label' | 'hint' | 'required' | 'about'>

function rangeOf(
  asked: Asked,
  row: SheetRow,
  { low = '', high = '' }: { low?: string | undefined; high?: string | undefined },
  lose: (message: string) => void,
): Question {
  const parameter = (name: string) =>
    Number(new RegExp(`\\b${name}\\s*=\\s*(-?[\\d.]+)`, 'i').exec(row.cell('parameters'))?.[1] ?? Number.NaN)
  const [start, end, step] = [parameter('start'), parameter('end'), parameter('step')]
  if (start === 1 && step === 1 && Number.isInteger(end) && end >= 3 && end <= 10)
    return { ...asked, type: 'rating', most: end, low, high }
  lose('It became a number, as a rating here goes from 1 to a number between 3 and 10.')
  return {
    ...asked,
    type: 'number',
    ...(Number.isFinite(start) ? { least: start } : {}),
    ...(Number.isFinite(end) ? { most: end } : {}),
    ...(Number.isInteger(step) ? { whole: true as const } : {}),
  }
}

/** The same with what its other columns state, as far as it can be carried over. */
export function withColumns(question: Question, row: SheetRow, losses: Problem[]): Question {
  const lose = (message: string) => losses.push({ place: row.place, message })
  if (row.cell('default'))
    lose(`The answer that was filled in already, “${row.cell('default')}”, was left out.`)
  if (row.cell('calculation')) lose('Its calculation was left out.')
  if (['yes', 'true', 'true()'].includes((row.cell('read_only') || row.cell('readonly')).toLowerCase()))
    lose('It could only be read there; here it can be answered.')
  for (const media of ['image', 'audio', 'video', 'big-image'])
    if (row.words(media) || row.words(`media::${media}`)) lose(`Its ${media} was left out.`)
  const constraint = row.cell('constraint')
  if (!constraint) return question
  const limited = withConstraint(question, constraint)
  if (limited) return limited
  if (question.type === 'email') return question
  lose(`Its check of answers was left out: ${constraint.slice(0, 300)}`)
  return question
}
