import type { Manifest } from '../../server/backups/file/manifest.ts'

/** What a backup has, in lines for an administrator. */
export function contents({ soundings, schema, at, from, hasSecret, collections }: Manifest): string[] {
  const count = (name: string) => collections.find(counted => counted.name === name)?.documents ?? 0
  const all = collections.reduce((sum, { documents }) => sum + documents, 0)
  return [
    `  made         ${at}, by Soundings ${soundings} (version ${schema} of what is stored), ${from === 'mongodb' ? 'of a MongoDB' : 'of the embedded database'}`,
    `  documents    ${all} in ${collections.length} collections`,
    `  among them   ${count('consultations')} consultations, ${count('responses')} responses, ${count('attachments.files')} attached files and their words, ${count('accounts')} accounts`,
    `  secret       ${hasSecret ? 'that of the data folder is in it' : 'is not in it: the settings give SESSION_SECRET'}`,
  ]
}
