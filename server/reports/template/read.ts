import Handlebars from 'handlebars'
import type { Problem } from '../../../analysis/index.ts'
import { blocks, calls, isBlock, isCall, type List, lists, type Part, type Place } from './grammar.ts'
import { lineStarts, placeAt, templateProblem } from './problem.ts'
import { syntaxProblem } from './syntax.ts'

type Node =
  | hbs.AST.ContentStatement
  | hbs.AST.CommentStatement
  | hbs.AST.MustacheStatement
  | hbs.AST.BlockStatement
  | hbs.AST.PartialStatement
type Expression = hbs.AST.StringLiteral | hbs.AST.PathExpression | hbs.AST.NumberLiteral
type Given = { key: string; options: Map<string, string> }

/** What is known while a template is read: where its lines begin, the problems so far, and the loops round this place. */
type Reading = { starts: number[]; problems: Problem[]; within: readonly List[] }

/** How deep passages may stand in one another: the parser's work grows with the square of that, and nobody needs more. */
const deepest = 20

/**
 * Reads a report's template, which is Markdown with Handlebars helpers. Only Handlebars' parser is used: nothing is
 * compiled or looked up, so that a template can name our helpers with literal values and reach nothing else.
 *
 * @returns its parts, and every problem with its line and column
 */
export function readTemplate(template: string): { parts: Part[]; problems: Problem[] } {
  const source = template.replace(/\r\n?/g, '\n')
  const starts = lineStarts(source)
  const problems: Problem[] = ownNotes(source, starts)
  const deep = tooDeep(source)
  if (deep !== undefined) {
    const message = `passages stand more than ${deepest} deep in one another here. Close some before you open others.`
    return { parts: [], problems: [...problems, templateProblem(placeAt(starts, deep), message)] }
  }
  try {
    const program = Handlebars.parse(source)
    return { parts: readParts(program.body as Node[], { starts, problems, within: [] }), problems }
  } catch (error) {
    return { parts: [], problems: [syntaxProblem(source, error)] }
  }
}

/** Where the first passage begins that stands too deep; each {{else}} stands in what it follows. */
function tooDeep(source: string): number | undefined {
  let depth = 0
  for (const { 0: mark, index } of source.matchAll(/\{\{~?\s*(?:#|\^|\/|else\b)/g)) {
    depth = mark.endsWith('/') ? Math.max(0, depth - 1) : depth + 1
    if (depth > deepest) return index
  }
  return undefined
}

function ownNotes(source: string, starts: number[]): Problem[] {
  return Array.from(source.matchAll(/\[\^/g), match =>
    templateProblem(
      placeAt(starts, match.index),
      'notes are numbered and written by the software. Take “[^” out.',
    ),
  )
}

function readParts(nodes: Node[], reading: Reading): Part[] {
  return nodes.flatMap((node): Part[] => {
    if (node.type === 'ContentStatement') return [readText(node, reading)]
    if (node.type === 'CommentStatement') return []
    if (node.type === 'MustacheStatement') return readCall(node, reading)
    if (node.type === 'BlockStatement') return readBlock(node, reading)
    const message = `partials and decorators are not used in reports. ${known()}`
    reading.problems.push(templateProblem(placeOf(node), message))
    return []
  })
}

/** The author's Markdown, with where it begins: the parser takes white space off round helpers that fill a line. */
function readText({ value, original, loc }: hbs.AST.ContentStatement, { starts }: Reading): Part {
  const taken = leading(String(original)) - leading(value)
  return {
    kind: 'text',
    markdown: value,
    at: (starts[loc.start.line - 1] ?? 0) + loc.start.column + Math.max(0, taken),
  }
}

function leading(text: string): number {
  return text.length - text.trimStart().length
}

function readBlock(node: hbs.AST.BlockStatement, reading: Reading): Part[] {
  const name = node.path.original
  const place = placeOf(node)
  const refuse = (message: string): Part[] => {
    reading.problems.push(templateProblem(place, message))
    return []
  }
  if (node.inverse || node.program.blockParams)
    return refuse('{{else}} and names between bars have no use in reports. Take them out.')
  const body = node.program.body as Node[]
  if (name === 'each') {
    const over = listNamed(node)
    if (!over) return refuse(`a loop goes through one of: ${lists.join(', ')}. Write {{#each findings}}.`)
    if (reading.within.includes(over)) return refuse(`this loop stands within another through ${over}.`)
    const parts = readParts(body, { ...reading, within: [...reading.within, over] })
    return [{ kind: 'loop', over, place, parts }]
  }
  if (!isBlock(name)) {
    const forms = Object.values(blocks).map(block => block.example)
    return refuse(`{{#${name}}} is not known. Passages are marked by ${forms.join(' or ')}.`)
  }
  const given = readGiven(node, name, blocks[name])
  if (typeof given === 'string') return refuse(given)
  return [{ kind: 'block', block: { name, ...given, place }, parts: readParts(body, reading) }]
}

function listNamed({ params, hash }: hbs.AST.BlockStatement): List | undefined {
  const [only, ...more] = params as Expression[]
  if (only?.type !== 'PathExpression' || more.length > 0 || hash) return undefined
  return lists.find(list => list === only.original)
}

function readCall(node: hbs.AST.MustacheStatement, reading: Reading): Part[] {
  const place = placeOf(node)
  const refuse = (message: string): Part[] => {
    reading.problems.push(templateProblem(place, message))
    return []
  }
  const name = String((node.path as { original?: unknown }).original)
  if (node.path.type !== 'PathExpression' || !isCall(name))
    return refuse(`{{${name}}} is not known. ${known()}`)
  const given = readGiven(node, name, calls[name])
  return typeof given === 'string'
    ? refuse(given)
    : [{ kind: 'call', call: { name, key: given.key, options: given.options, place } }]
}

/** What a helper is given, in literal values; or what is wrong with it. */
function readGiven(
  { params, hash }: Pick<hbs.AST.MustacheStatement, 'params' | 'hash'>,
  name: string,
  { names, options, example }: { names: string; options: readonly string[]; example: string },
): Given | string {
  const [first, ...more] = params as Expression[]
  const tooMany = more.length > 0 || (names === 'never' && first !== undefined)
  if (tooMany || (names === 'always' && !first)) return `write it like ${example}.`
  const pairs = hash?.pairs ?? []
  const values = [...(first ? [first] : []), ...pairs.map(pair => pair.value as Expression)]
  const bare = values.find(value => value.type !== 'StringLiteral')
  if (bare) return `give names and options in quotation marks: ${example}.`
  const unknown = pairs.find(pair => !options.includes(pair.key))
  if (unknown) return `{{${name}}} has no option “${unknown.key}”. Write it like ${example}.`
  return {
    key: first?.type === 'StringLiteral' ? first.value : '',
    options: new Map(pairs.map(pair => [pair.key, (pair.value as hbs.AST.StringLiteral).value])),
  }
}

function known(): string {
  const passages = [...Object.keys(blocks), 'each'].map(name => `#${name}`)
  return `Use one of: ${[...Object.keys(calls), ...passages].join(', ')}.`
}

function placeOf(node: Node): Place {
  return { line: node.loc.start.line, column: node.loc.start.column + 1 }
}
