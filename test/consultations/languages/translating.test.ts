import { expect } from 'chai'
import { parse } from 'csv-parse/sync'
import { buildingOf } from '../../../server/consultations/building/store.ts'
import { findConsultation, questionnaireOf } from '../../../server/consultations/store.ts'
import { type Agent, openSite, post, type Site, tokenOf } from '../../site.ts'
import { riverPages, unpublished } from '../building/built.ts'

describe('translating a questionnaire', () => {
  let site: Site
  let owner: Agent
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
  })
  after(() => site.close())

  const at = (id: string) => `/desk/${id}/questions`
  const langs = (id: string) => `${at(id)}/languages`
  const send = (path: string, fields: Record<string, unknown>) => post(owner, path, fields, '/desk')
  const read = async (path: string, who = owner) =>
    (await who.get(path).expect(200)).text.replace(/&#x([0-9A-F]+);/gi, (_, code) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
  const field = (page: string, name: string) =>
    (new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '').replaceAll('&quot;', '"')
  const built = async (id: string) => {
    const consultation = await findConsultation(id)
    if (!consultation) throw new Error('the consultation is gone')
    return buildingOf(consultation)
  }
  const welshOf = async (id: string) =>
    Object.fromEntries(((await built(id)).translations?.cy ?? []).map(({ key, text }) => [key, text]))

  /** A consultation that is never published, with Welsh added. */
  const inTwo = async (pages = riverPages) => {
    const id = await unpublished(pages)
    await send(langs(id), { do: 'add', tag: 'cy', seen: field(await read(langs(id)), 'seen') })
    return id
  }
  /** Fills in the form of a part as it is, but for these texts, by their keys. */
  const translate = async (id: string, part: string, words: Record<string, string>, more = {}) => {
    const form = await read(`${langs(id)}/cy/${part}`)
    const keys = JSON.parse(field(form, 'keys')) as string[]
    const texts = keys.map((key, n) => {
      const now = new RegExp(`name="text-${n}"[^>]*>\\n([^<]*)<`).exec(form)?.[1] ?? ''
      return [`text-${n}`, words[key] ?? now]
    })
    return send(`${langs(id)}/cy/${part}`, {
      seen: field(form, 'seen'),
      keys: JSON.stringify(keys),
      ...Object.fromEntries(texts),
      ...more,
    })
  }
  const publish = async (id: string) =>
    send(`${at(id)}/publish`, { seen: field(await read(`${at(id)}/publish`), 'seen') })

  it('offers a language once it is published, with gaps that were shown before', async () => {
    const id = await inTwo()
    await translate(id, 'pages/about', { 'question.role.label': 'Beth yw eich rôl?' })
    await translate(id, 'own', { 'consultation.title': 'Sut y cedwir afonydd' })
    const before = await read(`${at(id)}/publish`)
    expect(before).to.include('Welsh: 7 texts are not translated, and shown in English.')
    await publish(id)
    const page = await read(`/c/${id}?lang=cy`, site.agent())
    expect(page).to.include('Sut y cedwir afonydd').and.to.include('hreflang="en"')
    expect((await questionnaireOf(id, 1)).translations?.cy).to.deep.equal([
      { key: 'question.role.label', text: 'Beth yw eich rôl?', of: 'What is your role?' },
    ])
    await translate(id, 'pages/about', { 'page.about.title': 'Amdanoch chi' })
    expect(await read(`${at(id)}/publish`)).to.match(/Welsh:<\/strong>\s+1 translation added/)
    await publish(id)
    expect((await questionnaireOf(id, 2)).translations?.cy).to.have.length(2)
  })

  it('does not offer what was added and not published, and stops at once when it is taken away', async () => {
    const id = await unpublished(riverPages)
    await publish(id)
    await send(langs(id), { do: 'add', tag: 'cy', seen: 0 })
    expect(await read(`/c/${id}`, site.agent())).not.to.include('hreflang')
    await translate(id, 'pages/about', { 'page.about.title': 'Amdanoch chi' })
    await publish(id)
    expect(await read(`/c/${id}`, site.agent())).to.include('hreflang="cy"')
    await send(langs(id), { do: 'remove', tag: 'cy', seen: field(await read(langs(id)), 'seen') })
    expect(await read(`/c/${id}?lang=cy`, site.agent())).not.to.include('hreflang')
    expect(await read(langs(id))).to.include('Its translations are kept')
  })

  it('lists what is missing, and what was changed since it was translated, with what it was', async () => {
    const id = await inTwo()
    await translate(id, 'pages/rivers', {
      'question.state.label': 'Sut mae’n cael ei chadw?',
      'question.why.label': 'Fel {{role}}, pam?',
    })
    expect(await read(langs(id))).to.include(`href="${langs(id)}/cy/pages/about#text-0"`)
    const form = await read(`${at(id)}/all/state`)
    const seen = field(form, 'seen')
    await send(`${at(id)}/all/state`, { type: 'longText', label: 'How well is it kept?', seen })
    const page = await read(langs(id))
    expect(page).to.include('How well is it kept?').and.to.include('out of date: it was “How is it kept?”')
    // Saving the form as it stands leaves it so.
    await translate(id, 'pages/rivers', {})
    expect(await read(langs(id))).to.include('1 translation is out of date')
    await translate(id, 'pages/rivers', {}, { 'right-1': 'yes' })
    expect(await read(langs(id))).not.to.match(/\d translations? (is|are) out of date/)
  })

  it('keeps translations when questions are moved, copied, renamed, removed and brought back', async () => {
    const id = await inTwo()
    await translate(id, 'pages/about', { 'question.role.label': 'Eich rôl?' })
    await translate(id, 'pages/rivers', { 'question.why.label': 'Fel {{role}}, pam?' })
    await send(`${at(id)}/all/role/arrange`, { do: 'down' })
    await send(`${at(id)}/all/why/arrange`, { do: 'copy' })
    expect(await welshOf(id)).to.include({ 'question.why-2.label': 'Fel {{role}}, pam?' })
    const seen = field(await read(`${at(id)}/all/role`), 'seen')
    await send(`${at(id)}/all/role`, {
      type: 'shortText',
      label: 'What is your role?',
      required: 'yes',
      about: 'role',
      id: 'post',
      seen,
    })
    const renamed = await welshOf(id)
    expect(renamed).to.include({
      'question.post.label': 'Eich rôl?',
      'question.why.label': 'Fel {{post}}, pam?',
    })
    expect(await read(langs(id))).not.to.match(/\d translations? (is|are) out of date/)
    await send(`${at(id)}/pages/rivers/arrange`, { do: 'copy' })
    expect(await welshOf(id)).to.include({ 'question.why-3.label': 'Fel {{post}}, pam?' })
    await send(`${at(id)}/all/post/arrange`, { do: 'remove' })
    await send(`${at(id)}/undo`, { version: field(await read(at(id)), 'version') })
    expect(await read(`${langs(id)}/cy/pages/about`)).to.include('Eich rôl?')
  })

  it('takes the last translation back', async () => {
    const id = await inTwo()
    await translate(id, 'pages/about', { 'question.role.label': 'Eich rôl?' })
    await translate(id, 'pages/about', { 'question.role.label': 'Rhywbeth arall' })
    expect(await read(at(id))).to.include('Undo: translated the page “About you” into Welsh')
    await send(`${at(id)}/undo`, { version: field(await read(at(id)), 'version') })
    expect(await welshOf(id)).to.deep.equal({ 'question.role.label': 'Eich rôl?' })
  })

  it('refuses an answer that the text does not put in, and keeps what was entered', async () => {
    const id = await inTwo()
    const refused = await translate(id, 'pages/rivers', {
      'question.state.label': 'Sut, {{sector}}?',
      'question.why.label': 'Pam, {{role}}?',
    })
    expect(refused.headers.location).to.equal(`${langs(id)}/cy/pages/rivers`)
    const page = await read(`${langs(id)}/cy/pages/rivers`)
    expect(page).to.include('There is a problem').and.to.include('puts in {{sector}}')
    expect(page).to.include('Pam, {{role}}?').and.to.include('href="#text-1"')
    expect(await welshOf(id)).to.deep.equal({})
  })

  it('lets nobody overwrite another’s translations unseen', async () => {
    const id = await inTwo()
    const form = await read(`${langs(id)}/cy/pages/about`)
    await translate(id, 'pages/about', { 'page.about.title': 'Amdanoch chi' })
    await send(`${langs(id)}/cy/pages/about`, {
      seen: field(form, 'seen'),
      keys: field(form, 'keys'),
      'text-0': 'Amdanoch',
    })
    const page = await read(`${langs(id)}/cy/pages/about`)
    expect(page).to.include('Someone else changed these texts').and.to.include('\nAmdanoch<')
    expect(await welshOf(id)).to.deep.equal({ 'page.about.title': 'Amdanoch chi' })
  })

  it('previews in each language', async () => {
    const id = await inTwo()
    await translate(id, 'pages/about', { 'page.about.title': 'Amdanoch chi' })
    const page = await read(`${at(id)}/preview/about?lang=cy`)
    expect(page).to.include('<html lang="cy"').and.to.include('Amdanoch chi')
    expect(page).to.match(/lang="en">What is your role\?/)
  })

  describe('with a translator’s file', () => {
    const bring = async (id: string, content: string | Buffer, name = 'welsh.csv') =>
      owner
        .post(`${langs(id)}/cy/texts`)
        .field('_csrf', await tokenOf(owner, '/desk'))
        .attach('texts', Buffer.from(content), name)

    it('writes every text, and reads what was filled in', async () => {
      const id = await inTwo()
      const { text } = await owner.get(`${langs(id)}/cy/texts.csv`).expect(200)
      const rows = parse(text, { bom: true }) as string[][]
      expect(rows[0]).to.deep.equal(['id', 'English', 'Welsh', 'note'])
      expect(rows.map(([key]) => key)).to.include.members([
        'consultation.title',
        'question.sector.option.farm',
      ])
      const filled = rows.map(([key, english, , note], n) => [
        key,
        english,
        n === 0 ? 'Welsh' : `Cymraeg ${key}`,
        note,
      ])
      // The one that puts an answer in may say so or not.
      const quoted = filled.map(row => row.map(cell => `"${(cell ?? '').replaceAll('"', '""')}"`).join(','))
      await bring(id, quoted.join('\r\n'))
      const page = await read(langs(id))
      expect(page).to.include(`${rows.length - 1} of the translations in the file are here now.`)
      expect(page).to.include('Every text is translated.')
      expect((await welshOf(id))['question.sector.option.farm']).to.equal(
        'Cymraeg question.sector.option.farm',
      )
      const xlsx = await owner
        .get(`${langs(id)}/cy/texts.xlsx`)
        .buffer(true)
        .parse(bytes)
        .expect(200)
      const again = await bring(id, xlsx.body as Buffer, 'welsh.xlsx')
      expect(again.status).to.equal(303)
      expect(await read(langs(id))).to.include('Nothing in the file is new.')
    })

    it('takes what is sound, and tells the rest by its line', async () => {
      const id = await inTwo()
      await bring(
        id,
        [
          'id,English,Welsh',
          'page.about.title,About you,Amdanoch chi',
          'question.gone.label,Gone?,Wedi mynd?',
          'question.role.label,What was your role?,"=Eich rôl?"',
          'question.state.label,How is it kept?,{{role}}?',
          'page.about.title,About you,Eto',
          'page.rivers.title,Your river,',
        ].join('\n'),
      )
      const page = await read(langs(id))
      expect(page).to.include('welsh.csv, line 3: Nothing has the id “question.gone.label” any more.')
      expect(page).to.include('welsh.csv, line 5: The translation of “How is it kept?” puts in {{role}}')
      expect(page).to.include('welsh.csv, line 6: Has the same id as line 2')
      expect(page).to.include('out of date: it was “What was your role?”')
      expect(await welshOf(id)).to.deep.equal({
        'page.about.title': 'Amdanoch chi',
        'question.role.label': '=Eich rôl?',
      })
      const { text } = await owner.get(`${langs(id)}/cy/texts.csv`)
      expect(text).to.include("'=Eich rôl?")
      await bring(id, text)
      expect((await welshOf(id))['question.role.label']).to.equal('=Eich rôl?')
    })

    it('says what a file lacks that is no table of translations', async () => {
      const id = await inTwo()
      await bring(id, 'name,email\nA,a@b.example')
      expect(await read(langs(id))).to.include('must name the columns “id” and “Welsh”')
    })
  })
})

function bytes(answer: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const res = answer as NodeJS.ReadableStream
  const parts: Buffer[] = []
  res.on('data', (part: Buffer) => parts.push(part))
  res.on('end', () => done(null, Buffer.concat(parts)))
}
