import { expect } from 'chai'
import { moment, momentIn } from '../../server/http/helpers/index.ts'

describe('A moment as it is said', () => {
  it('is told by London’s clocks in winter and in summer, noon and midnight as twelve', () => {
    expect(moment(new Date('2026-01-10T12:05:00Z'))).to.equal('12:05 pm on 10 January 2026')
    expect(moment(new Date('2026-01-10T00:00:00Z'))).to.equal('midnight at the start of 10 January 2026')
    expect(moment(new Date('2026-07-10T22:59:00Z'))).to.equal('11:59 pm on 10 July 2026')
  })

  it('is told by those of another zone', () => {
    expect(momentIn(new Date('2026-07-10T11:30:00Z'), 'Europe/Paris')).to.include('1:30 pm')
    expect(momentIn(new Date('2026-07-10T11:30:00Z'), 'UTC')).to.include('11:30 am')
  })
})
