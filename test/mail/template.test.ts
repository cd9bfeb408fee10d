import { execFileSync } from 'node:child_process'
import { expect } from 'chai'
import { fillMail } from '../../server/mail/template.ts'
import { root } from '../../server/root.ts'
import { sourceArguments, sourceExtension } from '../../server/sources.ts'

const values = { code: '123456', site: 'https://soundings.example', until: new Date('2026-11-30T10:00:00Z') }

describe('The template of a mail', () => {
  it('gives a subject of one line, and a text', () => {
    const { subject, text } = fillMail('code', 'en', { ...values, code: '12\r\nBcc: eve@example.org' })
    expect(subject).to.equal('Your code: 12 Bcc: eve@example.org')
    expect(text)
      .to.include('It is good until 10:00 am on 30 November 2026.')
      .and.match(/^Hello,\n/)
  })

  it('is the English one where a language has none yet', () => {
    expect(fillMail('code', 'xx', values)).to.deep.equal(fillMail('code', 'en', values))
  })

  it('is filled in the server’s own process too, where modules are loaded otherwise than in tests', () => {
    const template = new URL(`../../server/mail/template${sourceExtension}`, import.meta.url).href
    const script = `
      import { fillMail } from '${template}'
      process.stdout.write(fillMail('code', 'en', { code: '123456', site: '', until: new Date(0) }).subject)`
    const args = [...sourceArguments, '--input-type=module', '--eval', script]
    expect(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' })).to.equal(
      'Your code: 123456',
    )
  })
})
