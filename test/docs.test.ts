import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { root } from '../server/root.ts'

/** A file of the project as documents name it: the target of a link, or a path between backticks; TAG stands for any. */
const named =
  /\]\((?!https?:|#)([^)#\s]+)[^)]*\)|`((?:test|server|views|scripts|analysis|deploy|docs)\/[^\s`*{}…:]+\.[a-z]+)`/g

describe('the documents', () => {
  const documents = [
    ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'],
    ...readdirSync(path.join(root, 'docs'))
      .filter(file => file.endsWith('.md'))
      .map(file => `docs/${file}`),
  ]
  it('name no file that is not there', () => {
    const missing = documents.flatMap(file =>
      [...readFileSync(path.join(root, file), 'utf8').matchAll(named)].flatMap(([, link, plain]) => {
        const target =
          link === undefined ? path.join(root, plain ?? '') : path.join(root, path.dirname(file), link)
        return existsSync(target) || (/\/[A-Z]+\.[a-z]+$/.test(target.replace(root, '')) && plain)
          ? []
          : [`${file}: ${link ?? plain}`]
      }),
    )
    expect(missing).to.deep.equal([])
  })
})
