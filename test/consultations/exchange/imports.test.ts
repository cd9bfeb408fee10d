// biome-ignore-all lint/suspicious/noTemplateCurlyInString: XLSForm writes earlier answers so
import { expect } from 'chai'
import { readQuestionnaire } from '../../../server/consultations/exchange/readQuestionnaire.ts'
import type { Question } from '../../../server/consultations/questions.ts'

async function read(content: string | Buffer, name = 'form') {
  const found = await readQuestionnaire({ name, content: Buffer.from(content) })
  if (!found.ok) throw new Error(found.message)
  return found
}

async function why(content: string | Buffer) {
  const found = await readQuestionnaire({ name: 'form', content: Buffer.from(content) })
  return found.ok ? 'it was read' : found.message
}

const told = ({ losses }: { losses: { place: string; message: string }[] }) =>
  losses.map(({ place, message }) => `${place}: ${message}`)
const asked = ({ pages }: { pages: { questions: Question[] }[] }) =>
  pages.flatMap(page => page.questions).map(({ id, type }) => `${type} ${id}`)

describe('an XLSForm as CSV', () => {
  const form = [
    'survey,,,,,,',
    ',type,name,label::English (en),label::Cymraeg (cy),relevant,constraint,choice_filter',
    ',select one from yes_no,keeps,Do you keep a well?,Oes ffynnon gennych?,,,',
    ',begin group,well,The well,Y ffynnon,"${keeps} = \'yes\'",,',
    ',integer,depth,"How deep is it, ${keeps}?",,,. > 0 and . <= 90,',
    ',begin group,inner,By the water,,${depth} > 10,,',
    ',text,colour,Its colour,,"regex(${depth}, \'1\')",,',
    ',end group,,,,,,',
    ',geopoint,where,Where is it?,,,,',
    ',end group,,,,,,',
    ',calculate,sum,,,,,',
    ',select_multiple uses or_other,9uses,What for?,,,,kind=1',
    'choices,,,,,,',
    ',list name,name,label::English (en),label::Cymraeg (cy),,',
    ',yes_no,yes,Yes,Oes,,',
    ',yes_no,no,No,Nac oes,,',
    ',uses,drink,To drink,I’w yfed,,',
  ].join('\n')

  it('becomes pages with their conditions, groups within groups taken apart', async () => {
    const found = await read(form)
    expect(asked(found)).to.deep.equal([
      'one keeps',
      'number depth',
      'statement inner',
      'shortText colour',
      'several uses',
    ])
    const [first, well, last] = found.pages
    expect(first?.questions[0]).to.deep.include({
      label: 'Do you keep a well?',
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ],
    })
    expect(well).to.deep.include({
      id: 'well',
      title: 'The well',
      when: { question: 'keeps', is: 'equals', value: 'yes' },
    })
    expect(well?.questions[0]).to.deep.include({
      label: 'How deep is it, {{keeps}}?',
      whole: true,
      least: 1,
      most: 90,
    })
    expect(well?.questions[2]).to.deep.include({ when: { question: 'depth', is: 'over', value: '10' } })
    expect(last?.questions[0]).to.deep.include({
      options: [
        { value: 'drink', label: 'To drink' },
        { value: 'other', label: 'Other', own: true },
      ],
    })
  })

  it('tells what could not be carried over, with its row', async () => {
    expect(told(await read(form))).to.deep.equal([
      'survey, row 8: A question of the type “geopoint” cannot be asked here, and was left out.',
      'survey, row 10: “calculate” asks nobody anything, and was left out.',
      'survey, row 11: All of its options are offered: filters of choices are not known here.',
      'survey, row 11: Its name “9uses” cannot be an id here; it became “uses”.',
      "survey, row 6: Its condition was left out, so that it is asked always: “regex()” is not known. It read: regex(${depth}, '1')",
    ])
  })
})

