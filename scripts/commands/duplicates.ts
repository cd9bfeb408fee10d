import { responsesOperand } from './analyse.ts'
import type { Command } from './command.ts'

export const duplicates: Command = {
  name: 'duplicates',
  summary: 'finds copied responses and the letters of campaigns',
  about:
    'Compares every free-text answer with those of all other responses, and lists the clusters of copies: the\n' +
    'text that they share, and what each person added. The names of the columns, which respondents may have\n' +
    'copied, make no cluster, and neither do answers of fewer than ten different words. Ends with 1 where there\n' +
    'is a cluster. Memory: the responses, some 10 bytes a word and 300 bytes an answer.',
  operands: [responsesOperand],
  options: {
    wording: {
      value: 'FILE',
      several: true,
      about: 'texts (.txt, .md) that respondents were given: questions, a letterhead; no copy of them counts',
    },
    threshold: {
      value: 'SHARE',
      about:
        'the share of three-word runs in common (Jaccard) that makes two answers alike, 0.3 to 1; 0.5 where it is not given',
    },
    id: { value: 'COL', about: 'the column of respondents’ ids' },
    text: { value: 'COL', several: true, about: 'the columns of free text; found where none is given' },
  },
  example: 'soundings duplicates comments.csv --wording questions.txt',
  run: async given => {
    const { findDuplicates } = await import('../duplicates.ts')
    return findDuplicates({
      responses: given.operands[0] ?? '',
      wording: given.values('wording'),
      threshold: given.value('threshold'),
      id: given.value('id'),
      text: given.values('text'),
      json: given.flag('json'),
    })
  },
}
