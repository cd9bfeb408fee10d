import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { CannotRun } from '../../scripts/cannotRun.ts'
import type { Command } from '../../scripts/commands/command.ts'
import { main } from '../../scripts/commands/main.ts'
import { parseCommand } from '../../scripts/commands/parse.ts'
import { commands } from '../../scripts/commands/table.ts'
import { watchedProgress } from '../../scripts/progress.ts'
import { root } from '../../server/root.ts'

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await main(args, {
    out: text => {
      said.out += `${text}\n`
    },
    err: text => {
      said.err += `${text}\n`
    },
  })
  return { code, ...said }
}

const sample: Command = {
  name: 'sample',
  summary: 'nothing',
  about: 'Does nothing.',
  operands: [{ name: 'IN', about: 'a file' }],
  options: {
    out: { value: 'DIR', required: true, about: 'a folder' },
    text: { value: 'COL', several: true, about: 'columns' },
    by: { value: 'COL', several: true, about: 'columns' },
  },
  example: 'soundings sample IN --out DIR',
  run: async () => 0,
}

function problemsOf(...args: string[]): string[] {
  try {
    parseCommand(sample, args)
  } catch (error) {
    if (error instanceof CannotRun) return error.message.split('\n')
    throw error
  }
  throw new Error(`${args.join(' ')} was accepted`)
}

describe('the soundings command', () => {
  it('lists its commands', async () => {
    const { code, out } = await run('--help')
    expect(code).to.equal(0)
    for (const { name, summary } of commands) expect(out).to.match(new RegExp(`^  ${name} +${summary}$`, 'm'))
    expect(await run()).to.deep.equal({ code: 2, out: '', err: out })
  })

  for (const { name, options } of commands)
    it(`says how ${name} is used, with every option`, async () => {
      const { code, out, err } = await run(name, '--help')
      expect({ code, err }).to.deep.equal({ code: 0, err: '' })
      expect(out).to.include(`Usage: soundings ${name}`).and.include('--json')
      for (const option of Object.keys(options)) expect(out).to.match(new RegExp(`^  --${option}`, 'm'))
    })

  it('answers an unknown command with those that there are', async () => {
    const { code, err } = await run('analyze', 'in.csv')
    expect(code).to.equal(2)
    expect(err).to.match(/^analyze: Is no command of soundings\. There are: serve, analyse/)
  })

  it('answers an unknown option with those that there are', async () => {
    const { code, out, err } = await run('analyse', 'in.csv', '--out', 'x', '--themes', 'y')
    expect({ code, out }).to.deep.equal({ code: 2, out: '' })
    expect(err).to.match(/^--themes: Is no option of soundings analyse\. It has --out, --codebook/)
  })

  it('gives its problems as JSON where JSON is asked for', async () => {
    const { code, out } = await run('analyse', '--json')
    expect(code).to.equal(2)
    const { problems } = JSON.parse(out)
    expect(problems.map(({ place }: { place: string }) => place)).to.deep.equal(['RESPONSES', '--out'])
  })

  it('runs in the clone', async () => {
    const bin = path.join(root, 'scripts', 'soundings.mjs')
    const { stdout } = await promisify(execFile)(process.execPath, [bin, '--help'])
    expect(stdout).to.include('Usage: soundings COMMAND')
  })

  it('ends quietly when its reader has had enough', async () => {
    const child = spawn(process.execPath, [path.join(root, 'scripts', 'soundings.mjs'), '--help'])
    child.stdout.destroy()
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    const [code] = await once(child, 'close')
    expect(said).to.not.include('Error')
    expect(code).to.equal(0)
  })
})

describe('parseCommand', () => {
  it('takes several values behind one option or behind several', () => {
    for (const args of [
      ['in.csv', '--out', 'o', '--text', 'A b', 'C', '--by', 'D'],
      ['--out=o', '--text', 'A b', '--text', 'C', '--by', 'D', 'in.csv'],
      ['--text', 'A b', 'C', '--by=D', '--out', 'o', '--', 'in.csv'],
    ]) {
      const given = parseCommand(sample, args)
      expect(given.operands).to.deep.equal(['in.csv'])
      expect(given.value('out')).to.equal('o')
      expect(given.values('text')).to.have.members(['A b', 'C'])
      expect(given.values('by')).to.deep.equal(['D'])
      expect(given.flag('json')).to.equal(false)
    }
  })

  it('keeps the order of several values', () => {
    const given = parseCommand(sample, ['in.csv', '--out', 'o', '--text', 'A', 'B', '--text', 'C'])
    expect(given.values('text')).to.deep.equal(['A', 'B', 'C'])
  })

  it('lists every problem at once', () => {
    expect(problemsOf('--text', '--wrong', '--json=yes', 'a', 'b')).to.deep.equal([
      '--text: Needs a value: --text COL.',
      '--json: Takes no value. Leave it out.',
      'b: Is one argument too many. Put quote marks around a name with spaces.',
      '--out: Is missing. Add --out DIR: a folder.',
    ])
    expect(problemsOf('a', '--out', 'x', '--out', 'y')).to.deep.equal([
      '--out: Is given 2 times. Give it once.',
    ])
    expect(problemsOf('a', '--out')).to.deep.equal(['--out: Needs a value: --out DIR.'])
    expect(problemsOf('--out', 'x')).to.deep.equal(['IN: Is missing: a file. See soundings sample --help.'])
  })
})

describe('watchedProgress', () => {
  it('writes over one line for a person, and nothing into a file', () => {
    for (const [isTTY, expected] of [
      [true, '\r\u001b[K1 of 2\r\u001b[K'],
      [false, ''],
    ] as const) {
      let written = ''
      const stream = {
        isTTY: isTTY as true,
        write: (text: string | Uint8Array) => {
          written += text
          return true
        },
      }
      const progress = watchedProgress(stream)
      progress.say('1 of 2')
      progress.end()
      expect(written).to.equal(expected)
    }
  })
})