describe('a LimeSurvey structure', () => {
  const tsv = [
    'class\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tmandatory\tother\tem_validation_q\tdefault\texclude_all_others',
    'S\t\tlanguage\t1\ten\t\ten',
    'SL\t\tsurveyls_title\t1\tWells &amp; springs\t\ten',
    'G\t1\tThe well\t1\tSay <b>what</b> you know.\t\ten',
    'Q\tM\tuses\t1\t<p>What for?</p>\t\ten\tY\tY\t\t\tnone',
    'SQ\t\tdrink\t1\tTo drink\t\ten',
    'SQ\t\tnone\t1\tNothing\t\ten',
    'Q\tN\tdepth\tuses_drink.NAOK == "Y"\t"How deep,\nin ""metres""?"\t\ten\tN\tN\tself >= 1 and self <= 90\t',
    'G\t2\tMore\tdepth > 10\t\t\ten',
    'Q\tF\trate\t1\tHow good is\t\ten',
    'SQ\t0\ttaste\t1\tIts taste\t\ten',
    'A\t0\tA1\t\tGood\t\ten',
    'A\t0\tA2\t\tBad\t\ten',
    'Q\tQ\tnames\trate_taste == "A2"\tWho?\t\ten',
    'SQ\t0\tfirst\t1\tOwner\t\ten',
    'Q\t*\tsum\t1\t{depth + 1}\t\ten',
    'Q\tS\tnotes\tcount(that.uses) > 3\tNotes on {depth}\t\ten\t\t\t\tNone',
  ].join('\r\n')

  it('becomes pages, with options and rows that conditions there name by themselves', async () => {
    const found = await read(tsv)
    expect(found.title).to.equal('Wells & springs')
    expect(asked(found)).to.deep.equal([
      'several uses',
      'number depth',
      'matrix rate',
      'shortText names_first',
      'shortText notes',
    ])
    const [well, more] = found.pages
    expect(well).to.deep.include({ id: 'the-well', title: 'The well', intro: 'Say what you know.' })
    expect(well?.questions[0]).to.deep.include({
      label: 'What for?',
      required: true,
      options: [
        { value: 'drink', label: 'To drink' },
        { value: 'none', label: 'Nothing', exclusive: true },
        { value: '-oth-', label: 'Other', own: true },
      ],
    })
    expect(well?.questions[1]).to.deep.include({
      label: 'How deep, in "metres"?',
      least: 1,
      most: 90,
      when: { question: 'uses', is: 'contains', value: 'drink' },
    })
    expect(more?.when).to.deep.equal({ question: 'depth', is: 'over', value: '10' })
    expect(more?.questions[1]).to.deep.include({
      label: 'Who? Owner',
      when: { question: 'rate', row: 'taste', is: 'equals', value: 'A2' },
    })
    expect(told(found)).to.deep.equal([
      'line 17, “sum”: An equation asks nobody anything, so it was left out.',
      'line 18, “notes”: The answer that was filled in already was left out: None',
      'line 18: Its condition was left out, so that it is asked always: there is no question “that.uses”. It read: count(that.uses) > 3',
    ])
  })

  const lss = (questions: string, more = '') => `<?xml version="1.0" encoding="UTF-8"?>
<document><LimeSurveyDocType>Survey</LimeSurveyDocType>
<languages><language>cy</language><language>en</language></languages>
<groups><rows><row><gid>7</gid><group_order>1</group_order><grelevance>1</grelevance></row></rows></groups>
<group_l10ns><rows><row><gid>7</gid><group_name><![CDATA[The well]]></group_name><language>en</language></row></rows></group_l10ns>
<questions><rows>${questions}</rows></questions>
<question_l10ns><rows><row><qid>1</qid><question><![CDATA[Who <i>owns</i> it?]]></question><language>en</language></row>
<row><qid>1</qid><question>Pwy?</question><language>cy</language></row></rows></question_l10ns>
<answers><rows><row><aid>1</aid><qid>1</qid><code>A2</code><sortorder>2</sortorder></row><row><aid>2</aid><qid>1</qid><code>A1</code><sortorder>1</sortorder></row></rows></answers>
<answer_l10ns><rows><row><aid>1</aid><answer>The state</answer><language>en</language></row><row><aid>2</aid><answer>A farm</answer><language>en</language></row></rows></answer_l10ns>
<surveys><rows><row><language>en</language></row></rows></surveys>${more}</document>`
  const owner =
    '<row><qid>1</qid><parent_qid>0</parent_qid><gid>7</gid><type>!</type><title>owner</title><other>N</other><mandatory>Y</mandatory><question_order>1</question_order></row>'

  it('is read from a .lss in the language of the survey, in its own order', async () => {
    const found = await read(lss(owner))
    expect(found.pages).to.deep.equal([
      {
        id: 'the-well',
        title: 'The well',
        questions: [
          {
            id: 'owner',
            label: 'Who owns it?',
            required: true,
            type: 'dropdown',
            options: [
              { value: 'A1', label: 'A farm' },
              { value: 'A2', label: 'The state' },
            ],
          },
        ],
      },
    ])
    expect(told(found)).to.deep.equal([
      'question “owner”: What was set in its wording, such as bold letters or links, was left out.',
    ])
  })

  it('is refused where it has entities of its own, is broken, or is something else', async () => {
    expect(
      await why(`<!DOCTYPE document [<!ENTITY a "b">]>${lss(owner).replace(/<\?.*\?>\n/, '')}`),
    ).to.include('Has a DOCTYPE')
    expect(await why(lss('<row>'))).to.include('Is not sound XML')
    expect(await why('<html><body>Hello</body></html>')).to.include('begins with <html>')
    expect(await why('<document></document>')).to.include('no table of questions')
  })
})

