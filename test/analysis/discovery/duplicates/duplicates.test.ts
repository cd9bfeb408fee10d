import { expect } from 'chai'
import { type Answer, duplicates } from '../../../../analysis/index.ts'
import { answersOf, letter, otherLetter, ownWords } from './letters.ts'

function clustersOf(texts: string[], options = {}) {
  return duplicates(answersOf(texts), options).clusters
}

/** The responses of each cluster, in order. */
function sendersIn(texts: string[], options = {}): string[][] {
  return clustersOf(texts, options).map(({ members }) => members.map(({ response }) => response).sort())
}

describe('duplicates', () => {
  it('finds the letters of two campaigns among other answers', () => {
    const texts = [letter, ownWords, otherLetter, letter.replace('little', 'no'), otherLetter, letter]
    expect(sendersIn(texts)).to.deep.equal([
      ['r0', 'r3', 'r5'],
      ['r2', 'r4'],
    ])
  })

  it('runs its example', () => {
    const short = 'Keep the night ferry, which carries nurses to the island when no other boat sails.'
    const [cluster] = clustersOf([short, `${short} My mother is one of them.`])
    expect(cluster?.members[1]?.added).to.deep.equal([
      { start: 83, end: 108, text: 'My mother is one of them.' },
    ])
    expect(cluster?.template).to.equal(short)
  })

  it('gives the shared text as one member wrote it, without what that member added', () => {
    const [before, after] = [letter.slice(0, 108), letter.slice(109)]
    const aside = 'My own sister nurses there and she has nowhere to sleep in town, as I told the board.'
    const [cluster] = clustersOf([
      `${before} ${aside} ${after}`,
      letter,
      letter.toUpperCase(),
      `PS. ${letter}`,
    ])
    const { source, template, members } = cluster ?? expect.fail('no cluster')
    expect(template).to.equal(letter)
    expect(source.spans).to.deep.equal([{ start: 0, end: letter.length }])
    const added = new Map(members.map(member => [member.response, member.added.map(({ text }) => text)]))
    expect(added.get('r1')).to.deep.equal([])
    expect(added.get('r2')).to.deep.equal([])
    expect(added.get('r3')).to.deep.equal(['PS.'])
    expect(added.get('r0')).to.have.length(1)
    expect(added.get('r0')?.[0]).to.include('My own sister nurses there')
  })

  it('joins a letter with additions that are far longer than it', () => {
    const long = Array.from({ length: 4 }, () => ownWords.split(' ').reverse().join(' ')).join(' ')
    const [cluster] = clustersOf([letter, letter, `${ownWords} ${letter} ${long}`])
    expect(cluster?.size).to.equal(3)
    const last = cluster?.members[2]
    expect(last?.response).to.equal('r2')
    expect(last?.similarity).to.be.lessThan(0.5)
    expect(last?.holds).to.equal(1)
    expect(last?.added.map(({ text }) => text)).to.deep.equal([ownWords, long])
  })

  it('does not follow a chain of likenesses from one letter to another', () => {
    const words = `${letter} ${otherLetter} ${ownWords}`.split(' ')
    const texts = Array.from({ length: 10 }, (_, step) => words.slice(step * 13, step * 13 + 40).join(' '))
    const found = clustersOf(texts)
    expect(found.length).to.be.greaterThan(1)
    for (const { members } of found) for (const { holds } of members) expect(holds).to.be.at.least(0.4)
  })

  it('makes no cluster of greetings, letterheads and sign-offs', () => {
    const greeting = 'To the Harbour Board. Dear Sir or Madam, thank you for the opportunity to respond. '
    const close = ' I look forward to your reply. Yours faithfully, a resident of the island.'
    const texts = [letter, otherLetter, ownWords].map(text => greeting + text + close)
    expect(sendersIn(texts)).to.deep.equal([])
  })

  it('leaves out wording that people were given and copied', () => {
    const question =
      'What in your own experience gets in the way of a good ferry service for the people of the island, and what should the harbour board do about it in the coming year?'
    const answers = [
      'Fog, and the one crane that nobody is trained to mend.',
      'Tickets that are sold on the mainland only, in working hours.',
      'Nothing at all gets in its way but the weather and old engines.',
    ]
    const texts = answers.map(answer => `${question} ${answer}`)
    expect(sendersIn(texts)).to.have.length(1)
    expect(sendersIn(texts, { wording: [question] })).to.deep.equal([])
    const [cluster] = clustersOf([`${question}\n${letter}`, letter], { wording: [question] })
    expect(cluster?.template).to.equal(letter)
    for (const { similarity, added } of cluster?.members ?? [])
      expect({ similarity, added }).to.deep.equal({ similarity: 1, added: [] })
  })

  it('never takes short answers and non-answers for a campaign', () => {
    for (const text of [
      'No comment',
      'I agree',
      'n/a',
      'I agree with the proposal as it stands',
      'no '.repeat(50),
    ])
      expect(sendersIn([text, text, text]), text).to.deep.equal([])
    const slogan = 'Keep our night ferry sailing for every nurse and baker'
    expect(sendersIn([slogan, slogan])).to.deep.equal([['r0', 'r1']])
    expect(sendersIn([slogan, slogan], { fewestWords: 11 })).to.deep.equal([])
  })

  it('takes what one person wrote several times for no campaign, and counts nobody twice', () => {
    const own = (respondent: string, question: string): Answer => ({
      ...{ id: `${respondent} ${question}`, respondent, question, text: letter },
    })
    expect(duplicates([own('A', 'one'), own('A', 'two')]).clusters).to.deep.equal([])
    const { clusters, pairs } = duplicates([own('A', 'one'), own('A', 'two'), own('B', 'two')])
    expect(clusters.map(({ size }) => size)).to.deep.equal([2])
    expect(pairs).to.deep.equal([{ a: 'A', b: 'B', jaccard: 1 }])
  })

  it('finds copies in scripts with and without spaces', () => {
    const welsh =
      'Rhaid cadw’r fferi nos, oherwydd mae’n cludo nyrsys a phobyddion i’r ynys pan nad oes cwch arall yn hwylio.'
    const japanese =
      '夜のフェリーを残してください。ほかの船が出ない時間に、看護師やパン職人を島まで運んでいるからです。朝の仕事が始められません。'
    const senders = sendersIn([welsh, japanese, `${japanese}お願いします。`, `${welsh} Diolch.`])
    expect(senders.sort()).to.deep.equal([
      ['r0', 'r3'],
      ['r1', 'r2'],
    ])
  })

  it('gives ten thousand copies as one cluster, with a pair each and not fifty million', () => {
    const { clusters, pairs } = duplicates(answersOf(Array.from({ length: 10_000 }, () => letter)))
    expect(clusters.map(({ size }) => size)).to.deep.equal([10_000])
    expect(pairs).to.have.length(9_999)
  })

  it('pairs all alike responses of a small cluster', () => {
    const { pairs } = duplicates(answersOf([letter, letter, letter, ownWords]))
    expect(pairs.map(({ a, b }) => a + b).sort()).to.deep.equal(['r0r1', 'r0r2', 'r1r2'])
  })

  it('gives a defined answer to hostile text', () => {
    expect(duplicates([])).to.deep.equal({ clusters: [], pairs: [], compared: 0, tooShort: 0 })
    for (const text of ['', ' ', 'word', '😀'.repeat(10_000), '\uD800 \uDC00', '.'.repeat(10_000)])
      expect(clustersOf([text, text]), text.slice(0, 5)).to.deep.equal([])
    const odd = `__proto__ constructor toString \uD800 hasOwnProperty valueOf ${letter}`
    expect(clustersOf([odd, odd])[0]?.template).to.include('__proto__ constructor')
    const long = Array.from({ length: 100_000 }, (_, at) => `w${(at * at) % 9_973}`).join(' ')
    const [cluster] = clustersOf([long, `${long} ${ownWords}`, ownWords])
    expect(cluster?.size).to.equal(2)
    expect(cluster?.members[1]?.added.map(({ text }) => text)).to.deep.equal([ownWords])
    expect(clustersOf([long.repeat(10), ownWords])).to.deep.equal([])
  })

  it('keeps the id of a cluster when other responses come', () => {
    const before = clustersOf([letter, letter])
    const after = clustersOf([otherLetter, ownWords, letter.toUpperCase(), letter, otherLetter, letter])
    expect(after.map(({ id }) => id))
      .to.include(before[0]?.id)
      .and.have.length(2)
  })

  it('refuses options out of their range, and names them', () => {
    for (const threshold of [0, 1.1, Number.NaN])
      expect(() => duplicates([], { threshold })).to.throw(RangeError, `duplicates: threshold ${threshold}`)
    expect(() => duplicates([], { fewestWords: 4 })).to.throw(RangeError, 'fewestWords 4')
    expect(() => duplicates([], { seed: 0.5 })).to.throw(RangeError, 'seed 0.5')
  })
})
