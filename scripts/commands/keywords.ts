import { responsesOperand } from './analyse.ts'
import type { Command } from './command.ts'

export const keywords: Command = {
  name: 'keywords',
  summary: 'finds what responses are about, and what sets two groups of them apart',
  about:
    'Lists the words and phrases that most say what the responses are about (keyphrases). With --against, also\n' +
    'those that respondents of RESPONSES use more, or less, than those of the other file (keyness: signed\n' +
    'log-likelihood G² over respondents, the log ratio, and the false discovery rate q). With --each, one line\n' +
    'of JSON a response, with its own keyphrases. A phrase of a single respondent is listed with --each alone.\n' +
    'English is stemmed. The responses are held in memory, and up to 200 bytes more for each of their words.',
  operands: [responsesOperand],
  options: {
    against: { value: 'RESPONSES', about: 'responses of another group, in a file with the same columns' },
    each: { about: 'the keyphrases of every response instead, a line of JSON each' },
    id: { value: 'COL', about: 'the column of respondents’ ids' },
    text: { value: 'COL', several: true, about: 'the columns of free text; found where none is given' },
  },
  example: 'soundings keywords north.csv --against south.csv',
  run: async given => {
    const { keywords } = await import('../keywords.ts')
    return keywords({
      responses: given.operands[0] ?? '',
      against: given.value('against'),
      each: given.flag('each'),
      id: given.value('id'),
      text: given.values('text'),
      json: given.flag('json'),
    })
  },
}
