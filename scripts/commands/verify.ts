import type { Command } from './command.ts'

export const verify: Command = {
  name: 'verify',
  summary: 'checks a report and its private key against the data',
  about:
    'Checks that a report is as it was exported, to the letter, and that each quote is still verbatim and permitted,\n' +
    'each count still so. Reads the database of the settings (DATA_DIR or MONGODB_URI), beside a running server too.\n' +
    'Ends with 1 where something no longer holds.',
  operands: [{ name: 'REPORT', about: 'the report as Markdown (.md) or HTML (.html), as it was downloaded' }],
  options: {
    sidecar: { value: 'FILE', required: true, about: 'its private key (JSON), as it was downloaded' },
  },
  example: 'soundings verify recommendation-1.md --sidecar recommendation-1-private-key.json',
  run: async given => {
    const { verify } = await import('../verify.ts')
    return verify({
      report: given.operands[0] ?? '',
      sidecar: given.value('sidecar') ?? '',
      json: given.flag('json'),
    })
  },
}
