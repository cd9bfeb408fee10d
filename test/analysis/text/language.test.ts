import { expect } from 'chai'
import fc from 'fast-check'
import { detectLanguage, isNonAnswer, sentences, tokenise } from '../../../analysis/index.ts'
import { testimony } from './testimonyByLanguage.ts'

const words = (text: string): string[] => tokenise(text).map(token => token.word)
const languageOf = (text: string): string => detectLanguage(text).language

describe('the language of a text', () => {
  for (const [language, texts] of Object.entries(testimony)) {
    it(`tells ${language} by single sentences`, () => {
      expect(texts.filter(text => languageOf(text) !== language)).to.deep.equal([])
    })
  }

  it('says that it cannot tell where there is too little', () => {
    for (const text of [
      '',
      ' \n',
      '…',
      '😀',
      '12 %',
      'Funding.',
      'Yes. Funding.',
      'Dim arian',
      'x'.repeat(5000),
    ]) {
      expect(detectLanguage(text), text.slice(0, 20)).to.deep.equal({ language: 'und', confidence: 0 })
    }
  })

  it('names the script where only the language is unclear', () => {
    expect(languageOf('автобус')).to.equal('und-Cyrl')
    expect(languageOf('مدرسہ')).to.equal('und-Arab')
  })

  it('takes constructor and __proto__ for words that tell nothing', () => {
    expect(languageOf('constructor __proto__ toString hasOwnProperty')).to.equal('und')
  })

  it('keeps English with names of Welsh places English', () => {
    expect(languageOf('The clinic in Ystrad Mynach is better than the one in Llanelli.')).to.equal('en')
  })

  it('tells a text in two languages by the one that most of it is in, and is less sure', () => {
    const [welsh = ''] = testimony.cy ?? []
    const [english = '', other = ''] = testimony.en ?? []
    const mixed = detectLanguage(`${english} ${other}\n\n${welsh}`)
    expect(mixed.language).to.equal('en')
    expect(mixed.confidence).to.be.below(detectLanguage(`${english} ${other}`).confidence)
  })

  it('reads single words together where no sentence tells', () => {
    expect(languageOf('- Mae\n- Mae\n- Mae')).to.equal('cy')
  })

  it('gives a confidence from 0 to 1, the same each time, and in NFC as in NFD', () => {
    const pieces = fc.constantFrom(...Object.values(testimony).flat(), '', '…', '👍', 'Yes')
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 4 }), parts => {
        const text = parts.join('\n')
        const guess = detectLanguage(text)
        expect(guess.confidence).to.be.within(0, 1)
        expect(detectLanguage(text)).to.deep.equal(guess)
        expect(guess.language.startsWith('und')).to.equal(guess.confidence === 0)
      }),
    )
    expect(languageOf('Mae’r tŷ yn oer ac mae’r dŵr yn rhewi.'.normalize('NFD'))).to.equal('cy')
  })

  it('gives a defined answer to hostile text', () => {
    for (const unit of ['a', 'é', "a'", 'mae ', '中', 'م ', '\ud800', '👩‍', '\u0301', '.', '\n', 'the ']) {
      const { confidence } = detectLanguage(unit.repeat(100_000 / unit.length))
      expect(confidence, unit).to.be.within(0, 1)
    }
  })
})

describe('testimony in other languages', () => {
  it('keeps the circumflexes and apostrophes of Welsh words', () => {
    expect(words('Mae’r dŵr a’r tŷ’n oer; ŵyr, ŷd a Siân.')).to.deep.equal([
      "mae'r",
      'dŵr',
      "a'r",
      "tŷ'n",
      'oer',
      'ŵyr',
      'ŷd',
      'a',
      'siân',
    ])
    expect(words('Tŷ'.normalize('NFD'))).to.deep.equal(['tŷ'])
    expect(sentences('Pam hyn? Mae’n ddrud. Ŵyr neb.')).to.have.length(3)
  })

  it('finds the words and sentences of Arabic, Urdu and Bengali', () => {
    expect(words('كانت الممرضات لطيفات، جدا!')).to.deep.equal(['كانت', 'الممرضات', 'لطيفات', 'جدا'])
    expect(sentences('لماذا أغلقت العيادة؟ لا أحد يعرف.')).to.have.length(2)
    expect(sentences('نرسیں بہت اچھی تھیں۔ انتظار لمبا تھا۔')).to.have.length(2)
    expect(sentences('নার্সরা ভালো ছিলেন। অপেক্ষা দীর্ঘ ছিল।')).to.have.length(2)
  })

  it('cuts Chinese into words and sentences', () => {
    expect(words('护士们非常友善')).to.include('非常')
    expect(sentences('护士们非常友善。但是等候的时间太长了。')).to.have.length(2)
  })

  it('takes Welsh non-answers for none', () => {
    for (const text of [
      'Dim sylw.',
      'Amherthnasol',
      'Dim sylwadau pellach',
      'Gweler uchod',
      "Dim byd i'w ychwanegu",
    ]) {
      expect(isNonAnswer(text), text).to.equal(true)
    }
    for (const text of ['Dim digon o arian', 'Ydw', 'Nac ydw', 'Dim parcio']) {
      expect(isNonAnswer(text), text).to.equal(false)
    }
  })
})
