import { expect } from 'chai'
import fc from 'fast-check'
import { type DetailKind, personalDetails } from '../../../analysis/index.ts'
import { isNhsNumber } from '../../../analysis/privacy/nhsNumber.ts'

/** What is found of one kind, as written. */
const found = (kind: DetailKind, text: string): string[] =>
  personalDetails(text)
    .filter(detail => detail.kind === kind)
    .map(({ start, end }) => text.slice(start, end))

/** Each alone, in a sentence, and stuck between marks. */
function isFound(kind: DetailKind, written: string): void {
  for (const [before, after] of [
    ['', ''],
    ['It is ', '.'],
    ['(', '), and'],
    ['Mine:', '; yours?'],
    ['a\n', '\nb'],
  ]) {
    expect(found(kind, `${before}${written}${after}`), `${before}${written}${after}`).to.deep.equal([written])
  }
}

describe('email addresses in a text', () => {
  it('finds them in any script, and with (at)', () => {
    for (const address of [
      'jess@example.org',
      'jess.o’neill+care@mail.example.co.uk',
      'JESS_99@EXAMPLE.ORG',
      'zoë@exämple.org',
      'jess (at) example.org',
      'jess[at]example.org',
    ]) {
      isFound('email', address)
    }
  })

  it('leaves out handles, prices and addresses without a host', () => {
    for (const text of [
      'Ask @jess_example.',
      '3 @ £5.00',
      'jess@ example.org',
      'jess@localhost',
      '@',
      `${'a'.repeat(65)}@example.org`,
    ]) {
      expect(found('email', text), text).to.deep.equal([])
    }
  })
})

describe('phone numbers in a text', () => {
  it('finds those of the United Kingdom and of other countries', () => {
    for (const number of [
      '07700 900123',
      '07700900123',
      '07700-900-123',
      '020 7946 0958',
      '(020) 7946 0958',
      '0131 496 0000',
      '01632 96000',
      '0808 157 0000',
      '+44 7700 900123',
      '+44 (0)20 7946 0958',
      '(+44) 7700 900123',
      '0044 7700 900 123',
      '+353 1 234 5678',
      '+33 1 23 45 67 89',
      '+48 22 123 45 67',
      '+92 300 1234567',
    ]) {
      if (number.startsWith('(')) expect(found('phone', `Ring ${number}.`), number).to.deep.equal([number])
      else isFound('phone', number)
    }
    expect(found('phone', 'Ring 07700 900123 07700 900456 or 07700 900789/07700 900000')).to.have.length(4)
    expect(found('phone', '+353 1 234 5678 07700 900123 9am to 5pm')).to.deep.equal([
      '+353 1 234 5678',
      '07700 900123',
    ])
  })

  it('leaves out years, money, shares, dates, decimals and references', () => {
    for (const text of [
      'In 2019-2020, or 1998/1999',
      '£07700900123 or 1,500,000 or 10 000 000',
      '0.1234567890',
      '+50% and +20 points',
      '01.02.2024 10:30 or 01-02-2024 1030',
      'reference 07700900123',
      'Case no. 01632960001 is open',
      'invoice number: 02079460958',
      '077009001234567',
      'ABC07700900123',
      'ring 999, 111 or 101',
      '00 00 00 00 00 00',
      'rooms 01 02 03 04 05 06',
    ]) {
      expect(found('phone', text), text).to.deep.equal([])
    }
  })
})

