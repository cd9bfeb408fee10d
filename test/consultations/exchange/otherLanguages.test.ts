// biome-ignore-all lint/suspicious/noTemplateCurlyInString: XLSForm writes earlier answers so
import { expect } from 'chai'
import { readQuestionnaire } from '../../../server/consultations/exchange/readQuestionnaire.ts'
import { writeSurveyjs } from '../../../server/consultations/exchange/surveyjs/write.ts'
import { takeOver } from '../../../server/consultations/exchange/takeOver.ts'
import { writeXlsform } from '../../../server/consultations/exchange/xlsform/write.ts'
import { textsOf } from '../../../server/consultations/languages/texts.ts'
import type { Translations } from '../../../server/consultations/languages/translations.ts'
import { everything } from './everything.ts'

async function read(content: string | Buffer, name = 'form') {
  const found = await readQuestionnaire({ name, content: Buffer.from(content) })
  if (!found.ok) throw new Error(found.message)
  return found
}

/** The texts of each language by their keys. */
const words = (translations: Translations = {}) =>
  Object.fromEntries(
    Object.entries(translations).map(([tag, list]) => [
      tag,
      Object.fromEntries(list.map(({ key, text }) => [key, text])),
    ]),
  )
const lists = (translations: Translations = {}) =>
  Object.fromEntries(
    Object.entries(translations).map(([tag, list]) => [
      tag,
      [...list].sort((a, b) => (a.key < b.key ? -1 : 1)),
    ]),
  )

describe('translations that go out and come back', () => {
  const texts = textsOf(everything)
  // Every text in Welsh, some of them as they are in English; and every third in French, which has no pages here.
  const translations: Translations = {
    cy: texts.map(({ key, text: of }, n) => ({
      key,
      of,
      text: n % 5 === 0 && !key.endsWith('.text') ? of : of.replaceAll(/(^|\n)(?=.)/g, '$1Cy: '),
    })),
    fr: texts.filter((_, n) => n % 3 === 0).map(({ key, text: of }) => ({ key, of, text: `Fr ${of}` })),
  }
  // What our own formats keep of a wording is not what is said where nothing was answered.
  const plain = JSON.parse(JSON.stringify(translations).replaceAll(/\{\{(\w+)\|[^}]*\}\}/g, '{{$1}}'))

  it('are the same as an XLSForm', async () => {
    const found = await read(await writeXlsform('Rivers', everything, translations))
    expect(found.losses).to.deep.equal([])
    expect(found.pages).to.deep.equal(everything)
    expect(lists(found.translations)).to.deep.equal(lists(plain))
  })

  it('are the same as a SurveyJS survey', async () => {
    const found = await read(writeSurveyjs('Rivers', everything, translations))
    expect(found.losses).to.deep.equal([])
    expect(found.pages).to.deep.equal(everything)
    expect(lists(found.translations)).to.deep.equal(lists(plain))
  })

  it('stay with their questions where these get other ids behind what is there', async () => {
    const imported = await read(writeSurveyjs('Rivers', everything, translations))
    const stored = { ...imported, _id: 'i', consultation: 'c', name: 'rivers.json', at: new Date() }
    const taken = takeOver({ pages: everything }, stored, true)
    if (!taken.ok) throw new Error('it was refused')
    const behind = textsOf(taken.pages.slice(everything.length))
    const keys = new Set(taken.translations?.cy?.map(({ key }) => key))
    expect(behind.filter(({ key }) => !keys.has(key))).to.deep.equal([])
    expect(behind.map(({ key }) => key)).not.to.include(texts[0]?.key)
  })
})

