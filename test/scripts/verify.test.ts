import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { verify } from '../../scripts/verify.ts'
import { verifyReceipt } from '../../scripts/verifyReceipt.ts'
import { root } from '../../server/root.ts'
import { addChapter } from '../reports/publication/published.ts'
import { answerAll, declaration, openConsultation, respondentTo } from '../responses/respondent.ts'
import { openSite, type Site } from '../site.ts'

describe('soundings verify', () => {
  let site: Site
  let folder: string
  let report: string
  let key: string
  before(async () => {
    site = await openSite()
    folder = await mkdtemp(path.join(tmpdir(), 'soundings-verify-'))
    const author = await site.signIn('author')
    const { consultation, report: made } = await addChapter(site)
    const page = `/desk/${consultation}/reports/${made._id}/export`
    report = path.join(folder, 'report.md')
    key = path.join(folder, 'key.json')
    await writeFile(report, (await author.get(`${page}/markdown`).expect(200)).text)
    await writeFile(key, (await author.get(`${page}/sidecar`).expect(200)).text)
  })
  after(async () => {
    await rm(folder, { recursive: true, force: true })
    await site.close()
  })

  /** The command in a process of its own, on the site's database while the site is open. */
  const run = (...args: string[]) =>
    new Promise<{ code: number; out: string; err: string }>(resolve => {
      const env = {
        ...process.env,
        MONGODB_URI: site.config.mongodbUri,
        SESSION_SECRET: site.config.sessionSecret,
        ENCRYPTION_KEY: site.config.encryption.given?.[0],
      }
      const cli = [path.join(root, 'scripts', 'soundings.mjs'), 'verify', ...args]
      execFile(process.execPath, cli, { env }, (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
      )
    })

  it('ends with 0 where all still holds, and with 1 where a letter was changed, which it says in JSON', async () => {
    const changed = path.join(folder, 'changed.md')
    await writeFile(changed, (await readFile(report, 'utf8')).replace('both floods', 'both floors'))
    const [fine, found] = await Promise.all([
      run(report, '--sidecar', key),
      run(changed, '--sidecar', key, '--json'),
    ])
    expect(fine).to.include({ code: 0, err: '' })
    expect(fine.out).to.include('2 quotes and 1 count checked, and all still holds.')
    expect(found.code).to.equal(1)
    const said = JSON.parse(found.out)
    expect(said.report).to.include({ number: 1, title: 'Mend the gantry' })
    expect(said.quotes.map(({ verbatim }: { verbatim: boolean }) => verbatim)).to.deep.equal([true, false])
    expect(said.summary).to.deep.equal({ quotes: 2, findings: 1, failed: 2 })
  })

  it('says of a file that it cannot read what it should be', async () => {
    const refusal = (file: string, sidecar: string) =>
      verify({ report: file, sidecar, json: false }).then(
        () => '',
        (error: Error) => error.message,
      )
    expect(await refusal('report.docx', key)).to.include('Is neither Markdown nor HTML')
    expect(await refusal(report, report)).to.include('Is no private key of a report: It is no JSON')
    expect(await refusal(report, path.join(folder, 'none.json'))).to.include('Is not there')
  })

  it('takes a receipt as well, as its file or its code', async () => {
    const respondent = await respondentTo(site, await openConsultation())
    await answerAll(respondent)
    await respondent.send('send', declaration)
    const { text } = await site.agent().get(`/receipt/${respondent.token}/file`).expect(200)
    const {
      code,
      receipt: { reference },
    } = JSON.parse(text)
    const [file, altered] = [path.join(folder, 'receipt.json'), path.join(folder, 'altered.json')]
    await writeFile(file, text)
    await writeFile(altered, text.replace('"choice": "role"', '"choice": "named"'))
    const [fine, asCode, found, unknown] = await Promise.all([
      run(file),
      run(code, '--json'),
      run(altered, '--json'),
      run(code.replace(reference, 'SND-AAAA-AAAA')),
    ])
    expect(fine).to.include({ code: 0, err: '' })
    expect(fine.out).to.include(`${reference}: signed by this site, unaltered, and not withdrawn.`)
    expect(JSON.parse(asCode.out)).to.deep.include({ summary: { failed: 0 } })
    expect(found.code).to.equal(1)
    expect(JSON.parse(found.out).receipt).to.include({ signed: false, unaltered: false })
    expect(unknown).to.include({ code: 2, out: '' })
    expect(unknown.err).to.include('is not in the database of MONGODB_URI')
  })

  it('says what is missing of a report without its private key, and of what is no receipt', async () => {
    const refusal = (receipt: string) =>
      verifyReceipt({ receipt, json: false }).then(
        () => '',
        (error: Error) => error.message,
      )
    expect(await refusal(report)).to.include('--sidecar: Is missing')
    expect(await refusal(key)).to.include('Is no receipt')
    expect(await refusal('SND-7F3K-Q2MX')).to.include('Is no receipt')
  })
})