describe('a SurveyJS survey', () => {
  it('becomes pages, its panels taken apart and its words in one language', async () => {
    const found = await read(
      JSON.stringify({
        title: { default: 'Wells', cy: 'Ffynhonnau' },
        pages: [
          {
            name: 'page1',
            elements: [
              {
                type: 'boolean',
                name: 'keeps',
                title: 'Do you keep one?',
                isRequired: true,
                validators: [{}],
              },
              {
                type: 'panel',
                name: 'more',
                title: 'The well',
                visibleIf: '{keeps} = true',
                elements: [
                  {
                    type: 'checkbox',
                    name: 'use s',
                    title: '<p>What for?</p>',
                    choices: ['drink', { value: 2, text: 'To wash' }],
                    maxSelectedChoices: 2,
                    showNoneItem: true,
                    hasOther: true,
                  },
                  {
                    type: 'comment',
                    name: 'why',
                    title: 'Why {use s}?',
                    visibleIf: "{use s} contains 'drink' and {keeps} notempty",
                  },
                  { type: 'signaturepad', name: 'sign' },
                ],
              },
            ],
          },
        ],
        triggers: [{ type: 'complete' }],
      }),
    )
    expect(found.title).to.equal('Wells')
    expect(asked(found)).to.deep.equal(['one keeps', 'statement more', 'several use-s', 'longText why'])
    const [, , uses, reason] = found.pages[0]?.questions ?? []
    expect(uses).to.deep.include({
      label: 'What for?',
      options: [
        { value: 'drink', label: 'drink' },
        { value: '2', label: 'To wash' },
        { value: 'other', label: 'Other', own: true },
        { value: 'none', label: 'None', exclusive: true },
      ],
    })
    expect(reason).to.deep.include({
      label: 'Why {{use-s}}?',
      when: {
        all: [
          { question: 'keeps', is: 'equals', value: 'true' },
          {
            all: [
              { question: 'use-s', is: 'contains', value: 'drink' },
              { question: 'keeps', is: 'answered' },
            ],
          },
        ],
      },
    })
    expect(told(found)).to.deep.equal([
      'triggers: “triggers” are not known here, and were left out.',
      'page 1, “keeps”: “validators” is not known here, and was left out.',
      'page 1, “use s”: How many may be chosen at most was left out.',
      'page 1, “sign”: A question of the type “signaturepad” cannot be asked here, and was left out.',
      'page 1, “use s”: Its name “use s” cannot be an id here; it became “use-s”.',
    ])
  })

  it('is refused where it is none', async () => {
    expect(await why('{"pages": [')).to.include('Is not sound JSON')
    expect(await why('[1, 2]')).to.include('Is no SurveyJS survey')
    expect(await why('{"elements": "no"}')).to.include('it has no “pages” and no “elements”')
  })
})

describe('what is no questionnaire', () => {
  it('is refused, each with why', async () => {
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)])
    expect(await why(old)).to.include('(.xls), which is not read')
    expect(await why('')).to.equal('Is empty.')
    expect(await why('name,age\nAnn,3')).to.include('no sheet “survey”')
    expect(await why(Buffer.from('PK\x03\x04 and no more'))).to.include(
      'cannot be read as a spreadsheet'.slice(1),
    )
    expect(await why('survey,,\n,type,name\n,calculate,sum')).to.include(
      'Holds no question that can be asked here',
    )
    expect(await why(Buffer.alloc(10 * 1024 * 1024 + 1, 'a'))).to.include('larger than 10 MB')
  })

  it('puts a sign for what no text can hold, and says so', async () => {
    const found = await read(
      '{"elements": [{"type": "text", "name": "q", "title": "Half \\ud83d of \\u0000 it"}]}',
    )
    expect(found.pages[0]?.questions[0]?.label).to.equal('Half \ufffd of \ufffd it')
    expect(told(found)).to.deep.equal([
      'all: Some words hold characters that cannot be read; each stands as \ufffd.',
    ])
  })

  it('keeps names that are those of objects', async () => {
    const found = await read(
      'survey,,,\n,type,name,label\n,text,__proto__,One\n,text,constructor,Two\n,text,toString,${constructor}',
    )
    expect(asked(found)).to.deep.equal(['shortText proto', 'shortText constructor', 'shortText toString'])
    expect(found.pages[0]?.questions[2]?.label).to.equal('{{constructor}}')
  })

  it('takes long words of open tags in time', async () => {
    const title = '<script><!--<a '.repeat(20_000)
    const found = await read(JSON.stringify({ elements: [{ type: 'text', name: 'q', title }] }))
    expect(asked(found)).to.deep.equal(['shortText q'])
  })
})
