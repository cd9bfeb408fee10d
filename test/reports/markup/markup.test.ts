import { expect } from 'chai'
import mongoose from 'mongoose'
import { createFinding } from '../../../server/findings/create.ts'
import { changeFinding } from '../../../server/findings/store.ts'
import { findReport } from '../../../server/reports/store.ts'
import { withdraw } from '../../../server/responses/withdraw.ts'
import { zip } from '../../files/made/zip.ts'
import { type Agent, csrfIn, openSite, post, type Site, tokenOf } from '../../site.ts'
import { addChapter, type Chapter, rewrite, said } from '../publication/published.ts'
import { type Copy, copyOf, del, edit, ins, instead, mark, packed, run } from './wordCopy.ts'

const template = `{{heading}}

{{finding "gantry"}} Of {{of as="respondents"}}, {{prevalence}} said so in plain words. {{quote "Q1" lead="{who} wrote:"}} {{counter "Q2" lead="{who} wrote:"}}.

{{#own}}A gantry that is **closed** lifts nothing. It should be mended.{{/own}}

{{#own}}This is our second paragraph.{{/own}}

{{#own}}Here we end.

And here is a last word.{{/own}}

{{method}}
`

/** Adds another finding that is ready to a chapter's consultation. */
async function secondFinding({ consultation }: Chapter) {
  const { finding } = await createFinding({
    consultation,
    statement: 'Suppliers stay.',
    text: 'Suppliers stayed.',
    themes: ['suppliers'],
    match: 'any',
    scope: ['obstacles'],
  })
  await changeFinding(finding, { state: 'ready' })
  return finding
}

