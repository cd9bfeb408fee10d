import type { Command } from './command.ts'

export const keyFile = {
  value: 'FILE',
  about: 'a file that holds the passphrase; without it BACKUP_PASSPHRASE or BACKUP_KEY_FILE is taken',
}

export const backup: Command = {
  name: 'backup',
  summary: 'writes all that a site keeps into one file, while it is in use',
  about:
    'Writes the database of the settings (DATA_DIR or MONGODB_URI), with all attached files and the secret of the data\n' +
    'folder, as they were at one moment, into one file, and reads that through before it gives it its name. With a\n' +
    'passphrase the file is encrypted; without one, who has the file can read all of it.',
  operands: [{ name: 'FILE', about: 'the file to write, which must not be there yet' }],
  options: {
    'key-file': keyFile,
    'nobody-writes': {
      about: 'takes a MongoDB without a replica set, while every Soundings on it is stopped',
    },
  },
  example: 'soundings backup --key-file /etc/soundings/backup-key /mnt/backups/2026-11-29.backup',
  run: async given => {
    const { backup } = await import('../backup.ts')
    const [file = ''] = given.operands
    return backup({
      file,
      keyFile: given.value('key-file'),
      nobodyWrites: given.flag('nobody-writes'),
      json: given.flag('json'),
    })
  },
}
