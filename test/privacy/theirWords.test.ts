import { expect } from 'chai'
import { isOrdinary } from '../../analysis/application.ts'
import { TheirWords } from '../../server/privacy/erasing/theirWords.ts'
import { changesIn, withStrings } from '../../server/privacy/stringsIn.ts'

const wrote = 'The Carrowmoor ferry was late again, and nobody at the office would say why it was.'

describe('The words of one respondent in what others wrote', () => {
  const theirs = new TheirWords([wrote], ['Ada Penhallow', 'ada@penhallow.example'])
  const without = (text: string) => theirs.without(text, theirs.candidatesIn(text))

  it('are six in a row, whatever stands between them', () => {
    expect(without('One says: nobody, at the OFFICE – would say. Ask.')).to.equal('One says: [erased]. Ask.')
    expect(without('Nobody at the office would know.')).to.equal('Nobody at the office would know.')
  })

  it('are what stands between quotation marks, from two words on', () => {
    expect(without('It was “late again”, and a "ferry".')).to.equal('It was “[erased]”, and a "ferry".')
    expect(without('It was late again.')).to.equal('It was late again.')
  })

  it('are single words that are no ordinary ones, and the name and address as a whole', () => {
    expect(without('Carrowmoor’s ferry')).to.equal('[erased]’s ferry')
    expect(without('Ada Penhallow (ada@penhallow.example) and Ada Brown')).to.equal(
      '[erased] ([erased]) and Ada Brown',
    )
  })

  it('stay where others wrote them too', () => {
    expect(theirs.without('Carrowmoor “late again”', new Set(['late again']))).to.equal(
      'Carrowmoor “[erased]”',
    )
  })

  it('are told from ordinary ones by a lexicon, in either spelling and with any ending', () => {
    for (const word of ['harbour', 'organisations', 'The', 'mandatory', '1987'])
      expect(isOrdinary(word), word).to.equal(true)
    for (const word of ['Carrowmoor', 'penhallow', '07700900123'])
      expect(isOrdinary(word), word).to.equal(false)
  })
})

describe('The strings in a value', () => {
  const change = (text: string) => text.replace('old', 'new')

  it('are changed each by its own path, so that what is added beside them stays', () => {
    expect(changesIn([{ text: 'old', at: new Date(0) }, { text: 'same' }], 'versions', change)).to.deep.equal(
      {
        'versions.0.text': 'new',
      },
    )
  })

  it('are set with the value round them, where no path leads to them', () => {
    expect(changesIn({ 'a.b': 'old', c: 'old' }, 'values', change)).to.deep.equal({
      values: { 'a.b': 'new', c: 'new' },
    })
    expect(withStrings(['old', { a: 1, b: null }], change)).to.deep.equal(['new', { a: 1, b: null }])
  })
})
