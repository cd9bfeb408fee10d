import { ownTexts } from '../../server/consultations/languages/ownTexts.ts'
import { type SourceText, textsOf } from '../../server/consultations/languages/texts.ts'
import type { Translation } from '../../server/consultations/languages/translations.ts'
import { demoConsultation, demoPages } from './consultation.ts'

/** The demo's consultation in Welsh, by what its English says. */
const welsh: Record<string, string> = {
  'Digital government: people, skills and delivery': 'Llywodraeth ddigidol: pobl, sgiliau a chyflawni',
  'The Harbour Institute': 'Sefydliad yr Harbwr',
  'Paying a bill, booking a clinic or renewing a licence now starts on a screen. Whether that goes well depends upon the people who design, run and buy these services, and on how they are treated.':
    'Mae talu bil, trefnu apwyntiad mewn clinig neu adnewyddu trwydded bellach yn dechrau ar sgrin. Mae p’un a yw hynny’n mynd yn dda yn dibynnu ar y bobl sy’n dylunio, yn rhedeg ac yn prynu’r gwasanaethau hyn, ac ar sut y cânt eu trin.',
  'We are writing recommendations on those people: how they are found, taught, paid, listened to and kept. We would like to begin from what you have seen at work. You need not be a technologist to answer.':
    'Rydym yn ysgrifennu argymhellion am y bobl hynny: sut y deuir o hyd iddynt, sut y cânt eu hyfforddi a’u talu, sut y gwrandewir arnynt a sut y cânt eu cadw. Hoffem ddechrau o’r hyn a welsoch yn y gwaith. Nid oes angen i chi fod yn dechnolegydd i ateb.',
  'Researchers at the Institute will read every response and sort its passages by theme. Some sentences may be quoted in a public report.':
    'Bydd ymchwilwyr y Sefydliad yn darllen pob ymateb ac yn didoli’r darnau fesul thema. Gall rhai brawddegau gael eu dyfynnu mewn adroddiad cyhoeddus.',
  'You choose, at the end, how a quotation from you is signed: without any name, with your role and sector, or with your name and organisation. You will see the very line that would be printed.':
    'Chi sy’n dewis, ar y diwedd, sut y caiff dyfyniad gennych ei briodoli: heb enw, gyda’ch rôl a’ch sector, neu gyda’ch enw a’ch sefydliad. Byddwch yn gweld yr union linell a fyddai’n cael ei hargraffu.',
  'You can change your mind and withdraw your words for as long as the Institute holds them. Whatever has been published by then cannot be called back, but it will not be printed again.':
    'Gallwch newid eich meddwl a thynnu’ch geiriau’n ôl cyhyd ag y bydd y Sefydliad yn eu cadw. Ni ellir galw’n ôl yr hyn a gyhoeddwyd erbyn hynny, ond ni chaiff ei argraffu eto.',
  'consultations@harbour-institute.example': 'consultations@harbour-institute.example',
  'About you': 'Amdanoch chi',
  'None of these need an answer. They let us see whom we have heard from, and whom we have not.':
    'Nid oes rhaid ateb yr un o’r rhain. Maent yn dangos i ni gan bwy y clywsom, a chan bwy na chlywsom.',
  'What is your role?': 'Beth yw eich rôl?',
  'Write it as it would follow “according to”, for example: a senior official':
    'Ysgrifennwch hi fel y byddai’n dilyn “yn ôl”, er enghraifft: uwch swyddog',
  'Which sector do you work in?': 'Ym mha sector ydych chi’n gweithio?',
  'Local government': 'Llywodraeth leol',
  'Central government': 'Llywodraeth ganolog',
  'Health and care': 'Iechyd a gofal',
  Education: 'Addysg',
  'Technology and consulting': 'Technoleg ac ymgynghori',
  'Charity or civil society': 'Elusen neu gymdeithas sifil',
  'Policing and justice': 'Plismona a chyfiawnder',
  Research: 'Ymchwil',
  'Where is your work based?': 'Ble mae eich gwaith wedi’i leoli?',
  England: 'Lloegr',
  Scotland: 'Yr Alban',
  Wales: 'Cymru',
  'Northern Ireland': 'Gogledd Iwerddon',
  'Which organisation do you work for?': 'I ba sefydliad ydych chi’n gweithio?',
  'It is printed only if you choose at the end to be quoted by name.':
    'Dim ond os dewiswch ar y diwedd gael eich dyfynnu wrth eich enw y caiff ei argraffu.',
  'What you have seen': 'Yr hyn a welsoch',
  'What gets in the way of good digital public services where you work?':
    'Beth sy’n rhwystro gwasanaethau cyhoeddus digidol da lle’r ydych chi’n gweithio?',
  'One thing that happened tells us more than an opinion of everything.':
    'Mae un peth a ddigwyddodd yn dweud mwy wrthym na barn am bopeth.',
  'What would bring skilled people into public service, and keep them there?':
    'Beth fyddai’n denu pobl fedrus i wasanaeth cyhoeddus, ac yn eu cadw yno?',
  'How are suppliers and in-house teams used, and what follows from it?':
    'Sut y defnyddir cyflenwyr a thimau mewnol, a beth sy’n deillio o hynny?',
  'Where you stand': 'Eich safbwynt chi',
  'Digital specialists are listened to when policy is made.':
    'Gwrandewir ar arbenigwyr digidol pan gaiff polisi ei lunio.',
  'Strongly disagree': 'Anghytuno’n gryf',
  Disagree: 'Anghytuno',
  Neither: 'Y naill na’r llall',
  Agree: 'Cytuno',
  'Strongly agree': 'Cytuno’n gryf',
  'Which of these would help most?': 'Pa rai o’r rhain fyddai’n helpu fwyaf?',
  'A shared vision': 'Gweledigaeth a rennir',
  'Pay closer to the market': 'Cyflogau’n nes at y farchnad',
  'Apprenticeships and training in the job': 'Prentisiaethau a hyfforddiant yn y gwaith',
  'Roles outside the capital': 'Swyddi y tu allan i’r brifddinas',
  'Fewer layers of approval': 'Llai o haenau cymeradwyo',
  'More work done in house': 'Mwy o waith yn cael ei wneud yn fewnol',
  'Is there a document that we should read?': 'A oes dogfen y dylem ei darllen?',
  'A PDF, Word (DOCX), OpenDocument (ODT), RTF or plain text file of up to 10 MB.':
    'Ffeil PDF, Word (DOCX), OpenDocument (ODT), RTF neu destun plaen o hyd at 10 MB.',
}

const { title, asker, why, howUsed, contact } = demoConsultation

/** What the demo's consultation says of itself, and what it asks, in Welsh. */
export const demoInWelsh = {
  own: ownTexts({ title, asker, why: [...why], howUsed: [...howUsed], contact }).map(inWelsh),
  questions: textsOf(demoPages).map(inWelsh),
}

function inWelsh({ key, text }: SourceText): Translation {
  const paragraphs = text.split('\n\n').map(paragraph => {
    const said = welsh[paragraph]
    if (said === undefined) throw new Error(`demoInWelsh: the demo says nothing in Welsh for “${paragraph}”`)
    return said
  })
  return { key, text: paragraphs.join('\n\n'), of: text }
}
