import { expect } from 'chai'
import type { Speaker } from '../../analysis/index.ts'
import { quoteWarnings } from '../../server/findings/quotes/warnings.ts'

const speaker: Speaker = {
  respondent: 'r',
  choice: 'role',
  capacity: 'personal',
  name: 'Orla Penhale',
  role: 'a pilot',
  sector: 'ports',
  organisation: '',
}
const text = 'Orla here, not the office: write to orla@penhale.example about the tides.'
const whole = { text: 't', start: 0, end: text.length, edits: [] }

describe('Warnings of a quote', () => {
  it('name what could tell who wrote it, and what to put in its place', () => {
    const warnings = quoteWarnings(text, whole, speaker)
    expect(warnings).to.have.length(2)
    expect(warnings[0]).to.include('“Orla”, which looks like a name. Put [name redacted] in its place')
    expect(warnings[1]).to.include('“orla@penhale.example”, which looks like an email. Put [email redacted]')
  })

  it('say nothing of the name of one who is quoted by it', () => {
    expect(quoteWarnings(text, whole, { ...speaker, choice: 'named' })).to.have.length(1)
  })

  it('end once it is replaced, and stand beside those of edits', () => {
    const [start, end] = [text.indexOf('orla@'), text.indexOf(' about')]
    const edits = [
      { kind: 'cut' as const, start: 0, end: text.indexOf('write') },
      { kind: 'replace' as const, start, end, with: 'email' },
    ]
    const warnings = quoteWarnings(text, { ...whole, edits }, speaker)
    expect(warnings).to.have.length(1)
    expect(warnings[0]).to.include('drops “not”')
  })
})
