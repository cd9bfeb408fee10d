import type { Manifest } from '../../server/backups/file/manifest.ts'

/** What a backup has, in lines for an administrator. */
export function contents(manifest: Manifest): string[] {
  const { soundings, schema, at, from, hasSecret, collections } = manifest
  const count = (name: string) => collections.find(counted => counted.name === name)?.documents ?? 0
  const all = collections.reduce((sum, { documents }) => sum + documents, 0)
  return [
    `  made         ${at}, by Soundings ${soundings} (version ${schema} of what is stored), ${from === 'mongodb' ? 'of a MongoDB' : 'of the embedded database'}`,
    `  documents    ${all} in ${collections.length} collections`,
    `  among them   ${count('consultations')} consultations, ${count('responses')} responses, ${count('attachments.files')} attached files and their words, ${count('accounts')} accounts`,
    `  secret       ${hasSecret ? 'that of the data folder is in it' : 'is not in it: the settings give SESSION_SECRET'}`,
    ...encryption(manifest),
  ]
}

function encryption({ keys = [], hasKeys = false }: Manifest): string[] {
  if (keys.length === 0) return []
  const where = hasKeys
    ? 'is in it: who has the passphrase can read names and attached files'
    : 'is not in it: without the copy of it that is kept elsewhere nobody can read names and attached files'
  return [`  key          ${where}`]
}
