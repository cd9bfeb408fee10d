import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from '../config.ts'
import { readKeys } from '../database/sealing/keyFile.ts'

/** Where the secret stands that was made at first start. */
export function secretFile(dataFolder: string): string {
  return path.join(dataFolder, 'session-secret')
}

/** The secret of the data folder, where the site takes its own from there: one that the settings give is not backed up. */
export async function keptSecret({
  dataFolder,
  mongodbUri,
  sessionSecret,
}: Config): Promise<string | undefined> {
  if (mongodbUri) return undefined
  const kept = await readFile(secretFile(dataFolder), 'utf8').catch(() => '')
  return kept.trim() === sessionSecret ? sessionSecret : undefined
}

/**
 * The encryption keys of the data folder, as their file has them, where the site takes its own from there. They are in a
 * backup that is encrypted itself, and in no other: beside its key, what is encrypted can be read by anybody.
 */
export function keptKeys({ mongodbUri, encryption }: Config): string | undefined {
  if (mongodbUri || encryption.given || !encryption.makes) return undefined
  const keys = readKeys(encryption)
  return keys.length === 0 ? undefined : keys.map(({ key }) => key.toString('hex')).join('\n')
}

/** Tells one secret from another without telling it. */
export function secretMark(secret: string): string {
  return createHmac('sha256', secret).update('backup').digest('base64url').slice(0, 22)
}
