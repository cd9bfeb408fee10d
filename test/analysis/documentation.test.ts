import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'chai'
import * as analysis from '../../analysis/index.ts'
import { root } from '../../server/root.ts'
import { sourceExtension } from '../../server/sources.ts'

const door = new URL(`../../analysis/index${sourceExtension}`, import.meta.url).href

/** An entry of a page: the function or value that its heading names, and its examples. */
type Entry = { page: string; name: string; examples: string[] }

async function pages(): Promise<Map<string, string>> {
  const topics = (await readdir(path.join(root, 'docs/analysis'))).map(file => `docs/analysis/${file}`)
  const files = ['docs/analysis.md', ...topics.sort()]
  const texts = await Promise.all(files.map(file => readFile(path.join(root, file), 'utf8')))
  return new Map(files.map((file, at) => [file, texts[at] ?? '']))
}

async function entries(): Promise<Entry[]> {
  return [...(await pages())].flatMap(([page, text]) =>
    text
      .split(/^(?=##+ )/m)
      .filter(section => section.startsWith('### '))
      .map(section => ({
        page,
        name: /^### `(\w+)/.exec(section)?.[1] ?? section.slice(0, 40),
        examples: [...section.matchAll(/```ts\n([\s\S]*?)```/g)].map(match => match[1] ?? ''),
      })),
  )
}

/** An example as a module that exports what its lines gave, and what they are said to give. */
function moduleOf(example: string): { source: string; says: string[] } {
  const says: string[] = []
  const source = example
    .replaceAll("'soundings/analysis'", `'${door}'`)
    .replace(/^(.*\S) \/\/ (.+)$/gm, (_, expression: string, result: string) => {
      says.push(result)
      return `given.push(result(() => (${expression})))`
    })
    .replace(
      '\n\n',
      `
export const given = []
const result = evaluate => {
  try {
    return JSON.stringify(evaluate())
  } catch (error) {
    return 'throws ' + JSON.stringify(error.message)
  }
}
`,
    )
  return { source, says }
}

/** The same JSON, however it is spaced. */
function plain(result: string): string {
  const [, thrown = '', json = ''] = /^(throws )?(.*)$/.exec(result) ?? []
  return thrown + JSON.stringify(JSON.parse(json))
}

describe('the documentation of the analysis', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'soundings-examples-'))
  })
  after(() => rm(folder, { recursive: true }))

  it('says what its examples give', async () => {
    for (const { page, name, examples } of await entries()) {
      for (const [n, example] of examples.entries()) {
        const { source, says } = moduleOf(example)
        const file = path.join(folder, `${name}${n}.mjs`)
        await writeFile(file, source)
        const { given } = await import(pathToFileURL(file).href)
        expect(says, `${page}: ${name}`).to.not.deep.equal([])
        expect(given, `${page}: ${name}`).to.deep.equal(says.map(plain))
      }
    }
  })

  it('has an entry for everything that is exported, with an example that uses it, and for nothing else', async () => {
    const all = await entries()
    const used = all.filter(({ name, examples }) =>
      examples.some(example => {
        const [imports = '', ...body] = example.split('\n\n')
        const word = new RegExp(`\\b${name}\\b`)
        return word.test(imports) && word.test(body.join('\n\n'))
      }),
    )
    expect(used.map(({ name }) => name).sort()).to.deep.equal(Object.keys(analysis).sort())
    expect(all.length).to.equal(used.length)
  })

  it('names every exported type', async () => {
    const words = [...(await pages()).values()].join('\n')
    const index = await readFile(path.join(root, 'analysis/index.ts'), 'utf8')
    const groups = [...index.matchAll(/export (type )?\{([^}]*)\}/g)]
    const types = groups.flatMap(([, all, names = '']) =>
      names.split(',').flatMap(name => {
        const [, isType, type = ''] = /^\s*(type )?(\w+)/.exec(name) ?? []
        return type !== '' && (all !== undefined || isType !== undefined) ? [type] : []
      }),
    )
    expect(types.length).to.be.above(50)
    expect(types.filter(type => !new RegExp(`\`${type}(\\[\\])?\``).test(words))).to.deep.equal([])
  })

  it('lists every page in its index', async () => {
    const all = await pages()
    const index = all.get('docs/analysis.md') ?? ''
    const links = [...index.matchAll(/\]\((analysis\/\w+\.md)\)/g)].map(match => `docs/${match[1]}`)
    expect(['docs/analysis.md', ...links.sort()]).to.deep.equal([...all.keys()])
  })
})
