import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { installed, licencesFile } from '../../scripts/licences.ts'
import { root } from '../../server/root.ts'

/** What may be given on with Soundings under terms that ask for no more than to be named; a licence file of MIT's words counts. */
const permissive =
  /^\(?(MIT|MIT-0|ISC|BSD(-[23]-Clause)?|Apache-2\.0|BlueOak-1\.0\.0|PSF-2\.0|MPL-2\.0|said in its LICENSE file alone)( (OR|AND) (Zlib|OFL-1\.1|GPL-3\.0-or-later))?\)?$/

describe('the licences of what is installed', () => {
  it('are listed in docs/licences.md as the lock file has them', () => {
    expect(readFileSync(path.join(root, 'docs/licences.md'), 'utf8')).to.equal(licencesFile())
  })

  it('are permissive', () => {
    expect(installed().filter(({ licence }) => !permissive.test(licence))).to.deep.equal([])
  })

  it('are MIT’s words where a package says them in a file alone', () => {
    const apart = installed().filter(({ licence }) => licence.startsWith('said'))
    expect(apart.map(({ name }) => name)).to.deep.equal(['png-js', 'sylvester'])
    for (const [name, file] of [
      ['png-js', 'LICENSE'],
      ['sylvester', 'LICENSE.txt'],
    ] as const)
      expect(readFileSync(path.join(root, 'node_modules', name, file), 'utf8'), name).to.match(
        /Permission is hereby granted, free of charge/,
      )
  })
})