describe('postcodes in a text', () => {
  it('finds every shape, with a space or without, in any case', () => {
    for (const written of [
      'M1 1AE',
      'M60 1NW',
      'B33 8TH',
      'CR2 6XH',
      'DN55 1PT',
      'W1A 1HQ',
      'EC1A 1BB',
      'SW1A 1AA',
      'GIR 0AA',
      'BFPO 58',
      'BF1 3AA',
      'JE2 3AB',
      'FIQQ 1ZZ',
    ]) {
      for (const form of [written, written.replace(' ', ''), written.toLowerCase()]) isFound('postcode', form)
    }
  })

  it('leaves out what no postcode can be', () => {
    for (const text of [
      'SW1A is half of one',
      'vitamin B12 6mg',
      'Q1 1AA',
      'M1 1CA',
      'M1 1AI',
      'MI 1AE',
      'W1I 1HQ',
      'SW1C 1AA',
      'XSW1A 1AA',
      'M1 1AEX',
      'ZZ9 9ZZ',
      'A4 2 sides',
    ]) {
      expect(found('postcode', text), text).to.deep.equal([])
    }
  })
})

describe('NHS numbers in a text', () => {
  it('knows the check digit', () => {
    // 9×10 + 4×9 + 3×8 + 4×7 + 7×6 + 6×5 + 5×4 + 9×3 + 1×2 = 299 = 27×11 + 2, and 11 − 2 = 9.
    expect(isNhsNumber('9434765919')).to.equal(true)
    // 4×10 + 0×9 + 1×8 + 0×7 + 2×6 + 3×5 + 2×4 + 1×3 + 3×2 = 92 = 8×11 + 4, and 11 − 4 = 7.
    expect(isNhsNumber('4010232137')).to.equal(true)
    // 9×10 + 9×9 = 171 = 15×11 + 6, and 11 − 6 = 5.
    expect(isNhsNumber('9900000005')).to.equal(true)
    // 4×10 + 2×2 = 44 = 4×11 + 0, and 11 − 0 = 11 stands for 0.
    expect(isNhsNumber('4000000020')).to.equal(true)
    // 1×10 + 1×2 = 12 = 1×11 + 1, and 11 − 1 = 10, which is never issued.
    for (const last of '0123456789') expect(isNhsNumber(`100000001${last}`)).to.equal(false)
    for (const digits of ['', '943476591', '94347659190', '943476591x', '0000000000']) {
      expect(isNhsNumber(digits), digits).to.equal(false)
    }
  })

  it('takes exactly one last digit for nine others, or none where the check would be 10', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 }), nine => {
        const sum = nine.reduce((total, digit, at) => total + digit * (10 - at), 0)
        const valid = [...'0123456789'].filter(last => isNhsNumber(nine.join('') + last))
        // The whole weighted sum, with the check digit once, is a multiple of 11.
        const expected = [...'0123456789'].filter(last => (sum + Number(last)) % 11 === 0 && sum > 0)
        expect(valid).to.deep.equal(expected)
      }),
    )
  })

  it('finds them together or as 3-3-4, and no other ten digits', () => {
    for (const written of ['9434765919', '943 476 5919', '943-476-5919']) isFound('nhsNumber', written)
    for (const text of [
      '9434765918',
      '943 4765919',
      '£9434765919',
      '94347659190',
      'A9434765919',
      '9434765919.5',
    ]) {
      expect(found('nhsNumber', text), text).to.deep.equal([])
    }
  })
})

describe('National Insurance numbers in a text', () => {
  it('finds them in any spacing and case', () => {
    for (const written of ['AB 12 34 56 C', 'AB123456C', 'ab123456d', 'JG 103759 A', 'CE-12-34-56-B']) {
      isFound('nationalInsurance', written)
    }
  })

  it('refuses the prefixes and suffixes that are not used (NIM39110)', () => {
    for (const prefix of [
      'BG',
      'GB',
      'KN',
      'NK',
      'NT',
      'TN',
      'ZZ',
      'AO',
      'OO',
      'FY',
      'QQ',
      ...[...'DFIQUV'].flatMap(x => [`${x}A`, `A${x}`]),
    ]) {
      expect(found('nationalInsurance', `${prefix} 12 34 56 A`), prefix).to.deep.equal([])
    }
    for (const text of ['AB 12 34 56 E', 'AB 12 34 5 A', 'AB123456', 'XAB123456C', 'AB123456CD']) {
      expect(found('nationalInsurance', text), text).to.deep.equal([])
    }
  })
})
