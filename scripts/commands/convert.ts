import type { Command } from './command.ts'

export const convert: Command = {
  name: 'convert',
  summary: 'writes a codebook or a questionnaire in another format, and reports any loss',
  about:
    'Codebooks: .csv, .xlsx, .json, and .qdc (REFI-QDA, in which rules travel in the descriptions).\n' +
    'Questionnaires, told by what is in the file: XLSForm (.xlsx, .csv), LimeSurvey (.txt, .lss) and SurveyJS\n' +
    '(.json) are read; XLSForm (.xlsx) and SurveyJS (.json) are written.\n' +
    'Whatever the new file cannot hold is listed. A codebook with mistakes is not converted: all of them are\n' +
    'listed. An OUT that is there already is written over. Holds the file in memory.',
  operands: [
    { name: 'IN', about: 'a codebook or a questionnaire' },
    { name: 'OUT', about: 'the file to write' },
  ],
  options: {},
  example: 'soundings convert codebook.xlsx codebook.qdc',
  run: async given => {
    const { convert } = await import('../convert.ts')
    const [from = '', out = ''] = given.operands
    return convert({ from, out, json: given.flag('json') })
  },
}
