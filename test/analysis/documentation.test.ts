import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'chai'
import { root } from '../../server/root.ts'

/** An example of docs/analysis.md as a module that exports what its lines gave, and what they are said to give. */
type Example = { title: string; source: string; says: unknown[] }

async function examples(): Promise<Example[]> {
  const page = await readFile(path.join(root, 'docs/analysis.md'), 'utf8')
  const door = String(pathToFileURL(path.join(root, 'analysis/index.ts')))
  return [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(({ 1: block = '', index }) => {
    const says: unknown[] = []
    const source = block
      .replaceAll("'soundings/analysis'", `'${door}'`)
      .replace(/^(.*\S) \/\/ (.+)$/gm, (_, expression: string, result: string) => {
        says.push(JSON.parse(result))
        return `given.push(${expression})`
      })
      .replace('\n\n', '\nexport const given = []\n')
    return { title: [...page.slice(0, index).matchAll(/^## (.+)$/gm)].at(-1)?.[1] ?? '', source, says }
  })
}

describe('the documentation of the analysis', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'soundings-examples-'))
  })
  after(() => rm(folder, { recursive: true }))

  it('says what its examples give', async () => {
    const all = await examples()
    expect(all.length).to.be.at.least(8)
    for (const [n, { title, source, says }] of all.entries()) {
      const file = path.join(folder, `example${n}.mjs`)
      await writeFile(file, source)
      const { given } = await import(pathToFileURL(file).href)
      expect(says, title).to.not.deep.equal([])
      expect(JSON.parse(JSON.stringify(given)), title).to.deep.equal(says)
    }
  })
})
