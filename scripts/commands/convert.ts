import type { Command } from './command.ts'

export const convert: Command = {
  name: 'convert',
  summary: 'writes a codebook in another format, and reports any loss',
  about:
    'Formats are told by the ends of the names: .csv, .xlsx, .json, and .qdc (REFI-QDA, in which rules travel in\n' +
    'the descriptions). Whatever the new file cannot hold is listed. A codebook with mistakes is not converted:\n' +
    'all of them are listed. An OUT that is there already is written over. Holds the codebook in memory.',
  operands: [
    { name: 'IN', about: 'a codebook (CSV, XLSX, JSON or QDC)' },
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
