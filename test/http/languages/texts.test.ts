import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { englishFile } from '../../../scripts/texts.ts'
import { languages, missingTexts } from '../../../server/http/languages/files.ts'
import { root } from '../../../server/root.ts'

/** What a translation must have as the English has it. */
const fixedParts = (text: string) => ({
  tags: [...text.matchAll(/<\/?[a-z]+>/g)].map(([tag]) => tag).sort(),
  values: [
    ...new Set(
      [...text.matchAll(/\{\{(?!\/|else)([\s\S]*?)\}\}/g)].map(([, inside = '']) =>
        inside.replace(/\s+(\w+=)?"[^"]*"/g, ''),
      ),
    ),
  ].sort(),
})

const goneTexts = (tag: string) => {
  const [english, language] = [languages[0], languages.find(each => each.tag === tag)]
  return [...(language?.texts.keys() ?? [])].filter(text => !english?.texts.has(text))
}

describe('the texts of respondents’ pages', () => {
  it('are all listed in views/languages/en.json, which `npm run texts` writes', () => {
    const listed = readFileSync(path.join(root, 'views/languages/en.json'), 'utf8')
    expect(listed === englishFile(), 'run: npm run texts').to.equal(true)
  })

  it('are all in Welsh, and nothing there is of texts that are gone', () => {
    expect(missingTexts('cy')).to.deep.equal([])
    expect(goneTexts('cy')).to.deep.equal([])
  })

  for (const { tag, texts } of languages)
    it(`have the same links and values in ${tag}`, () => {
      for (const [english, text] of texts) expect(fixedParts(text), text).to.deep.equal(fixedParts(english))
    })
})
