import { readFile } from 'node:fs/promises'
import { shortestPassphrase } from './file/lock.ts'
import { Unusable } from './unusable.ts'

/**
 * What encrypts a backup: the passphrase of the settings, or what a key file holds, without white space at its ends.
 * @returns undefined where neither is given
 * @throws Unusable where the file cannot be read, or what it holds is too short
 */
export async function passphraseOf(
  given: string | undefined,
  keyFile: string | undefined,
): Promise<string | undefined> {
  const passphrase = keyFile === undefined ? given : await heldBy(keyFile)
  if (passphrase !== undefined && passphrase.length < shortestPassphrase)
    throw new Unusable(
      `The passphrase of backups must have at least ${shortestPassphrase} characters. Make one with: openssl rand -base64 32`,
    )
  return passphrase
}

async function heldBy(keyFile: string): Promise<string> {
  try {
    return (await readFile(keyFile, 'utf8')).trim()
  } catch (error) {
    throw new Unusable(
      `The key file ${keyFile} cannot be read (${(error as NodeJS.ErrnoException).code}). Name one that can.`,
    )
  }
}
