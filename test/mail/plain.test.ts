import { expect } from 'chai'
import { isAddress, oneLine, severalLines, withoutAddresses } from '../../server/mail/plain.ts'

describe('What a mail repeats', () => {
  it('is one line of a name, however it was written', () => {
    expect(oneLine(' Ada\r\nBcc: eve@example.org\u2028\u0000\tSample ')).to.equal(
      'Ada Bcc: eve@example.org Sample',
    )
    expect(oneLine('<script>alert(1)</script>')).to.equal('<script>alert(1)</script>')
    expect(oneLine('שרה כהן')).to.equal('שרה כהן')
    expect(oneLine('moc.elpmaxe@\u202eada')).to.equal('moc.elpmaxe@ada')
    expect(Array.from(oneLine('🎉'.repeat(500)))).to.have.length(200)
  })

  it('keeps the lines of an answer, and no other control character', () => {
    expect(severalLines('One.\r\nTwo.\u2028Three.\u0000\u001b[31m\tFour.')).to.equal(
      'One.\nTwo.\nThree.[31m\tFour.',
    )
  })

  it('is sent to whole addresses alone, in any alphabet', () => {
    for (const address of [
      'ada@example.org',
      'o’brien@example.org',
      'ada+x@sub.example.co.uk',
      'ада@пример.рф',
    ])
      expect(isAddress(address), address).to.equal(true)
    for (const address of [
      'a b@example.org',
      'ada@example..org',
      'ada@example.org.',
      'a@b@example.org',
      `${'a'.repeat(65)}@example.org`,
      `ada@${'a'.repeat(250)}.org`,
    ])
      expect(isAddress(address), address).to.equal(false)
  })

  it('leaves out addresses and links of what a server says', () => {
    expect(withoutAddresses('550 5.1.1 <ada@example.org>: see\nhttps://x.example/?ada')).to.equal(
      '550 5.1.1 <(an address)>: see (a link)',
    )
  })
})
