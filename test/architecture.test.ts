import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import * as application from '../analysis/application.ts'
import * as analysis from '../analysis/index.ts'
import { root } from '../server/root.ts'
import { allRules, breaches, importsOf } from './architecture/rules.ts'

function sources(...folders: string[]): Map<string, string> {
  const files = folders.flatMap(folder =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts'))
      .map(file => path.posix.join(folder, file.split(path.sep).join('/'))),
  )
  return new Map(files.map(file => [file, readFileSync(path.join(root, file), 'utf8')]))
}

/** For each rule a file that breaks it, and one beside it that does not. */
const fixtures: [rule: string, breaks: [string, string], keeps: [string, string]][] = [
  [
    'analysis/ imports only itself: no server, no script, no test',
    ['analysis/text/a.ts', "import { x } from '../../server/errors.ts'"],
    ['analysis/text/a.ts', "import { x } from '../model.ts'"],
  ],
  [
    'analysis/ knows no Express, no Mongoose, no file, no network, no clock',
    ['analysis/a.ts', "import { readFileSync } from 'node:fs'"],
    ['analysis/a.ts', "import { createHash } from 'node:crypto'"],
  ],
  [
    'outside analysis/, only its doors index.ts and application.ts are imported',
    ['server/coding/a.ts', "import { stem } from '../../analysis/text/stem.ts'"],
    ['server/coding/a.ts', "import { stem } from '../../analysis/index.ts'"],
  ],
  [
    'natural is imported by analysis/text/stem.ts alone, and deep',
    ['analysis/text/stem.ts', "import natural from 'natural'"],
    ['analysis/text/stem.ts', "import stemmers from 'natural/lib/natural/stemmers/index.js'"],
  ],
  [
    'only stores and server/database/ import mongoose',
    ['server/coding/accept.ts', "import { model } from 'mongoose'"],
    ['server/coding/codingStore.ts', "import { model } from 'mongoose'"],
  ],
  [
    'a room imports only rooms above it',
    ['server/responses/submit.ts', "import { tag } from '../coding/tagResponses.ts'"],
    ['server/coding/tagResponses.ts', "import { findTexts } from '../responses/textStore.ts'"],
  ],
  [
    'a room shows others its stores, use cases and types, never its routes, forms or pages',
    ['server/coding/accept.ts', "import { themeForm } from '../codebook/forms.ts'"],
    ['server/coding/accept.ts', "import { themes } from '../codebook/store.ts'"],
  ],
  [
    'what was sent and not let in is read where its respondent is served, and nowhere else',
    ['server/coding/a.ts', "import { findSent } from '../responses/sentStore.ts'"],
    ['server/coding/a.ts', "import { findResponse } from '../responses/store.ts'"],
  ],
  [
    'the server imports no script and no test',
    ['server/main.ts', "const demo = await import('../scripts/demo/load.ts')"],
    ['server/main.ts', "import { createApp } from './app.ts'"],
  ],
  [
    'only server/config.ts reads process.env',
    ['server/http/log.ts', 'const level = process.env.LOG_LEVEL'],
    ['server/config.ts', 'const level = process.env.LOG_LEVEL'],
  ],
  [
    'analysis/ has no clock and no random of its own',
    ['analysis/a.ts', 'const seed = Math.random()'],
    ['analysis/a.ts', 'const later = new Date(given)'],
  ],
]

describe('the architecture', () => {
  it('keeps every rule of who may import what', () => {
    const files = sources('server', 'analysis', 'scripts')
    expect(files.size).to.be.greaterThan(50)
    expect(breaches(files)).to.deep.equal([])
  })

  it('has a fixture for each rule', () => {
    expect(fixtures.map(([rule]) => rule)).to.deep.equal(allRules)
  })

  for (const [rule, breaks, keeps] of fixtures)
    it(`tells a breach of: ${rule}`, () => {
      expect(breaches(new Map([breaks])).join()).to.contain(`${breaks[0]}: ${rule}`)
      expect(breaches(new Map([keeps]))).to.deep.equal([])
    })

  it('reads imports of every form, and none from a comment', () => {
    const source = `
      import 'a'
      import b from "b"
      import {
        c,
      } from 'c'
      export * from 'd'
      const e = await import('e')
      // import f from 'f'
      /* import g from 'g' */`
    expect(importsOf('x.ts', source).map(found => found.what)).to.deep.equal(['a', 'b', 'c', 'd', 'e'])
  })

  it('has nothing behind the application’s own door that the application does not use, or that stands in both', () => {
    const used = [...sources('server', 'scripts').values()]
      .flatMap(source => [
        ...source.matchAll(/import (?:type )?\{([^}]*)\} from '[./]*analysis\/application\.ts'/g),
      ])
      .flatMap(([, names = '']) => names.split(',').map(name => name.trim().replace(/^type /, '')))
    expect(Object.keys(application).filter(name => !used.includes(name))).to.deep.equal([])
    expect(Object.keys(application).filter(name => name in analysis)).to.deep.equal([])
  })
})
