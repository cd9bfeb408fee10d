import { responsesOperand } from './analyse.ts'
import type { Command } from './command.ts'

export const lint: Command = {
  name: 'lint',
  summary: 'checks every quote of a draft against the responses',
  about:
    'Traces each quote in a draft to the response that holds its words. Ends with 1 where one fails.\n' +
    'Warns too where a quote is attributed otherwise than its respondent allowed, or words claim more than a count.\n' +
    'A Word file with tracked changes is read with all of them accepted. Put <!-- own --> (in Word: {.own}) behind a\n' +
    'title or expression of your own, and <!-- from ID --> behind words that several responses hold.\n' +
    'Reads the responses one after another, and holds in memory what the draft can quote of them.',
  operands: [{ name: 'DRAFT', about: 'Markdown (.md), Word (.docx) or HTML' }],
  options: {
    responses: { value: 'RESPONSES', required: true, about: responsesOperand.about },
    consent: { value: 'COL', about: 'the column that says whether and how a response may be quoted' },
    name: { value: 'COL', about: 'the column of respondents’ names, to check attributions against' },
    role: { value: 'COL', about: 'the column of their roles' },
    organisation: { value: 'COL', about: 'the column of their organisations' },
    capacity: {
      value: 'COL',
      about:
        'the column that says in which capacity each answered: personal, organisation, official, joint or notes',
    },
    evidence: {
      value: 'FILE',
      several: true,
      about: 'a text of excerpts from a publication that the draft quotes',
    },
    id: { value: 'COL', about: 'the column of respondents’ ids' },
    text: { value: 'COL', several: true, about: 'the columns of free text; found where none is given' },
  },
  example: 'soundings lint report.md --responses comments.csv',
  run: async given => {
    const { lint } = await import('../lint.ts')
    return lint({
      draft: given.operands[0] ?? '',
      responses: given.value('responses') ?? '',
      consent: given.value('consent'),
      who: {
        name: given.value('name'),
        role: given.value('role'),
        organisation: given.value('organisation'),
        capacity: given.value('capacity'),
      },
      evidence: given.values('evidence'),
      id: given.value('id'),
      text: given.values('text'),
      json: given.flag('json'),
    })
  },
}