describe('the other languages of a file', () => {
  it('are read from an XLSForm, earlier answers in their wordings too', async () => {
    const found = await read(
      [
        'survey,,,,,',
        ',type,name,label::English (en),label::Cymraeg (cy),hint::Cymraeg (cy)',
        ',select_one yes_no,keeps,Do you keep a well?,Oes ffynnon gennych?,Dewiswch un',
        ',begin group,well,The well,Y ffynnon,',
        ',integer,depth,"How deep, ${keeps}?","Pa mor ddwfn, ${keeps}?",',
        ',text,owner,Who owns it?,,',
        ',end group,,,,',
        'choices,,,,,',
        ',list name,name,label::English (en),label::Cymraeg (cy),',
        ',yes_no,yes,Yes,Oes,',
        ',yes_no,no,No,Nac oes,',
      ].join('\n'),
    )
    expect(words(found.translations)).to.deep.equal({
      cy: {
        'question.keeps.label': 'Oes ffynnon gennych?',
        'question.keeps.option.yes': 'Oes',
        'question.keeps.option.no': 'Nac oes',
        'page.well.title': 'Y ffynnon',
        'question.depth.label': 'Pa mor ddwfn, {{keeps}}?',
      },
    })
    expect(found.losses).to.deep.equal([])
  })

  it('are kept by the name of a language, and told where that names none', async () => {
    const found = await read(
      [
        'survey,,,,,',
        ',type,name,label,label::Welsh,label::Klingonish',
        ',text,owner,Who owns it?,Pwy?,nuqneH',
      ].join('\n'),
    )
    expect(words(found.translations)).to.deep.equal({ cy: { 'question.owner.label': 'Pwy?' } })
    expect(found.losses.map(({ message }) => message)).to.have.length(1)
    expect(found.losses[0]?.message).to.include('Which language “klingonish” is cannot be told')
  })

  it('are read from the lines of LimeSurvey', async () => {
    const found = await read(
      [
        'class\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tmandatory\tother',
        'S\t\tlanguage\t1\ten\t\ten',
        'G\t1\tThe well\t1\t\t\ten',
        'G\t1\tY ffynnon\t1\t\t\tcy',
        'Q\tM\tuses\t1\t<p>What for?</p>\tAll\ten\tY\tN',
        'Q\tM\tuses\t1\t<p>At beth?</p>\tPob un\tcy\tY\tN',
        'SQ\t\tdrink\t1\tTo drink\t\ten',
        'SQ\t\twash\t1\tTo wash\t\ten',
        'SQ\t\twash\t1\tI olchi\t\tcy',
      ].join('\n'),
    )
    expect(found.pages[0]?.id).to.equal('the-well')
    expect(words(found.translations)).to.deep.equal({
      cy: {
        'page.the-well.title': 'Y ffynnon',
        'question.uses.label': 'At beth?',
        'question.uses.hint': 'Pob un',
        'question.uses.option.wash': 'I olchi',
      },
    })
  })

  it('are read from a .lss, whose words stand apart by language', async () => {
    const row = (fields: Record<string, string>) =>
      `<row>${Object.entries(fields)
        .map(([name, text]) => `<${name}>${text}</${name}>`)
        .join('')}</row>`
    const table = (name: string, ...rows: Record<string, string>[]) =>
      `<${name}><rows>${rows.map(row).join('')}</rows></${name}>`
    const found = await read(
      `<?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>${[
        table('groups', { gid: '7', group_order: '1' }),
        table(
          'group_l10ns',
          { gid: '7', group_name: 'The well', language: 'en' },
          { gid: '7', group_name: 'Y ffynnon', language: 'cy' },
        ),
        table('questions', { qid: '1', parent_qid: '0', gid: '7', type: '!', title: 'owner' }),
        table(
          'question_l10ns',
          { qid: '1', question: 'Who owns it?', language: 'en' },
          { qid: '1', question: 'Pwy yw’r perchennog?', language: 'cy' },
        ),
        table('answers', { aid: '1', qid: '1', code: 'A1', sortorder: '1' }),
        table(
          'answer_l10ns',
          { aid: '1', answer: 'A farm', language: 'en' },
          { aid: '1', answer: 'Fferm', language: 'cy' },
        ),
        table('surveys', { language: 'en' }),
      ].join('')}</document>`,
    )
    expect(words(found.translations)).to.deep.equal({
      cy: {
        'page.the-well.title': 'Y ffynnon',
        'question.owner.label': 'Pwy yw’r perchennog?',
        'question.owner.option.A1': 'Fferm',
      },
    })
  })

  it('are read from the texts of a SurveyJS survey', async () => {
    const found = await read(
      JSON.stringify({
        title: { default: 'Wells', cy: 'Ffynhonnau' },
        pages: [
          {
            name: 'page1',
            title: { default: 'Yours', cy: 'Eich un chi', 'pt-BR': 'O seu' },
            elements: [
              {
                type: 'radiogroup',
                name: 'keeps',
                title: 'Do you keep one?',
                choices: [
                  { value: 'yes', text: { default: 'Yes', cy: 'Ydw' } },
                  { value: 'no', text: 'No' },
                ],
              },
            ],
          },
        ],
      }),
    )
    expect(words(found.translations)).to.deep.equal({
      cy: { 'page.page1.title': 'Eich un chi', 'question.keeps.option.yes': 'Ydw' },
      'pt-BR': { 'page.page1.title': 'O seu' },
    })
  })
})
