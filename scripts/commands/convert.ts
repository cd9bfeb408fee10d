import type { Command } from './command.ts'

export const convert: Command = {
  name: 'convert',
  summary:
    'writes a codebook, a questionnaire or a project’s codings in another format, and reports any loss',
  about:
    'Codebooks: .csv, .xlsx, .json, and .qdc (REFI-QDA, in which rules travel in the descriptions). Codebooks of\n' +
    'Taguette (.csv) and lists of codes of QualCoder (.csv, .txt) are read, and written with --for.\n' +
    'Projects: of a REFI-QDA project (.qdpx) the codebook is taken, or with --codings a row for each passage that was\n' +
    'coded, as .csv, .xlsx or .jsonl.\n' +
    'Questionnaires, told by what is in the file: XLSForm (.xlsx, .csv), LimeSurvey (.txt, .lss) and SurveyJS\n' +
    '(.json) are read; XLSForm (.xlsx) and SurveyJS (.json) are written.\n' +
    'Whatever the new file cannot hold is listed. A codebook with mistakes is not converted: all of them are\n' +
    'listed. An OUT that is there already is written over. Holds a codebook or questionnaire in memory.',
  operands: [
    { name: 'IN', about: 'a codebook, a questionnaire or a project' },
    { name: 'OUT', about: 'the file to write' },
  ],
  options: {
    codings: { about: 'of a project: its codings, not its codebook' },
    for: { value: 'PROGRAM', about: 'write a codebook as a CSV for taguette or qualcoder' },
  },
  example: 'soundings convert codebook.xlsx codebook.qdc',
  run: async given => {
    const { convert } = await import('../convert.ts')
    const [from = '', out = ''] = given.operands
    const [json, codings] = [given.flag('json'), given.flag('codings')]
    return convert({ from, out, json, codings, program: given.value('for') })
  },
}
