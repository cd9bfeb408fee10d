import { responsesOperand } from './analyse.ts'
import type { Command } from './command.ts'

export const lint: Command = {
  name: 'lint',
  summary: 'checks every quote of a draft against the responses',
  about:
    'Traces each quote in a Markdown draft to the response that holds its words. Ends with 1 where one fails.\n' +
    'Holds all responses, and an index of their words, in memory.',
  operands: [{ name: 'DRAFT', about: 'a Markdown file (.md)' }],
  options: {
    responses: { value: 'RESPONSES', required: true, about: responsesOperand.about },
    consent: { value: 'COL', about: 'the column that says whether and how a response may be quoted' },
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
      id: given.value('id'),
      text: given.values('text'),
      json: given.flag('json'),
    })
  },
}
