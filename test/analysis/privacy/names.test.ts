import { expect } from 'chai'
import { personalDetails } from '../../../analysis/index.ts'

const own = (name: string, organisation = '') => ({ name, organisation })
const found = (text: string, given = own('')): string[] =>
  personalDetails(text, given).map(({ start, end }) => text.slice(start, end))

describe('names after titles', () => {
  it('finds the whole name, with its title', () => {
    for (const name of [
      'Dr Jess Example',
      'Dr. J. Example',
      'Mrs O’Neill',
      'Prof. Sir Jess J. E. Example-Smith',
      'Ms Ana de la Example',
      'Cllr Siân ap Example',
      'Athro Example',
      'Mrs May',
      'Rev Zoë Example',
      'MR EXAMPLE',
      'dr Patel',
    ]) {
      expect(found(`I saw ${name}’s notes, and ${name} was kind.`), name).to.deep.equal([name, name])
    }
  })

  it('ends at small words, offices, stops and lines', () => {
    expect(found('Dr Example The notes')).to.deep.equal(['Dr Example'])
    expect(found('I saw Dr Example. Jess was there.')).to.deep.equal(['Dr Example'])
    expect(found('I saw Dr Example\nJess was there.')).to.deep.equal(['Dr Example'])
    expect(found('I saw Mr and Mrs Example.')).to.deep.equal(['Mrs Example'])
  })

  it('leaves out titles that name no one', () => {
    for (const text of [
      'Dear Sir or Madam',
      'the Lord Chancellor',
      'Use MS Teams, and book an MR scan.',
      'I miss Manchester',
      'The dr. However, I waited.',
      'dr, mr and mrs',
      'DR Congo',
    ]) {
      expect(found(text), text).to.deep.equal([])
    }
  })
})

describe('names in signatures', () => {
  it('finds the name after a closing, on its line or the next', () => {
    for (const [text, name] of [
      ['We agree.\n\nKind regards,\n\nJess Example\nHead of Policy', 'Jess Example'],
      ['We agree.\nYours sincerely, J. Example', 'J. Example'],
      ['We agree.\nBest wishes\njess', 'jess'],
      ['We agree.\nMany thanks,\nJess', 'Jess'],
      ['Cytunaf.\nCofion cynnes,\nSiân Example', 'Siân Example'],
      ['We agree.\nSigned: Jess Example (Chair)', 'Jess Example'],
    ] as const) {
      expect(found(text), text).to.deep.equal([name])
    }
  })

  it('finds the name before a role, after a dash, and alone at the end', () => {
    for (const text of [
      'We agree.\nJess Example\nDirector, Some Trust',
      'We agree.\nJess Example, Head of Policy',
      'We agree.\n— Jess Example',
      'We agree.\n\nJess Example\n',
    ]) {
      expect(found(text), text).to.deep.equal(['Jess Example'])
    }
  })

  it('leaves out thanks to a body, lists and headings', () => {
    for (const text of [
      'It went well.\nThank you NHS',
      'It went well.\nThank you, NHS',
      'Best wishes to you all for the work.',
      'We need:\nBetter pay\nMore staff',
      'It went well.\n\nExample Valley Trust',
      'Jess Example',
    ]) {
      expect(found(text), text).to.deep.equal([])
    }
  })
})

describe('the respondent’s own name', () => {
  const jess = own('Dr Zoë O’Neill')

  it('finds its parts without regard to case, accents, apostrophes and possessives', () => {
    for (const [text, names] of [
      ['As ZOE said, and zoë’s view', ['ZOE', 'zoë']],
      ['Zoe ONeill; Z. O’Neill and O’NEILL, Zoë', ['Zoe ONeill', 'Z. O’Neill', 'O’NEILL, Zoë']],
      ['Minutes: Z.O. agreed', ['Z.O']],
      ['The zoo opened; zoology', []],
    ] as const) {
      expect(found(text, jess), text).to.deep.equal(names)
    }
    expect(found('As Ian, I agree.', own('Ian Example'))).to.deep.equal(['Ian'])
    expect(found('Lukasz i Łukasz', own('Łukasz Example'))).to.deep.equal(['Lukasz', 'Łukasz'])
    expect(found('我叫王小明。', own('王小明'))).to.deep.equal(['王小明'])
  })

  it('takes an ordinary word for the name only where its writer made it one', () => {
    const green = own('Will Green')
    for (const [text, names] of [
      ['Ask Green about it, and Green’s team.', ['Green', 'Green']],
      ['Ask will green or Will Green.', ['Will Green']],
      ['Green is my colour. The Green Paper will green the city.', []],
      ['Will young people come? THE GREEN ONE', []],
    ] as const) {
      expect(found(text, green), text).to.deep.equal(names)
    }
    expect(found('Jess Green wrote; jess green too', own('Jess Green'))).to.deep.equal([
      'Jess Green',
      'jess green',
    ])
  })

  it('takes constructor and __proto__ for names like others', () => {
    expect(found('Ask constructor.', own('constructor'))).to.deep.equal(['constructor'])
    expect(found('Ask constructor and toString.', own('Jess Example'))).to.deep.equal([])
  })
})

describe('the respondent’s own organisation', () => {
  const trust = own('', 'The Example Valley Housing & Care Trust Ltd (EVT)')

  it('finds its words in any case, its company form left out, and its letters', () => {
    expect(
      found('At example valley housing and care trust, the EVHCT or EVT, Example Valley is home.', trust),
    ).to.deep.equal(['example valley housing and care trust', 'EVHCT', 'EVT'])
    expect(found('A trust for the valley; evt', trust)).to.deep.equal([])
  })

  it('finds a single word only with its capital', () => {
    expect(found('Exampleton helps. An exampleton.', own('', 'Exampleton'))).to.deep.equal(['Exampleton'])
  })

  it('finds nothing where nothing was given', () => {
    expect(found('The Trust, Ltd.', own(' ', ' Ltd '))).to.deep.equal([])
  })
})
