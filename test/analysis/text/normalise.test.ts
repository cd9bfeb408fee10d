import { expect } from 'chai'
import { storedForm } from '../../../analysis/index.ts'

describe('the stored form of a text', () => {
  it('is NFC with LF line ends, and nothing is trimmed', () => {
    expect(storedForm('  cafe\u0301\r\none\rtwo\n ')).to.deep.equal({ ok: true, text: '  café\none\ntwo\n ' })
  })

  it('keeps whole surrogate pairs', () => {
    expect(storedForm('😀')).to.deep.equal({ ok: true, text: '😀' })
  })

  it('refuses half of a pair and says where it is', () => {
    const form = storedForm('one\ntwo 😀\uD83D!')
    expect(form.ok ? '' : form.problem).to.match(/^Line 2, character 6 is half of a character \(U\+D83D\)/)
    expect(storedForm('\uDE00').ok).to.equal(false)
  })

  it('refuses accents without end, which would take time by their square', () => {
    const form = storedForm(`a${'\u0315\u0300'.repeat(200_000)}`)
    expect(form.ok ? '' : form.problem).to.match(/^Line 1, character 2 begins more than 1,000 accents/)
  })
})