describe('A Word copy of a report', () => {
  let site: Site
  let author: Agent
  let chapter: Chapter
  let report: string
  let home: string
  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
  })
  beforeEach(async () => {
    chapter = await addChapter(site)
    await rewrite(chapter, template)
    report = `/desk/${chapter.consultation}/reports/${chapter.report._id}`
    home = `${report}/markups`
  })
  after(() => site.close())

  const now = async () => (await findReport(chapter.consultation, chapter.report._id)) ?? chapter.report
  const upload = async (bytes: Buffer, name = 'Chapter – edited.docx') => {
    return author
      .post(home)
      .field('_csrf', await tokenOf(author, home))
      .attach('file', bytes, name)
  }
  /** Brings a copy back, and gives the address and the page of what it would change. */
  const bring = async (copy: Copy) => {
    const { headers } = await upload(packed(copy))
    const address = String(headers.location)
    return { address, page: (await author.get(address).expect(200)).text }
  }
  const refusal = async (bytes: Buffer, name?: string) => {
    const { headers } = await upload(bytes, name)
    expect(headers.location).to.equal(home)
    return (await author.get(home).expect(200)).text
  }
  const decide = async (address: string, fields: Record<string, string>) => {
    await post(author, address, fields, address)
    return (await author.get(address).expect(200)).text
  }
  const edited = async (change: (xml: string) => string) => edit(await copyOf(author, report), change)
  const acceptAll = async (copy: Copy) => {
    const { address } = await bring(copy)
    await decide(address, { all: 'accepted' })
    return (await now()).template
  }

  describe('that goes out', () => {
    it('locks what the software writes by its helper, and leaves prose free, in its place', async () => {
      const copy = await copyOf(author, report)
      const xml = copy.get('word/document.xml') ?? ''
      const controls = xml.match(/<w:sdt>.*?<\/w:sdt>/g) ?? []
      expect(controls.every(control => control.includes('<w:lock w:val="sdtContentLocked"/>'))).to.equal(true)
      const quote = controls.find(control => control.includes('The gantry is closed most winters')) ?? ''
      expect(quote).to.include('w:val="soundings: {{quote &quot;Q1&quot;')
      const free = xml.replace(/<w:sdt>.*?<\/w:sdt>/g, '')
      for (const words of ['2 respondents', 'Ada Sample', 'winters', 'How we counted', 'RECOMMENDATION'])
        expect(free).not.to.include(words)
      for (const [, start, end, words] of free.matchAll(
        /w:name="p_(\d+)_(\d+)" w:id="\d+"\/><w:r>(?:<w:rPr>.*?<\/w:rPr>)?<w:t [^>]*>([^<]*)</g,
      ))
        expect(template.slice(Number(start), Number(end))).to.equal(words)
      expect(free).to.include('This is our second paragraph.')
      expect(copy.get('word/footnotes.xml')).to.include('soundings: note 2')
      expect(copy.get('word/settings.xml')).to.include('<w:trackRevisions')
    })

    it('goes out while the report is being worked on, without the quotes that nobody may print', async () => {
      await withdraw(chapter.consultation, chapter.unnamed.respondent)
      await site.runner.idle()
      await rewrite(chapter, `${template}\nA sentence that nothing accounts for.\n`)
      await author.get(`${report}/export/markdown`).expect(303)
      const xml = (await copyOf(author, report)).get('word/document.xml') ?? ''
      expect(xml).to.include('A sentence that nothing accounts for').and.include('[left out: Q1]')
      expect(xml).to.include('Q1 is left out, with a sign in the place of each, for want of permission.')
      expect(xml).to.include('Our supplier stayed').and.not.include('gantry is closed most winters')
      expect(xml).not.to.include('Words on a grey ground')
    })

    it('leaves out what its respondent has not approved, and refuses what a name would give away', async () => {
      const asking = await addChapter(site, { approval: true })
      const path = `/desk/${asking.consultation}/reports/${asking.report._id}`
      const xml = (await copyOf(author, path)).get('word/document.xml') ?? ''
      expect(xml).to.include('[left out: Q2]').and.include('gantry is closed most winters')
      expect(xml).not.to.include('Our supplier stayed').and.not.include('Ada Sample')
      await rewrite(asking, `{{heading}}\n\nIt is of ${asking.unnamed.reference}.`)
      await author.get(`${path}/markups/copy`).expect(303)
      expect((await author.get(`${path}/markups`)).text).to.include('which is a reference of ours')
      await rewrite(asking, '{{heading')
      await author.get(`${path}/markups/copy`).expect(303)
      expect((await author.get(`${path}/markups`)).text).to.include('There is a problem')
    })

    it('shows on a grey ground what a loop of the draft writes, which is locked', async () => {
      const loop = '{{#each findings}}\n\nWe heard this: {{finding}}\n\n{{/each}}'
      await rewrite(chapter, `{{heading}}\n\nFree words.\n\n${loop}\n\n${loop}`)
      const grey = async () =>
        ((await copyOf(author, report)).get('word/document.xml') ?? '')
          .match(/<w:sdt>.*?<\/w:sdt>/g)
          ?.filter(control => control.includes('w:fill="E6E6E6"')) ?? []
      expect((await grey()).join()).not.to.include('We heard this')
      const { key } = await secondFinding(chapter)
      const loops = (await grey()).filter(control => control.includes('We heard this'))
      expect(loops).to.have.length(4)
      expect(loops[0]).to.include('w:val="soundings: a loop of the draft"').and.include('sdtContentLocked')
      expect((await grey())[1]).to.include('Words on a grey ground, as these, are locked too')
      expect(key).not.to.equal('gantry')
      const { page } = await bring(await edited(xml => instead(xml, 'heard this', ins('were told this'))))
      expect(page).to.include('0 changes to decide on').and.include('a loop of the draft')
    })

    it('stays here where a respondent takes their words back while it is made', async () => {
      const models = mongoose.model('Text') as unknown as Record<string, (...given: unknown[]) => unknown>
      const before = models.find
      let readings = 0
      let last = Number.POSITIVE_INFINITY
      models.find = function (this: unknown, ...given) {
        const query = before?.apply(this, given) as mongoose.Query<unknown, unknown>
        if (++readings < last) return query
        const exec = query.exec.bind(query)
        query.exec = () => withdraw(chapter.consultation, chapter.unnamed.respondent).then(exec)
        return query
      }
      try {
        await author.get(`${home}/copy`).expect(200)
        ;[last, readings] = [readings, 0]
        await author.get(`${home}/copy`).expect(303)
      } finally {
        models.find = before as never
      }
      expect((await author.get(home)).text).to.include('Q1: what its respondent allows has just changed')
    })

    it('changes nothing when it comes back as it went', async () => {
      const { page } = await bring(await copyOf(author, report))
      expect(page).to.include('0 changes to decide on').and.include('Nothing waits for a decision')
    })
  })

  describe('that comes back', () => {
    it('shows each change with its author, and takes over those that are accepted as one version', async () => {
      const { address, page } = await bring(
        await edited(xml => {
          const one = instead(xml, 'second', del('second') + ins('third'))
          return instead(one, 'should be', ins('really ', 'Cy Lawyer') + run('should be'))
        }),
      )
      expect(page)
        .to.include('2 changes to decide on')
        .and.include('Change 1: Cy Lawyer, 10:00 am on 20 November 2026')
      expect(page).to.match(/<del><span[^>]*>Taken out: <\/span>second</)
      expect(await decide(address, {})).to.include('Choose of one change at least')
      const after = await decide(address, { 'change-1': 'accepted', 'change-0': '' })
      expect(after).to.include('Accepted: 1. Refused: 0.').and.include('1 change to decide on')
      expect(await now()).to.include({ template: template.replace('second', 'third'), version: 3 })
      expect(await decide(address, { all: 'refused' })).to.include('Refused: change 1, Cy Lawyer')
      expect((await now()).version).to.equal(3)
      await decide(address, { all: 'accepted' })
      expect((await now()).version).to.equal(3)
      expect((await author.get(`${report}/versions`)).text).to.include('Put in: </span>third')
    })

    it('takes paragraphs that were split, and that were taken out', async () => {
      const made = await acceptAll(
        await edited(xml => {
          const split = `<w:p>${mark('ins')}$1${run('This is our second ')}</w:p><w:p>${run('paragraph.')}`
          const second =
            /<w:p>(<w:bookmarkStart[^>]*>)<w:r><w:t xml:space="preserve">This is our second paragraph\.<\/w:t><\/w:r>/
          const gone = instead(xml.replace(second, split), 'Here we end\\.', del('Here we end.'))
          return gone.replace(/<w:p>((?:(?!<w:p>).)*>Here we end)/, `<w:p>${mark('del')}$1`)
        }),
      )
      expect(made).to.include('This is our second \n\nparagraph.{{/own}}')
      expect(made).to.include('{{#own}}And here is a last word.{{/own}}')
    })

    it('takes a paragraph that was put in between, and shows what was typed as words', async () => {
      const added = `<w:p>${mark('ins')}${ins('# Not a heading, *nor* emphasis.')}</w:p>`
      const made = await acceptAll(
        await edited(xml => xml.replace(/(This is our second paragraph\..*?<\/w:p>)/, `$1${added}`)),
      )
      expect(made).to.include('second paragraph.\n\n\\# Not a heading, \\*nor\\* emphasis.{{/own}}')
    })

    it('joins two paragraphs of the author, and no others', async () => {
      const joined = (words: string) => (xml: string) =>
        xml.replace(new RegExp(`<w:p>((?:(?!<w:p>).)*${words})`), `<w:p>${mark('del')}$1`)
      expect(await acceptAll(await edited(joined('Here we end')))).to.include(
        'Here we end. And here is a last word.',
      )
      const { page } = await bring(await edited(joined('This is our second')))
      expect(page).to.include('It joins two paragraphs between which something else stands')
    })

    it('takes emphasis away with all its words, and moves words', async () => {
      const made = await acceptAll(
        await edited(xml => {
          const gone = xml.replace(
            /<w:r><w:rPr><w:b\/><w:bCs\/><\/w:rPr><w:t [^>]*>closed<\/w:t><\/w:r>/,
            del('closed'),
          )
          const from = instead(
            gone,
            'plain ',
            del('plain ').replaceAll('w:del ', 'w:moveFrom ').replace('</w:del>', '</w:moveFrom>'),
          )
          return instead(
            from,
            'last ',
            ins('plain ').replaceAll('w:ins ', 'w:moveTo ').replace('</w:ins>', '</w:moveTo>') + run('last '),
          )
        }),
      )
      expect(made)
        .to.include('A gantry that is  lifts')
        .and.include('said so in words.')
        .and.include('a plain last word')
    })

    it('takes what was changed without being tracked, and says so', async () => {
      const { address, page } = await bring(
        await edited(xml => xml.replace('our second paragraph', 'our own paragraph')),
      )
      expect(page).to.include('Someone, without tracking it')
      await decide(address, { all: 'accepted' })
      expect((await now()).template).to.equal(template.replace('our second', 'our own'))
    })

    it('has no change of a quote, a number or a note taken over, and keeps none of its words', async () => {
      const copy = await edited(xml => {
        const one = instead(xml, 'most winters', del('most winters') + ins('every winter'))
        return instead(one, '2 respondents', del('2') + ins('20') + run(' respondents'))
      })
      edit(copy, xml => instead(xml, 'verbatim', ins('nearly ') + run('verbatim')), 'word/footnotes.xml')
      const { address, page } = await bring(copy)
      expect(page).to.include('What cannot be taken over').and.include('every winter')
      expect(page).to.include('took 12 characters out, in what <code>{{quote &quot;Q1&quot;')
      expect(page).to.include('1 in notes')
      await decide(address, { all: 'accepted' })
      expect(await now()).to.include({ template, version: 2 })
      const kept = JSON.stringify(await mongoose.connection.collection('markups').find().toArray())
      expect(kept).not.to.include('most winters').and.not.include(said.named)
    })

    it('gives its comments to the report, with the names that it has', async () => {
      const copy = await edited(xml =>
        instead(
          xml,
          'should be',
          `<w:commentRangeStart w:id="7"/>${run('should be')}<w:commentRangeEnd w:id="7"/>`,
        ),
      )
      const comment = (id: number, words: string) =>
        `<w:comment w:id="${id}" w:author="Cy Lawyer" w:date="2026-11-21T09:00:00Z"><w:p>${run(words)}</w:p></w:comment>`
      edit(
        copy,
        xml =>
          xml.replace(
            /<w:comments([^>]*?)\/?>(?:<\/w:comments>)?$/,
            `<w:comments$1>${comment(7, 'By whom?')}${comment(8, 'Fine &lt;script&gt;.')}</w:comments>`,
          ),
        'word/comments.xml',
      )
      const { page } = await bring(copy)
      expect(page).to.include('2 comments')
      await bring(copy)
      const comments = (await author.get(`${report}/comments`)).text
      expect(comments)
        .to.include('2 open comments')
        .and.include('<strong>Cy Lawyer</strong>, 9:00 am on 21 November 2026')
      expect(comments).to.match(/Sentence \d+<\/a>: It should be mended\./)
      expect(comments).to.include('Fine &lt;script&gt;.').and.include('in a Word copy that A author brought')
    })

    it('finds the words of a version that went out in the draft as it is now', async () => {
      const copy = await edited(xml =>
        instead(
          instead(xml, 'second', del('second') + ins('third')),
          'be mended',
          run('be ') + del('mended') + ins('replaced'),
        ),
      )
      await rewrite(
        chapter,
        template.replace('{{#own}}A gantry', '{{#own}}New here. A gantry').replace('mended', 'painted'),
      )
      const { address, page } = await bring(copy)
      expect(page).to.include('It is a copy of version 2, which is version 3 by now')
      const after = await decide(address, { all: 'accepted' })
      expect(after).to.include('has no place: the draft has other words there now').and.include('Accepted: 1')
      const { template: made } = await now()
      expect(made).to.include('third paragraph').and.include('painted').and.include('New here.')
      expect(after).to.include('1 change to decide on')
    })

    it('is one, however often it is brought', async () => {
      const copy = await edited(xml => instead(xml, 'second', del('second') + ins('third')))
      const { address } = await bring(copy)
      await decide(address, { all: 'accepted' })
      expect((await bring(copy)).page).to.include('Accepted: change 1')
      expect((await author.get(home)).text).to.include('1 copy came back')
    })
  })

  describe('that is not what it should be', () => {
    it('is refused with what to do: nothing, no Word file, an old one, another document', async () => {
      const page = await author.get(home)
      await author.post(home).field('_csrf', csrfIn(page.text))
      expect((await author.get(home)).text).to.include('Choose the Word copy that came back')
      expect(await refusal(Buffer.from('Just text'), 'x.docx')).to.include(
        'is not a Word file that can be read',
      )
      expect(await refusal(Buffer.alloc(0))).to.include('is empty')
      expect(await refusal(Buffer.from('PK\x03\x04 and no more'))).to.include('is damaged')
      const other = zip([{ name: 'word/document.xml', content: '<w:document><w:body/></w:document>' }])
      expect(await refusal(other)).to.include('does not say which report it is a copy of')
      expect(await refusal(zip([{ name: 'a.txt', content: 'a' }]))).to.include(
        'is not a Word file that can be read',
      )
    })

    it('is refused where it is of another report, or a version that is not kept', async () => {
      const copy = await copyOf(author, report)
      edit(copy, xml => xml.replace('<vt:lpwstr>2<', '<vt:lpwstr>99<'), 'docProps/custom.xml')
      expect(await refusal(packed(copy))).to.include('is a copy of a version of this report that is not kept')
      edit(copy, xml => xml.replace(chapter.report._id, 'another'), 'docProps/custom.xml')
      expect(await refusal(packed(copy))).to.include('is a copy of another report')
    })

    it('is refused where it unpacks to too much, or is not well-formed, or has lost its places', async () => {
      const copy = await copyOf(author, report)
      const lost = edit(new Map(copy) as Copy, xml => xml.replace(/<w:bookmark(?:Start|End)[^>]*>/g, ''))
      expect(await refusal(packed(lost))).to.include('nothing is left by which the words')
      const broken = edit(new Map(copy) as Copy, xml => xml.replace('</w:body>', ''))
      expect(await refusal(packed(broken))).to.include('is damaged')
      const huge = edit(new Map(copy) as Copy, xml =>
        xml.replace('</w:body>', `${run('x'.repeat(3_000_000))}</w:body>`),
      )
      expect(await refusal(packed(huge))).to.include('more than 2,000,000 characters')
      const bomb = new Map<string, string>(copy).set('word/media/a.xml', ' '.repeat(220_000_000))
      expect(await refusal(packed(bomb))).to.include('unpacks to far more')
    }).timeout(30_000)

    it('changes no helper, by a forged place or by what it puts in', async () => {
      const at = template.indexOf('Q1')
      const { page, address } = await bring(
        await edited(xml =>
          instead(xml, 'second', ins('{{quote "Q9"}}') + run('second')).replace(
            '</w:body>',
            `<w:p><w:bookmarkStart w:name="p_${at}_${at + 2}" w:id="99"/>${del('Q1')}${ins('Q2')}<w:bookmarkEnd w:id="99"/></w:p></w:body>`,
          ),
        ),
      )
      expect(page).to.include('0 changes to decide on').and.include('It has curly brackets')
      await decide(address, { all: 'accepted' })
      expect((await now()).template).to.equal(template)
    })

    it('tells of what it has in text boxes and lacks in notes', async () => {
      const copy = await edited(xml =>
        xml.replace(
          '</w:body>',
          `<w:p><w:r><w:pict><w:txbxContent><w:p>${ins('In a box')}</w:p></w:txbxContent></w:pict></w:r></w:p></w:body>`,
        ),
      )
      copy.delete('word/footnotes.xml')
      copy.delete('word/comments.xml')
      const { page } = await bring(copy)
      expect(page).to.include('1 in text boxes').and.not.include('In a box')
    })

    it('is reached from no other report, nor by who may not write', async () => {
      const { address } = await bring(await edited(xml => instead(xml, 'second', del('second'))))
      const other = await addChapter(site)
      const id = address.split('/').at(-1)
      await author.get(`/desk/${other.consultation}/reports/${other.report._id}/markups/${id}`).expect(404)
      const researcher = await site.signIn('researcher')
      expect((await researcher.get(address).expect(200)).text).not.to.include('Accept all')
    })
  })
})
