import { expect } from 'chai'
import { decodeModel, encodeModel, measure, predict, train } from '../../../../analysis/index.ts'
import { inventExamples } from './invented.ts'

describe('a model as bytes', () => {
  const model = { ...train(inventExamples(60)), quality: measure([{ labels: ['a'], given: ['a'] }]) }

  it('says the same when it is read again', () => {
    const again = decodeModel(encodeModel(model))
    expect(again).to.deep.equal(model)
    const text = { text: 'The bins overflow and the ferry left late' }
    expect(predict(again, text)).to.deep.equal(predict(model, text))
  })

  it('is refused when it is cut short or of another version', () => {
    const bytes = encodeModel(model)
    for (const cut of [0, 3, 4, 50, bytes.length - 1])
      expect(() => decodeModel(bytes.subarray(0, cut)), String(cut)).to.throw('decodeModel')
    const later = new TextDecoder('latin1').decode(bytes).replace('"version":1', '"version":9')
    const changed = Uint8Array.from(bytes)
    changed[4 + later.slice(4).indexOf('9')] = 57
    expect(() => decodeModel(changed)).to.throw('version 9, not 1')
  })

  it('holds none of the texts', () => {
    const secret = { id: 'x', text: 'my neighbour Odalys keeps herons', labels: ['ferry'] }
    const bytes = new TextDecoder('latin1').decode(encodeModel(train([...inventExamples(60), secret])))
    for (const word of ['neighbo', 'odali', 'heron']) expect(bytes).not.to.contain(word)
  })
})
