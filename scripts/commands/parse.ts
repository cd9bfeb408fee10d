import { parseArgs } from 'node:util'
import type { Problem } from '../../analysis/index.ts'
import { CannotRun } from '../cannotRun.ts'
import { type Command, commonOptions, type Given, type Option } from './command.ts'

/** One value in the order of typing: of the option `name`, or `loose` behind that option or behind none. */
type Piece = { text: string; name: string | undefined; loose: boolean }

/**
 * Checks what a person typed after a command's name. Values of a `several` option may follow each other
 * (`--by Sector Nation`) or be given one an option.
 * @throws CannotRun with every problem at once.
 */
export function parseCommand(command: Command, args: string[]): Given {
  const options = { ...command.options, ...commonOptions }
  const problems: Problem[] = []
  const pieces: Piece[] = []
  let behind: string | undefined
  for (const token of tokens(options, args)) {
    if (token.kind === 'option-terminator') behind = undefined
    else if (token.kind === 'positional') pieces.push({ text: token.value, name: behind, loose: true })
    else {
      const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined
      const problem = optionProblem(command, options, token, option)
      if (problem) problems.push(problem)
      else pieces.push({ text: token.value ?? '', name: token.name, loose: false })
      behind = option?.several ? token.name : undefined
    }
  }

  const operands = operandsOf(pieces, command.operands.length)
  problems.push(
    ...operandProblems(
      command,
      operands.map(({ text }) => text),
    ),
  )
  const found = new Map<string, string[]>()
  for (const piece of pieces)
    if (piece.name !== undefined && !operands.includes(piece))
      found.set(piece.name, [...(found.get(piece.name) ?? []), piece.text])
  for (const [name, { required, value, about }] of Object.entries(options))
    if (required && !found.has(name) && !problems.some(({ place }) => place === `--${name}`))
      problems.push({ place: `--${name}`, message: `Is missing. Add --${name} ${value}: ${about}.` })
  for (const [name, values] of found)
    if (values.length > 1 && options[name]?.value && !options[name]?.several)
      problems.push({ place: `--${name}`, message: `Is given ${values.length} times. Give it once.` })
  if (problems.length > 0 && !found.has('help')) throw new CannotRun(problems)

  return {
    operands: operands.map(({ text }) => text),
    value: name => found.get(name)?.[0],
    values: name => found.get(name) ?? [],
    flag: name => found.has(name),
  }
}

function tokens(options: Record<string, Option>, args: string[]) {
  const types = Object.entries(options).map(([name, { value }]) => [
    name,
    { type: value ? ('string' as const) : ('boolean' as const), multiple: true },
  ])
  return parseArgs({
    args,
    options: Object.fromEntries(types),
    strict: false,
    tokens: true,
    allowPositionals: true,
  }).tokens
}

function optionProblem(
  command: Command,
  options: Record<string, Option>,
  token: { name: string; rawName: string; value?: string | undefined; inlineValue?: boolean | undefined },
  option: Option | undefined,
): Problem | undefined {
  const { rawName: place, value, inlineValue } = token
  if (!option) {
    const known = Object.keys(options).map(name => `--${name}`)
    return { place, message: `Is no option of soundings ${command.name}. It has ${known.join(', ')}.` }
  }
  if (!option.value)
    return value === undefined ? undefined : { place, message: 'Takes no value. Leave it out.' }
  if (value === undefined || value === '' || (!inlineValue && value.startsWith('--')))
    return { place, message: `Needs a value: ${place} ${option.value}.` }
  return undefined
}

/**
 * Loose arguments are the operands. Those behind a `several` option are its values instead, unless the
 * operands would then be too few: in that case the last of them are operands.
 */
function operandsOf(pieces: Piece[], wanted: number): Piece[] {
  const loose = pieces.filter(piece => piece.loose)
  const free = loose.filter(({ name }) => name === undefined)
  const missing = Math.max(0, wanted - free.length)
  const borrowed = missing > 0 ? loose.filter(({ name }) => name !== undefined).slice(-missing) : []
  return loose.filter(piece => free.includes(piece) || borrowed.includes(piece))
}

function operandProblems(command: Command, operands: string[]): Problem[] {
  const missing = command.operands.slice(operands.length).map(({ name, about }) => ({
    place: name,
    message: `Is missing: ${about}. See soundings ${command.name} --help.`,
  }))
  const extra = operands.slice(command.operands.length).map(text => ({
    place: text,
    message: 'Is one argument too many. Put quote marks around a name with spaces.',
  }))
  return [...missing, ...extra]
}
