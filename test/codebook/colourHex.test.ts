import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect } from 'chai'
import { colourHex } from '../../server/codebook/formats/colourHex.ts'
import { root } from '../../server/root.ts'

describe('the colours of themes', () => {
  it('are told to other tools as the light pages show them', async () => {
    const styles = await readFile(path.join(root, 'views/assets/styles/_colours.scss'), 'utf8')
    const [light = ''] = styles.split('@media')
    const shown = [...light.matchAll(/--theme-(\w+): (#[0-9a-f]{6});/g)].map(match => match.slice(1))
    expect(Object.fromEntries(shown)).to.deep.equal(colourHex)
  })
})
