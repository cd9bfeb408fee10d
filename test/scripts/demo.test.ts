import { expect } from 'chai'
import { demoCoders, demoCodings, demoThemes } from '../../scripts/demo/codings.ts'
import { demoConsultation, demoPages, nations, sectors } from '../../scripts/demo/consultation.ts'
import {
  type DemoResponse,
  demoAttachment,
  demoTestimony,
  writtenQuestions,
} from '../../scripts/demo/testimony.ts'
import { allQuestions } from '../../server/consultations/questions.ts'

const responses = demoTestimony()
const codings = demoCodings()
const byKey = new Map(responses.map(response => [response.key, response]))
const campaign = ['campaign-local', 'campaign-college']

describe('the demo’s testimony', () => {
  it('holds at least 66 responses, each under its own key', () => {
    expect(responses).to.have.length.of.at.least(66)
    expect(byKey.size).to.equal(responses.length)
  })

  it('runs from 40 to 600 words a response, and is long and rambling at times', () => {
    const lengths = responses.map(response => ({ key: response.key, words: wordsOf(response).length }))
    expect(lengths.filter(({ words }) => words < 40 || words > 600)).to.deep.equal([])
    expect(lengths.filter(({ words }) => words >= 450)).to.have.length.of.at.least(4)
    expect(lengths.filter(({ words }) => words < 100)).to.have.length.of.at.least(8)
  })

  it('is stored as it would be on arrival: NFC, with LF line ends', () => {
    for (const text of responses.flatMap(writtenBy)) {
      expect(text).to.equal(text.normalize('NFC'))
      expect(text).not.to.match(/\r/)
    }
  })

  it('never gives two people the same sentence, the campaign’s two letters aside', () => {
    const writers = new Map<string, string>()
    const shared: string[] = []
    for (const response of responses.filter(({ key }) => !campaign.includes(key))) {
      for (const sentence of new Set(writtenBy(response).flatMap(sentencesOf))) {
        if (writers.has(sentence)) shared.push(`${writers.get(sentence)} and ${response.key}: ${sentence}`)
        writers.set(sentence, response.key)
      }
    }
    expect(shared).to.deep.equal([])
  })

  it('has two letters of one campaign that differ a little', () => {
    const [first, second] = campaign.map(key => writtenBy(responseOf(key)).flatMap(sentencesOf))
    const common = first?.filter(sentence => second?.includes(sentence)) ?? []
    expect(common).to.have.length.of.at.least(6)
    expect(first).not.to.deep.equal(second)
  })

  it('comes from every sector and every nation', () => {
    expect(new Set(responses.map(({ sector }) => sector))).to.deep.equal(new Set(sectors))
    expect(new Set(responses.map(({ nation }) => nation))).to.deep.equal(new Set(nations))
  })

  it('makes every choice of attribution and writes in every capacity', () => {
    const share = (choice: DemoResponse['choice']) =>
      responses.filter(response => response.choice === choice).length / responses.length
    expect(share('unnamed')).to.be.within(0.4, 0.6)
    expect(share('role')).to.be.within(0.25, 0.4)
    expect(share('named')).to.be.above(0.1)
    expect(new Set(responses.map(({ capacity }) => capacity))).to.have.property('size', 3)
  })

  it('gives a name exactly where the writer wishes to be named', () => {
    expect(responses.filter(({ name, choice }) => (name !== '') !== (choice === 'named'))).to.deep.equal([])
  })

  it('arrived while the consultation was open', () => {
    const latest = Math.max(...responses.map(({ daysAgo }) => daysAgo))
    expect(latest).to.be.below(demoConsultation.opensDaysBefore)
  })

  it('includes one withdrawal, one attachment, questions skipped and answers that say nothing', () => {
    expect(responses.filter(({ withdrawn }) => withdrawn)).to.have.lengthOf(1)
    expect(responses.filter(({ attachment }) => attachment)).to.have.lengthOf(1)
    expect(demoAttachment().text.split(/\s+/)).to.have.length.within(250, 400)
    expect(responses.filter(({ answers }) => answers.suppliers === undefined)).to.have.length.of.at.least(5)
    const optional = responses.flatMap(({ answers }) => [answers.people ?? '', answers.suppliers ?? ''])
    expect(optional.filter(text => /^(no comment|as above)\.?$/i.test(text))).to.have.length.of.at.least(3)
  })
})

describe('the demo’s questionnaire', () => {
  it('asks each question once and requires only the first of the written ones', () => {
    const questions = allQuestions({ pages: demoPages })
    expect(new Set(questions.map(({ id }) => id)).size).to.equal(questions.length)
    expect(questions.filter(({ required }) => required).map(({ id }) => id)).to.deep.equal(['obstacles'])
    expect(questions.filter(({ type }) => type === 'longText').map(({ id }) => id)).to.deep.equal([
      ...writtenQuestions,
    ])
  })
})

describe('the demo’s codings', () => {
  it('each find their passage exactly once in the answer they name', () => {
    const lost = codings.filter(({ respondent, question, passage }) => {
      const answer = responseOf(respondent).answers[question] ?? ''
      return answer.split(passage).length !== 2
    })
    expect(lost).to.deep.equal([])
  })

  it('never have one coder decide twice on a passage and a theme', () => {
    const decided = codings.map(({ respondent, question, passage, theme, coder }) =>
      [respondent, question, passage, theme, coder].join('\n'),
    )
    expect(new Set(decided).size).to.equal(codings.length)
  })

  it('are enough to work with, with disagreement and rejections among them', () => {
    const accepted = codings.filter(({ verdict }) => verdict === 'accepted')
    expect(codings).to.have.length.of.at.least(150)
    expect(
      accepted.filter(({ stance }) => stance === 'opposes' || stance === 'mixed'),
    ).to.have.length.of.at.least(20)
    expect(codings.length - accepted.length).to.be.at.least(10)
    expect(new Set(accepted.map(({ theme }) => theme))).to.deep.equal(new Set(demoThemes))
  })

  it('reject only what the machine suggested', () => {
    expect(
      codings.filter(({ verdict, origin }) => verdict === 'rejected' && origin !== 'rule'),
    ).to.deep.equal([])
  })

  it('are made by both researchers, at times on the same passage', () => {
    expect(new Set(codings.map(({ coder }) => coder))).to.deep.equal(new Set(Object.keys(demoCoders)))
    const coders = new Map<string, Set<string>>()
    for (const { respondent, passage, theme, coder } of codings) {
      const place = `${respondent}\n${passage}\n${theme}`
      coders.set(place, (coders.get(place) ?? new Set()).add(coder))
    }
    expect([...coders.values()].filter(({ size }) => size === 2)).to.have.length.of.at.least(20)
  })
})

function responseOf(key: string): DemoResponse {
  const found = byKey.get(key)
  if (!found) throw new Error(`demo.test.ts: no response has the key ${key}`)
  return found
}

function writtenBy({ answers }: DemoResponse): string[] {
  return writtenQuestions.map(question => answers[question] ?? '')
}

function wordsOf(response: DemoResponse): string[] {
  return writtenBy(response).flatMap(text => text.split(/\s+/).filter(word => word !== ''))
}

/** The sentences of five words or more: shorter ones ("No comment.") are anybody's. */
function sentencesOf(text: string): string[] {
  const sentences = text.toLowerCase().split(/(?<=[.!?…])\s+|\n+/)
  return sentences.filter(sentence => sentence.split(/\s+/).length >= 5)
}
