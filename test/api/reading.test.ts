import { expect } from 'chai'
import mongoose from 'mongoose'
import { holdBack } from '../../server/coding/care/holdBack.ts'
import { hotCodings } from '../../server/coding/codingQueryStore.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { codePassage, decideOnTag } from '../../server/coding/decide.ts'
import { recordOf } from '../../server/coding/record.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import type { Arriving } from '../../server/responses/prepare.ts'
import type { Response } from '../../server/responses/response.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { addCodebook, addCorpus, respond, theme } from '../coding/corpus.ts'
import { tagOf } from '../coding/desk.ts'
import { readyClaim } from '../findings/claim.ts'
import { openConsultation } from '../responses/respondent.ts'
import { answered, counted } from '../results/scene.ts'
import { openSite, type Site } from '../site.ts'
import { expectConforms, expectProblem, Program, tokenFor } from './calling.ts'

describe('the API, as it is read', () => {
  let site: Site
  let owner: string
  before(async () => {
    site = await openSite()
    owner = (await site.addPerson('owner')).id
  })
  after(() => site.close())

  const programIn = async (consultation: string) =>
    new Program(site, consultation, await tokenFor(consultation, owner))

  describe('responses', () => {
    const kept = 'The crane waits. Nobody mends it. I would not be quoted on that.'
    let consultation: string
    let sent: Response[]
    let program: Program
    before(async () => {
      consultation = await openConsultation({}, counted)
      program = await programIn(consultation)
      sent = await answered(
        consultation,
        5,
        (at): Partial<Arriving> => ({
          attributes: { sector: 'ports', id: `row ${at}` },
          choice: at === 1 ? 'named' : 'unnamed',
          identity: {
            ...{ name: `Ines Marlow ${at}`, organisation: 'The Quays', email: `ines${at}@quay.example` },
            contacts: { mail: 'reply@quay.example' },
          },
          ...(at === 0
            ? { byHand: true, narrower: { why: 'none' }, withheld: { why: ['Nobody mends it.'] } }
            : {}),
          answers:
            at === 0
              ? {
                  agree: { option: 'no' },
                  why: { text: kept },
                  since: { number: -3.5 },
                  help: { options: ['pay', 'else'], own: 'A second crane' },
                  first: { order: ['quay', 'crane'] },
                  lines: { rows: { tide: 'good' } },
                  began: { date: '2020-02-29' },
                  wait: { number: 2 },
                  mail: { contact: 'reply@quay.example' },
                }
              : { agree: { option: 'yes' } },
          submittedOn: new Date(`2026-11-0${at + 1}T10:00:00Z`),
        }),
      )
      const [gone] = await answered(consultation, 1, () => ({ answers: { why: { text: 'Taken back.' } } }))
      if (gone) await withdraw(consultation, gone._id)
    })

    it('gives each answer by the ids of questions, with what its respondent permits, and never who it is', async () => {
      const { status, body, text } = await program.get(`/responses/${sent[0]?._id}`)
      expect(status).to.equal(200)
      expectConforms('Response', body)
      expect(body).to.deep.include({
        ...{ id: sent[0]?._id, submitted: '2026-11-01', source: 'web', about: { sector: 'ports' } },
        answers: {
          agree: { option: 'no' },
          why: kept,
          since: -3.5,
          help: { options: ['pay', 'else'], own: 'A second crane' },
          first: { order: ['quay', 'crane'] },
          lines: { rows: { tide: 'good' } },
          began: '2020-02-29',
          wait: 2,
        },
      })
      expect(body.permission).to.deep.include({
        ...{ quoted: 'unnamed', quotedLess: { why: 'none' }, machine: false },
        notForQuotation: [{ question: 'why', start: 17, end: 33 }],
      })
      expect(text).not.to.match(/Ines|quay\.example|The Quays|row 0/)
      expect(text).not.to.contain(sent[0]?.reference)
    })

    it('gives all that stand, a part at a time, and nobody who withdrew', async () => {
      const items = await program.all('/responses?limit=2')
      expect(items.map(({ id }) => id)).to.deep.equal(sent.map(({ _id }) => _id).sort())
      expectConforms('Responses', (await program.get('/responses?limit=2')).body)
    })

    it('gives nothing twice, and leaves nothing out, while responses arrive', async () => {
      const first = (await program.get('/responses?limit=2')).body
      await answered(consultation, 20, () => ({
        answers: { agree: { option: 'yes' } },
        submittedOn: new Date(),
      }))
      const rest = await program.all(first.next)
      const ids = [...first.items, ...rest].map(({ id }) => id)
      expect(new Set(ids).size).to.equal(ids.length)
      expect(ids).to.include.members(sent.map(({ _id }) => _id))
    })

    it('gives what was sent or changed on a day or later', async () => {
      const change = {
        $push: { revisions: { at: new Date('2026-11-20'), answers: { agree: { option: 'no' } } } },
      }
      await mongoose.connection
        .collection<{ _id: string }>('responses')
        .updateOne({ _id: sent[1]?._id ?? '' }, change as object)
      const until = (await program.all('/responses?limit=3&since=2026-11-04')).filter(
        ({ submitted }) => String(submitted) < '2026-11-10',
      )
      expect(until.map(({ id }) => id).sort()).to.deep.equal(
        [sent[1], sent[3], sent[4]].map(each => each?._id).sort(),
      )
      expect(until.find(({ id }) => id === sent[1]?._id)).to.include({ changed: '2026-11-20' })
    })

    it('says which parameter cannot be used', async () => {
      for (const [query, parameter] of [
        ['limit=0', 'limit'],
        ['limit=101', 'limit'],
        ['limit=x', 'limit'],
        ['since=yesterday', 'since'],
        ['since=2026-02-30', 'since'],
        ['from=2026-01-01', 'from'],
        ['after=a&after=b', 'after'],
      ]) {
        const answer = await program.get(`/responses?${query}`)
        expectProblem(answer, 400)
        expect(answer.body.errors[0].parameter, query).to.equal(parameter)
      }
      expectProblem(await program.get('/codebook?limit=1'), 400)
    })

    it('says so of one that was withdrawn just as of none', async () => {
      const [gone] = await answered(consultation, 1, () => ({ answers: { why: { text: 'Mine.' } } }))
      expect((await program.get(`/responses/${gone?._id}`)).status).to.equal(200)
      if (gone) await withdraw(consultation, gone._id)
      const none = await program.get('/responses/nothing')
      expect((await program.get(`/responses/${gone?._id}`)).text).to.equal(none.text)
    })
  })

  describe('a consultation', () => {
    it('gives its hours, its questions, and the words that whoever answers is shown', async () => {
      const consultation = await openConsultation()
      const program = await programIn(consultation)
      const { body } = await program.get('')
      expectConforms('Consultation', body)
      expect(body).to.deep.include({ id: consultation, opening: 'open', access: 'anybody', version: 1 })
      expect(body.wording.permissions.byHand.text).to.equal(
        'Have my answers sorted into themes by people alone',
      )
      const questionnaire = (await program.get('/questionnaires/1')).body
      expectConforms('Questionnaire', questionnaire)
      expect(questionnaire.pages[1].questions[0]).to.include({
        id: 'obstacles',
        type: 'longText',
        required: true,
      })
      for (const version of ['0', '2', '-1', 'one', '1e9'])
        expectProblem(await program.get(`/questionnaires/${version}`), 404)
      expectProblem(await program.get('?language=fr'), 400)
    })
  })

  describe('codings and findings', () => {
    const consultation = 'coded'
    let program: Program
    let response: Response
    before(async () => {
      program = await programIn(consultation)
      await addCorpus(consultation)
      await addCodebook(consultation, theme('pay', ['pay']), theme('layers', ['layer*'], { parent: 'pay' }))
      response = await respond(consultation, 'a', { obstacles: 'Pay is low 🚢. There are too many layers.' })
      for (const key of ['b', 'c'])
        await respond(consultation, key, { obstacles: 'The pay never rises here.' })
      await site.runner.idle()
      const record = () => recordOf(consultation, response._id)
      const [text = ''] = currentTexts(response)
      const span = { start: 0, end: 13 }
      await codePassage(await record(), owner, {
        text,
        span,
        theme: 'layers',
        stance: 'opposes',
        sawTags: false,
      })
      const tag = await tagOf(response, 'pay')
      await decideOnTag(await record(), owner, tag, { verdict: 'accepted', stance: 'supports' })
      await readyClaim(consultation, { themes: ['pay'], statement: 'Pay is low.' })
    })

    it('gives each coding with what led to it, its place and its very words', async () => {
      const items = await program.all('/codings?limit=1')
      expectConforms('Codings', { items })
      const [unaided, suggested] = ['layers', 'pay'].map(id => items.find(each => each.theme === id))
      expect(items).to.have.length(2)
      expect(unaided).to.deep.include({
        ...{ response: response._id, question: 'obstacles', start: 0, end: 13, passage: 'Pay is low 🚢' },
        ...{ origin: 'unaided', verdict: 'accepted', stance: 'opposes', coder: 'A owner' },
      })
      expect(unaided).not.to.have.any.keys('rule', 'model')
      expect(suggested).to.deep.include({
        origin: 'rule',
        rule: 'pay',
        passage: 'Pay is low 🚢.',
        start: 0,
        end: 14,
      })
    })

    it('gives those of a day or later', async () => {
      const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
      expect(await program.all(`/codings?since=${tomorrow}`)).to.deep.equal([])
      const today = new Date().toISOString().slice(0, 10)
      expect(await program.all(`/codings?since=${today}`)).to.have.length(2)
    })

    it('reads them by an index', async () => {
      const plan = JSON.stringify(await hotCodings.inOrder(consultation, 'a', 20).explain('queryPlanner'))
      expect(plan).to.contain('IXSCAN').and.not.to.contain('COLLSCAN')
      expect(plan).not.to.contain('"SORT"')
    })

    it('gives the codebook with its rules', async () => {
      const { body } = await program.get('/codebook')
      expectConforms('Codebook', body)
      expect(body.themes.map(({ path }: { path: string }) => path)).to.deep.equal(['Pay', 'Pay / Layers'])
      expect(body.themes[0].rules).to.deep.equal(['pay'])
    })

    it('gives findings with what is counted and what is not', async () => {
      const [item] = await program.all('/findings?limit=1')
      expectConforms('Finding', item)
      expect(item).to.deep.include({ statement: 'Pay is low.', state: 'look', scope: ['obstacles'] })
      expect(item?.count).to.deep.equal({
        ...{ of: 3, supports: 0, opposes: 0, mixed: 1, mentions: 0, unprompted: 0 },
        coded: { unaided: 1, acceptedFromMachine: 0, unreviewed: 2 },
      })
    })

    it('shows no word that is held back, and no coding of whoever withdrew', async () => {
      const [text = ''] = currentTexts(response)
      const record = await recordOf(consultation, response._id)
      await holdBack(record, { text, start: 0, end: 10 }, { kind: 'thirdParty', note: '', by: owner })
      const { answers } = (await program.get(`/responses/${response._id}`)).body
      expect(answers.obstacles).to.match(/^[^a-z]{10} 🚢\. There are too many layers\.$/)
      const passages = (await program.all('/codings')).map(({ passage }) => String(passage))
      expect(passages.filter(passage => /[a-z]/i.test(passage))).to.deep.equal([])
      await withdraw(consultation, response._id)
      expect(await program.all('/codings')).to.deep.equal([])
      expect(await codingsOf(consultation, { respondent: response._id })).not.to.deep.equal([])
    })
  })
})
