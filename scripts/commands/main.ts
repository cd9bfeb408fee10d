import { CannotRun } from '../cannotRun.ts'
import { usage } from './command.ts'
import { parseCommand } from './parse.ts'
import { commands } from './table.ts'

/** Where a command's own words go; a test gives other streams. */
export type Streams = { out: (text: string) => void; err: (text: string) => void }

const standard: Streams = {
  out: text => process.stdout.write(`${text}\n`),
  err: text => process.stderr.write(`${text}\n`),
}

/**
 * The `soundings` command.
 * @param args what stands after `soundings`.
 * @returns the exit code: 0 fine, 1 found what it looks for, 2 cannot run and has said why.
 */
export async function main(args: string[], streams: Streams = standard): Promise<number> {
  const [first, ...behind] = args
  // Some commands have two words.
  const two = `${first} ${behind[0]}`
  const [name, rest] = commands.some(candidate => candidate.name === two)
    ? [two, behind.slice(1)]
    : [first, behind]
  if (name === undefined || name === '--help' || name === 'help') {
    ;(name === undefined ? streams.err : streams.out)(overview())
    return name === undefined ? 2 : 0
  }
  const command = commands.find(candidate => candidate.name === name)
  try {
    if (!command) throw unknownCommand(name)
    const given = parseCommand(command, rest)
    if (given.flag('help')) {
      streams.out(usage(command))
      return 0
    }
    return await command.run(given)
  } catch (error) {
    if (rest.includes('--json') && error instanceof CannotRun)
      streams.out(JSON.stringify({ problems: error.problems }))
    streams.err(explanation(error))
    return 2
  }
}

/** A person's mistake, or one of the settings, explains itself; a fault of ours keeps its stack. */
function explanation(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'problems' in error ? error.message : (error.stack ?? error.message)
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2
  return [
    'Usage: soundings COMMAND [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`),
    '',
    'soundings COMMAND --help says more. Exit codes: 0 fine, 1 found what it looks for, 2 cannot run.',
  ].join('\n')
}

function unknownCommand(name: string): CannotRun {
  const known = commands.map(command => command.name).join(', ')
  return new CannotRun([{ place: name, message: `Is no command of soundings. There are: ${known}.` }])
}
