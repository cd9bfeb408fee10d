import type { Command } from './command.ts'

export const migrate: Command = {
  name: 'migrate',
  summary: 'brings what is stored to this release’s version, or rehearses that on a copy',
  about:
    'Brings the database of the settings (DATA_DIR or MONGODB_URI) to the version of this release, as a start of the\n' +
    'server does by itself. With --rehearse it does so on a copy of the embedded database, which may be in use by an\n' +
    'earlier release meanwhile, says what was done and how long it took, and removes the copy.',
  operands: [],
  options: { rehearse: { about: 'works on a copy below DATA_DIR, and leaves what is there as it is' } },
  example: 'soundings migrate --rehearse',
  run: async given => {
    const { migrateStored } = await import('../migrate.ts')
    return migrateStored({ rehearse: given.flag('rehearse'), json: given.flag('json') })
  },
}
