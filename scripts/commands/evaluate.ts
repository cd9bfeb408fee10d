import type { Command } from './command.ts'

export const evaluate: Command = {
  name: 'evaluate',
  summary: 'measures how well themes are learned from coded texts',
  about:
    'Learns from texts that people coded, and measures F1, precision and recall on others: those of --test, or each\n' +
    'of the folds in turn. Files are JSON Lines: {"id","text","labels":[…]}, and where known "question" and\n' +
    '"respondent" (whose texts then stay in one fold). Micro and macro F1 are over the themes with at least as many\n' +
    'examples as --least says: in the file with --folds, in --train with --test; where no theme has as many, over\n' +
    'all. A theme of --test that --train does not hold counts as missed. The other figures are over all themes.\n' +
    'Keeps all texts and their features in memory: some 330 MB for 4,000 short comments with 46 themes.',
  operands: [],
  options: {
    train: { value: 'A.jsonl', required: true, about: 'the texts to learn from' },
    test: { value: 'B.jsonl', about: 'the texts to measure on' },
    folds: { value: 'N', about: 'cross-validate on N folds of --train instead; 5 where neither is given' },
    seed: { value: 'N', about: 'a whole number; the same gives the same result (1)' },
    single: { about: 'each text has one theme: accuracy is that of the best one, which alone is given' },
    least: { value: 'N', about: 'how many examples a theme needs to count for micro and macro F1 (20)' },
  },
  example: 'soundings evaluate --train coded.jsonl --folds 5 --json',
  run: async given => {
    const { evaluate } = await import('../evaluate.ts')
    return evaluate({
      train: given.value('train') ?? '',
      test: given.value('test'),
      folds: given.value('folds'),
      seed: given.value('seed'),
      least: given.value('least'),
      single: given.flag('single'),
      json: given.flag('json'),
    })
  },
}
