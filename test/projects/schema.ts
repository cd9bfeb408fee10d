import { SaxesParser } from 'saxes'

/**
 * What the published schema of REFI-QDA projects, version 1.0 of 18 March 2019, says of the elements that projects of
 * texts hold: their order and number, their attributes (`!` where one must stand), and the kinds of their values. No
 * validator of XML Schema is to be had as an npm package with a fit licence that compiles or downloads nothing, so its
 * rules stand here as a table.
 */
type Rule = { holds: string; attributes?: Record<string, Kind | `${Kind}!`>; text?: Kind }
type Kind =
  | 'guid'
  | 'string'
  | 'integer'
  | 'boolean'
  | 'dateTime'
  | 'colour'
  | 'variable'
  | 'date'
  | 'decimal'

const made = {
  creatingUser: 'guid',
  creationDateTime: 'dateTime',
  modifyingUser: 'guid',
  modifiedDateTime: 'dateTime',
} as const
const ref: Rule = { holds: '', attributes: { targetGUID: 'guid!' } }
const textSource: Rule = {
  holds: 'Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*',
  attributes: { guid: 'guid!', name: 'string', richTextPath: 'string', plainTextPath: 'string', ...made },
}
const words: Rule = { holds: '', text: 'string' }

const rules: Record<string, Rule> = {
  Project: {
    holds: 'Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef*',
    attributes: {
      ...{ name: 'string!', origin: 'string', creatingUserGUID: 'guid', creationDateTime: 'dateTime' },
      ...{ modifyingUserGUID: 'guid', modifiedDateTime: 'dateTime', basePath: 'string' },
    },
  },
  Users: { holds: 'User+' },
  User: { holds: '', attributes: { guid: 'guid!', name: 'string', id: 'string' } },
  CodeBook: { holds: 'Codes' },
  Codes: { holds: 'Code+' },
  Code: {
    holds: 'Description? NoteRef* Code*',
    attributes: { guid: 'guid!', name: 'string!', isCodable: 'boolean!', color: 'colour' },
  },
  Variables: { holds: 'Variable+' },
  Variable: {
    holds: 'Description?',
    attributes: { guid: 'guid!', name: 'string!', typeOfVariable: 'variable!' },
  },
  Cases: { holds: 'Case+' },
  Case: {
    holds: 'Description? CodeRef* VariableValue* SourceRef* SelectionRef*',
    attributes: { guid: 'guid!', name: 'string' },
  },
  VariableValue: {
    holds: 'VariableRef (TextValue|BooleanValue|IntegerValue|FloatValue|DateValue|DateTimeValue)?',
  },
  Sources: { holds: 'TextSource+' },
  TextSource: textSource,
  Notes: { holds: 'Note+' },
  Note: textSource,
  PlainTextSelection: {
    holds: 'Description? Coding* NoteRef*',
    attributes: {
      ...{ guid: 'guid!', name: 'string', startPosition: 'integer!', endPosition: 'integer!' },
      ...made,
    },
  },
  Coding: {
    holds: 'CodeRef NoteRef*',
    attributes: { guid: 'guid!', creatingUser: 'guid', creationDateTime: 'dateTime' },
  },
  Sets: { holds: 'Set+' },
  Set: {
    holds: 'Description? MemberCode* MemberSource* MemberNote*',
    attributes: { guid: 'guid!', name: 'string!' },
  },
  Description: words,
  PlainTextContent: words,
  TextValue: words,
  BooleanValue: { holds: '', text: 'boolean' },
  IntegerValue: { holds: '', text: 'integer' },
  FloatValue: { holds: '', text: 'decimal' },
  DateValue: { holds: '', text: 'date' },
  DateTimeValue: { holds: '', text: 'dateTime' },
  ...{ CodeRef: ref, NoteRef: ref, SourceRef: ref, SelectionRef: ref, VariableRef: ref },
  ...{ MemberCode: ref, MemberSource: ref, MemberNote: ref },
}

const guid = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}'
const time = 'T\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?'
const zone = '(Z|[+-]\\d\\d:\\d\\d)?'
const kinds: Record<Kind, string> = {
  guid: `(${guid})|(\\{${guid}\\})`,
  string: '[\\s\\S]*',
  integer: '[+-]?\\d+',
  decimal: '[+-]?(\\d+(\\.\\d*)?|\\.\\d+)',
  boolean: 'true|false|0|1',
  date: `-?\\d{4,}-\\d\\d-\\d\\d${zone}`,
  dateTime: `-?\\d{4,}-\\d\\d-\\d\\d${time}${zone}`,
  colour: '#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})',
  variable: 'Text|Boolean|Integer|Float|Date|DateTime',
}

type Element = { name: string; children: string[]; text: string }

/** What in a project does not keep to the schema, each with the element and what is wrong. */
export function schemaProblems(xml: string): string[] {
  const problems: string[] = []
  const open: Element[] = []
  const ids = new Map<string, number>()
  const named = new Set<string>()
  const parser = new SaxesParser({ xmlns: true })
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (uri !== 'urn:QDA-XML:project:1.0') problems.push(`${local} is of ${uri}`)
    if (open.length === 0 && local !== 'Project') problems.push(`begins with ${local}`)
    open.at(-1)?.children.push(local)
    open.push({ name: local, children: [], text: '' })
    const rule = rules[local]
    if (!rule) problems.push(`${local} is not known`)
    const given = Object.fromEntries(
      Object.entries(attributes)
        .filter(([name]) => name !== 'xmlns')
        .map(([name, { value }]) => [name, value]),
    )
    for (const [name, value] of Object.entries(given)) {
      const kind = rule?.attributes?.[name]?.replace('!', '') as Kind | undefined
      if (!kind) problems.push(`${local} has no attribute ${name}`)
      else if (!isOf(kind, value)) problems.push(`${local} ${name}: “${value}” is no ${kind}`)
      if (name === 'guid') ids.set(value, (ids.get(value) ?? 0) + 1)
      else if (kind === 'guid') named.add(value)
    }
    for (const [name, kind] of Object.entries(rule?.attributes ?? {}))
      if (kind.endsWith('!') && !(name in given)) problems.push(`${local} lacks ${name}`)
  })
  const add = (text: string) => {
    const here = open.at(-1)
    if (here) here.text += text
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', () => {
    const element = open.pop()
    const rule = rules[element?.name ?? '']
    if (!element || !rule) return
    const children = element.children.map(name => `${name} `).join('')
    if (!orderOf(rule.holds).test(children))
      problems.push(`${element.name} holds ${children || 'nothing'}, not ${rule.holds}`)
    if (!(rule.text ? isOf(rule.text, element.text) : element.text.trim() === ''))
      problems.push(`${element.name}: “${element.text}” is not what it says`)
  })
  parser.write(xml).close()
  for (const [id, count] of ids) if (count > 1) problems.push(`${id} stands ${count} times`)
  for (const id of named) if (!ids.has(id)) problems.push(`${id} is named and not there`)
  return problems
}

function isOf(kind: Kind, value: string): boolean {
  return new RegExp(`^(?:${kinds[kind]})$`).test(value)
}

/** `A? B+` as an expression over `A B B `. */
function orderOf(holds: string): RegExp {
  const names = holds.split(' ').map(part => part.replace(/\w+/g, name => `(?:${name} )`))
  return new RegExp(`^${names.join('')}$`)
}
