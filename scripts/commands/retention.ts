import type { Command } from './command.ts'

export const retention: Command = {
  name: 'retention',
  summary: 'says what would be deleted by a day, and deletes nothing',
  about:
    'Goes through all consultations of the site of the settings (DATA_DIR or MONGODB_URI), beside a running server as\n' +
    'well, and says of each what is deleted on which day, and how much of what is kept now would be gone by the end of a\n' +
    'day. It deletes nothing: the server does, once a day, as owners set it under “What is kept, and until when”.',
  operands: [],
  options: {
    'dry-run': {
      about: 'only says it, which is all that this does: it may be given, so that a script says so',
    },
    by: { value: 'DAY', about: 'as 2027-03-31; today where it is left out' },
  },
  example: 'soundings retention --dry-run --by 2027-03-31',
  run: async given => {
    const { sayRetention } = await import('../sayRetention.ts')
    return sayRetention({ by: given.value('by'), json: given.flag('json') })
  },
}
