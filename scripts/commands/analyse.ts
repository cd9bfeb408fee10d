import type { Command } from './command.ts'

export const responsesOperand = {
  name: 'RESPONSES',
  about: 'a CSV, XLSX or JSON Lines file with a header, one response a row',
}

export const analyse: Command = {
  name: 'analyse',
  summary: 'tags responses by theme, and writes themes, quotes and findings',
  about:
    'Reads the responses, tags each passage by the rules of the codebook, and writes tags.csv, themes.csv,\n' +
    'quotes.csv, findings.md and findings.json. It has no coders: it counts tags, and says so.\n' +
    'Rules are English: what is written in another language gets no tag.\n' +
    'Reads the responses one after another. In memory it holds the id and themes of each, and at most 2,000 passages\n' +
    'of a theme, among which quotes are chosen: where it has more, they are drawn by lot. (XLSX is read whole.)',
  operands: [responsesOperand],
  options: {
    out: { value: 'DIR', required: true, about: 'the folder to write into; made where it is missing' },
    codebook: { value: 'FILE', about: 'a codebook (CSV, XLSX, JSON or QDC) instead of the starter codebook' },
    id: { value: 'COL', about: 'the column of respondents’ ids' },
    text: { value: 'COL', several: true, about: 'the columns of free text; found where none is given' },
    language: {
      value: 'COL',
      about: 'the column of their languages (“Welsh” or “cy”); told by their words where none is given',
    },
    by: {
      value: 'COL',
      several: true,
      about: 'attributes of respondents, such as sector; also writes groups.csv',
    },
  },
  example: 'soundings analyse comments.csv --out findings --by Sector',
  run: async given => {
    const { analyse } = await import('../analyse.ts')
    return analyse({
      responses: given.operands[0] ?? '',
      out: given.value('out') ?? '',
      codebook: given.value('codebook'),
      id: given.value('id'),
      text: given.values('text'),
      language: given.value('language'),
      by: given.values('by'),
      json: given.flag('json'),
    })
  },
}
