import Handlebars from 'handlebars'
import type { Problem } from '../../../analysis/index.ts'
import { blocks, type Call, calls, isBlock, isCall, type Part, type Place } from './grammar.ts'
import { placeAt, templateProblem } from './problem.ts'
import { syntaxProblem } from './syntax.ts'

type Node =
  | hbs.AST.ContentStatement
  | hbs.AST.CommentStatement
  | hbs.AST.MustacheStatement
  | hbs.AST.BlockStatement
  | hbs.AST.PartialStatement
type Expression = hbs.AST.StringLiteral | hbs.AST.PathExpression | hbs.AST.NumberLiteral

/**
 * Reads a report's template, which is Markdown with Handlebars helpers. Only Handlebars' parser is used: nothing is
 * compiled or looked up, so that a template can name our helpers with literal values and reach nothing else.
 *
 * @returns its parts, and every problem with its line and column
 */
export function readTemplate(template: string): { parts: Part[]; problems: Problem[] } {
  const source = template.replace(/\r\n?/g, '\n')
  const problems: Problem[] = ownNotes(source)
  try {
    const program = Handlebars.parse(source)
    return { parts: readParts(program.body as Node[], problems), problems }
  } catch (error) {
    return { parts: [], problems: [syntaxProblem(source, error)] }
  }
}

function ownNotes(source: string): Problem[] {
  return Array.from(source.matchAll(/\[\^/g), match =>
    templateProblem(
      placeAt(source, match.index),
      'notes are numbered and written by the software. Take “[^” out.',
    ),
  )
}

function readParts(nodes: Node[], problems: Problem[]): Part[] {
  return nodes.flatMap((node): Part[] => {
    if (node.type === 'ContentStatement') return [{ kind: 'text', markdown: node.value }]
    if (node.type === 'CommentStatement') return []
    if (node.type === 'MustacheStatement') return readCall(node, problems)
    if (node.type === 'BlockStatement') return readBlock(node, problems)
    problems.push(
      templateProblem(placeOf(node), `partials and decorators are not used in reports. ${known()}`),
    )
    return []
  })
}

function readBlock(node: hbs.AST.BlockStatement, problems: Problem[]): Part[] {
  const name = node.path.original
  if (!isBlock(name) || node.params.length > 0 || node.hash || node.inverse || node.program.blockParams) {
    const message = `{{#${name}}} is not known in this form. Passages are marked by ${Object.values(blocks).join(' or ')}.`
    problems.push(templateProblem(placeOf(node), message))
    return []
  }
  return [{ kind: 'block', name, parts: readParts(node.program.body as Node[], problems) }]
}

function readCall(node: hbs.AST.MustacheStatement, problems: Problem[]): Part[] {
  const place = placeOf(node)
  const refuse = (message: string): Part[] => {
    problems.push(templateProblem(place, message))
    return []
  }
  const name = String((node.path as { original?: unknown }).original)
  if (node.path.type !== 'PathExpression' || !isCall(name))
    return refuse(`{{${name}}} is not known. ${known()}`)
  const { names, options, example } = calls[name]
  const [first, ...more] = node.params as Expression[]
  const tooMany = more.length > 0 || (names === 'never' && first !== undefined)
  if (tooMany || (names === 'always' && !first)) return refuse(`write it like ${example}.`)
  const pairs = node.hash?.pairs ?? []
  const values = [...(first ? [first] : []), ...pairs.map(pair => pair.value as Expression)]
  const bare = values.find(value => value.type !== 'StringLiteral')
  if (bare) return refuse(`give names and options in quotation marks: ${example}.`)
  const unknown = pairs.find(pair => !(options as readonly string[]).includes(pair.key))
  if (unknown) return refuse(`{{${name}}} has no option “${unknown.key}”. Write it like ${example}.`)
  const call: Call = {
    name,
    key: first?.type === 'StringLiteral' ? first.value : '',
    options: new Map(pairs.map(pair => [pair.key, (pair.value as hbs.AST.StringLiteral).value])),
    place,
  }
  return [{ kind: 'call', call }]
}

function known(): string {
  return `Use one of: ${[...Object.keys(calls), ...Object.keys(blocks).map(name => `#${name}`)].join(', ')}.`
}

function placeOf(node: Node): Place {
  return { line: node.loc.start.line, column: node.loc.start.column + 1 }
}
