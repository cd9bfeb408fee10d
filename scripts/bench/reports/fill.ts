import { put } from '../../../server/coding/put.ts'
import { newId } from '../../../server/database/ids.ts'
import { createFinding } from '../../../server/findings/create.ts'
import { changeFinding } from '../../../server/findings/store.ts'
import { createReport } from '../../../server/reports/create.ts'
import { textIn } from '../../../server/responses/response.ts'
import { listResponses } from '../../../server/responses/store.ts'
import { findTexts, type Text } from '../../../server/responses/textStore.ts'

const by = ['stance', 'theme', 'sector']
/** Themes of the starter codebook that the findings rest on, each in turn. */
const themes = ['outsourcing', 'hierarchy', 'training', 'vision']

/** Adds a report of so many findings, each with its quotes and a chart, to a consultation with responses. @returns its id */
export async function fillReport(
  consultation: string,
  { findings, quotesEach }: { findings: number; quotesEach: number },
): Promise<string> {
  const texts = await textsOf(consultation, findings * quotesEach)
  const passages: string[] = []
  for (let number = 0; number < findings; number++) {
    const theme = themes[number % themes.length] ?? 'outsourcing'
    const own = texts.slice(number * quotesEach, (number + 1) * quotesEach)
    for (const text of own) await code(text, theme)
    passages.push(await passage(consultation, { number, theme, texts: own }))
  }
  const template = ['{{heading}}', ...passages, '{{method}}'].join('\n\n')
  const report = await createReport({ consultation, title: 'A long report', subtitle: '', template })
  return report._id
}

async function textsOf(consultation: string, count: number): Promise<Text[]> {
  const responses = await listResponses(consultation, '', count)
  const ids = responses.flatMap(response => response.revisions.at(-1)?.answers.obstacles ?? [])
  return findTexts(ids.flatMap(answer => textIn(answer) ?? []))
}

async function code({ _id, consultation, respondent, question, text }: Text, theme: string): Promise<void> {
  await put(
    { consultation, respondent, question, text: _id, start: 0, end: text.length, theme, coder: 'bench' },
    { verdict: 'accepted', stance: 'supports', origin: 'unaided', codebookVersion: 1 },
    { at: new Date(), by: 'bench', action: newId(), did: 'coded' },
  )
}

async function passage(
  consultation: string,
  { number, theme, texts }: { number: number; theme: string; texts: Text[] },
): Promise<string> {
  const key = `finding-${number}`
  const { finding, quotes } = await createFinding({
    ...{
      consultation,
      key,
      statement: `What was said of ${theme}, in part ${number}.`,
      text: 'It was said.',
    },
    ...{ themes: [theme], match: 'any', scope: ['obstacles'] },
    quotes: texts.map(({ _id, text }) => ({
      text: _id,
      start: 0,
      end: text.length,
      edits: [],
      side: 'quote',
    })),
  })
  await changeFinding(finding, { state: 'ready' })
  const printed = quotes.map(name => `{{quote "${name}"}}.`).join(' ')
  return `### Part ${number}\n\n{{finding "${key}"}}\n\n${printed}\n\n{{chart by="${by[number % by.length]}"}}`
}
