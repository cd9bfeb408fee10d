import type { Command } from './command.ts'

export const agreement: Command = {
  name: 'agreement',
  summary: 'how far coders agree, by every usual coefficient',
  about:
    'Reads a table of ratings and gives percent agreement, Cohen’s κ, Scott’s π, Fleiss’ κ, Krippendorff’s α,\n' +
    'Gwet’s AC1 and Brennan–Prediger. One that is undefined for the ratings says why. Intervals of α are from 1,000\n' +
    'resamplings of the units, the same at every run. Holds all ratings in memory.',
  operands: [
    {
      name: 'RATINGS',
      about: 'a CSV, XLSX or JSON Lines file with a column `unit`, then one a coder; blank where missing',
    },
  ],
  options: {},
  example: 'soundings agreement ratings.csv --json',
  run: async given => {
    const { agreement } = await import('../agreement.ts')
    return agreement({ ratings: given.operands[0] ?? '', json: given.flag('json') })
  },
}
