import { expect } from 'chai'
import { compileCodebook, tagAnswer } from '../../../analysis/index.ts'
import { mayBeEnglish } from '../../../analysis/tagging/foreign.ts'
import { testimony } from '../text/testimonyByLanguage.ts'

/** English words that are spelt like words of other languages: "plant" is children in Welsh, "man" is a place. */
const themes = [
  'plant',
  'man',
  'pan',
  'hen',
  'dim',
  'sin',
  'mar',
  'die',
  'gift',
  'main',
  'fin',
  'bus',
  'service',
  'un*',
  'a',
].map((source, at) => ({ id: `t${at}`, rules: [{ id: `r${at}`, source }] }))
const tagger = compileCodebook(themes)
const tagged = (text: string, language?: string): string[] => [
  ...new Set(
    tagAnswer(tagger, language === undefined ? { id: 'a', text } : { id: 'a', text, language }).map(tag =>
      text.slice(tag.start, tag.end),
    ),
  ),
]

describe('rules and other languages', () => {
  it('runs no English rule on testimony in another language', () => {
    for (const [language, texts] of Object.entries(testimony)) {
      if (language === 'en') continue
      for (const text of texts) expect(tagged(text), `${language}: ${text}`).to.deep.equal([])
    }
    expect(tagged('Mae pob plant yn y fan hon yn hen un ac mae’r pan yn dda.')).to.deep.equal([])
  })

  it('tags the English sentences of a text in two languages, and no others', () => {
    const english = 'The plant should be closed, and the bus should go there.'
    const welsh = 'Mae’r plant yn aros am y bws ac mae hi’n oer.'
    expect(tagged(`${english} ${welsh}`)).to.deep.equal([english])
    expect(tagged(`${welsh}\n\n${english}`)).to.deep.equal([english])
  })

  it('lets a sentence that cannot be told go with its text', () => {
    expect(tagged('Mae angen mwy o arian ar ysgolion. Plant. Mae’r cyngor yn rhy fach.')).to.deep.equal([])
  })

  it('still tags a few words that cannot be told', () => {
    expect(tagged('Yes. Plant.')).to.deep.equal(['Plant.'])
    expect(tagged('Bus service')).to.deep.equal(['Bus service'])
  })

  it('believes the language that is given', () => {
    expect(tagged('The plant should be closed.', 'cy')).to.deep.equal([])
    expect(tagged('Mae’r plant yn aros ac mae hi’n oer.', 'en')).to.have.length(1)
    expect(tagged('The plant should be closed.', 'en-GB')).to.have.length(1)
    expect(tagged('The plant should be closed.', 'und')).to.have.length(1)
  })

  it('takes English and what cannot be told for what may be English', () => {
    for (const language of ['en', 'en-GB', 'EN', 'und'])
      expect(mayBeEnglish(language), language).to.equal(true)
    for (const language of ['cy', 'und-Arab', 'enm', '', 'constructor']) {
      expect(mayBeEnglish(language), language).to.equal(false)
    }
  })
})
