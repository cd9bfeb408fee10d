import type { Command } from './command.ts'

export const auditVerify: Command = {
  name: 'audit verify',
  summary: 'checks that nothing was changed in what was done at the desk',
  about:
    'Computes the chain again that the audit trail of the settings (DATA_DIR or MONGODB_URI) is sealed into, beside a\n' +
    'running server as well, and names each event and block that is not as it was sealed. It prints the head of the\n' +
    'chain: keep it elsewhere, and give it the next time, for a chain whose end was cut off is sound in itself. Ends\n' +
    'with 1 where something is wrong.',
  operands: [],
  options: {
    head: {
      value: 'HASH|FILE',
      about: 'the head of an earlier check, or the file that its --json was saved in: the chain must hold it',
    },
  },
  example: 'soundings audit verify --json --head audit-2026-11-01.json > audit-2026-12-01.json',
  run: async given => {
    const { verifyAudit } = await import('../verifyAudit.ts')
    return verifyAudit({ head: given.value('head'), json: given.flag('json') })
  },
}
