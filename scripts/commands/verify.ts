import type { Command } from './command.ts'

export const verify: Command = {
  name: 'verify',
  summary: 'checks a receipt, or a report and its private key, against the data',
  about:
    'Checks that a report is as it was exported, to the letter, and that each quote is still verbatim and permitted,\n' +
    'each count still so; or that a respondent’s receipt is signed by this site, what they sent is kept unaltered, and\n' +
    'they have not withdrawn it. Reads the database of the settings (DATA_DIR or MONGODB_URI), beside a running\n' +
    'server as well. Ends with 1 where something no longer holds.',
  operands: [
    {
      name: 'RECEIPT|REPORT',
      about:
        'a receipt as its file (.json) or its code (SND-…), or a report as Markdown (.md) or HTML (.html), as it was downloaded',
    },
  ],
  options: {
    sidecar: { value: 'FILE', about: 'a report’s private key (JSON), as it was downloaded' },
  },
  example: 'soundings verify recommendation-1.md --sidecar recommendation-1-private-key.json',
  run: async given => {
    const [operand = ''] = given.operands
    const sidecar = given.value('sidecar')
    const json = given.flag('json')
    if (sidecar === undefined) {
      const { verifyReceipt } = await import('../verifyReceipt.ts')
      return verifyReceipt({ receipt: operand, json })
    }
    const { verify } = await import('../verify.ts')
    return verify({ report: operand, sidecar, json })
  },
}
