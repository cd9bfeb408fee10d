import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'
import { expect } from 'chai'
import { root } from '../../server/root.ts'

/** A specifier of what is imported, statically or when it is needed. */
const imported = /(?:^(?:import |export [^'\n]*from |\} from )[^'\n]*|\bimport\()'([^'\n]+)'/gm

/** The package that a specifier is of; nothing for a file of ours and for what Node brings. */
function packageOf(specifier: string): string | undefined {
  if (/^[./#]|^node:|^data:/.test(specifier) || builtinModules.includes(specifier)) return undefined
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

describe('the package that npm makes', () => {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  let packed: string[]
  before(() => {
    const made = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    packed = JSON.parse(made)[0].files.map((file: { path: string }) => file.path)
  })

  it('needs nothing that is only there for those who work on it', () => {
    const code = packed.filter(file => /\.m?js$/.test(file) && !file.startsWith('dist/assets/'))
    expect(code).to.include.members([
      'scripts/soundings.mjs',
      'dist/scripts/cli.js',
      'dist/analysis/index.js',
    ])
    const needed = new Set(
      code.flatMap(file =>
        [...readFileSync(path.join(root, file), 'utf8').matchAll(imported)].flatMap(
          ([, specifier = '']) => packageOf(specifier) ?? [],
        ),
      ),
    )
    expect([...needed]).to.include.members(['express', 'mongoose'])
    expect([...needed].filter(name => !(name in manifest.dependencies))).to.deep.equal([])
  })

  it('has all templates, languages and demo testimony, and neither tests nor benches', () => {
    const wanted = ['views', 'scripts/demo'].flatMap(folder =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter(file => /\.(hbs|json|csv|md|txt)$/.test(file) && !file.startsWith('assets'))
        .map(file => `${folder}/${file.split(path.sep).join('/')}`),
    )
    expect(wanted.filter(file => !packed.includes(file))).to.deep.equal([])
    expect(
      packed.filter(file => /^dist\/(test|scripts\/bench)\/|\.map$|(^|\/)\.env$/.test(file)),
    ).to.deep.equal([])
  })

  it('has every file that its manifest names', () => {
    const { bin, exports } = manifest
    for (const file of [bin.soundings, ...Object.values<string>(exports['./analysis'])]) {
      const named = path.posix.normalize(file)
      expect(existsSync(path.join(root, named)), named).to.equal(true)
      expect(packed).to.include(named)
    }
  })
})
