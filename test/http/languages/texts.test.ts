import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { englishFile } from '../../../scripts/texts.ts'
import { languages } from '../../../server/http/languages/files.ts'
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

describe('the texts of respondents’ pages', () => {
  it('are all listed in views/languages/en.json, which `npm run texts` writes', () => {
    const listed = readFileSync(path.join(root, 'views/languages/en.json'), 'utf8')
    expect(listed === englishFile(), 'run: npm run texts').to.equal(true)
  })

  for (const { tag, texts } of languages)
    it(`have the same links and values in ${tag}`, () => {
      for (const [english, text] of texts) expect(fixedParts(text), text).to.deep.equal(fixedParts(english))
    })
})
