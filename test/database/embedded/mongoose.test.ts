import { expect } from 'chai'
import mongoose from 'mongoose'
import { refusal, useDatabase } from './connected.ts'

type Reply = {
  respondent: string
  answers: { question: string; text: string }[]
  score?: number | undefined
  at: Date
}

describe('Mongoose on the embedded server', () => {
  const use = useDatabase()
  let connection: mongoose.Connection
  let Replies: mongoose.Model<Reply>

  before(async () => {
    connection = await mongoose.createConnection(use.uri).asPromise()
    const schema = new mongoose.Schema<Reply>({
      respondent: { type: String, required: true, unique: true },
      answers: [{ _id: false, question: String, text: String }],
      score: Number,
      at: { type: Date, default: () => new Date() },
    })
    schema.index({ score: 1 }, { sparse: true })
    Replies = connection.model<Reply>('Reply', schema)
    await Replies.init()
  })
  after(() => connection.close())

  it('makes its indexes', async () => {
    const names = (await Replies.listIndexes()).map(({ name }) => name)
    expect(names).to.have.members(['_id_', 'respondent_1', 'score_1'])
  })

  it('saves, finds, changes and removes a document', async () => {
    const reply = await Replies.create({ respondent: 'r1', answers: [{ question: 'q1', text: 'Hierarchy' }] })
    reply.answers.push({ question: 'q2', text: 'Outsourcing' })
    reply.score = 2
    await reply.save()
    const found = await Replies.findOne({ 'answers.question': 'q2' }).lean()
    expect(found?.answers.map(({ text }) => text)).to.deep.equal(['Hierarchy', 'Outsourcing'])
    await Replies.updateOne(
      { respondent: 'r1', 'answers.question': 'q1' },
      { $set: { 'answers.$.text': 'Vision' } },
    )
    expect((await Replies.findById(reply._id))?.answers[0]?.text).to.equal('Vision')
    expect((await Replies.findOneAndDelete({ _id: reply._id }))?.respondent).to.equal('r1')
    expect(await Replies.exists({ _id: reply._id })).to.equal(null)
  })

  it('is told of a duplicate with its key', async () => {
    await Replies.create({ respondent: 'twice' })
    const error = await refusal(Replies.create({ respondent: 'twice' }))
    expect([error.code, error.keyValue]).to.deep.equal([11000, { respondent: 'twice' }])
  })

  it('writes in bulk, goes through a cursor and aggregates', async () => {
    await Replies.bulkWrite([
      { insertOne: { document: { respondent: 'b1', score: 1, answers: [], at: new Date(0) } } },
      { updateOne: { filter: { respondent: 'b2' }, update: { $set: { score: 5 } }, upsert: true } },
      { deleteMany: { filter: { respondent: 'nobody' } } },
    ])
    const seen: string[] = []
    for await (const { respondent } of Replies.find({ score: { $gt: 0 } })
      .sort('score')
      .cursor({ batchSize: 1 })) {
      seen.push(respondent)
    }
    expect(seen).to.deep.equal(['b1', 'b2'])
    const [total] = await Replies.aggregate([{ $group: { _id: null, score: { $sum: '$score' } } }])
    expect(total).to.deep.equal({ _id: null, score: 6 })
  })

  it('refuses a transaction, as a standalone server does', async () => {
    const error = await refusal(
      connection.transaction(async session => {
        await Replies.create([{ respondent: 'never' }], { session })
      }),
    )
    // The driver's own words for code 20 from a standalone server.
    expect(error.message).to.match(/does not support retryable writes/)
    expect(await Replies.countDocuments({ respondent: 'never' })).to.equal(0)
  })
})
