import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from '../config.ts'

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

/** Tells one secret from another without telling it. */
export function secretMark(secret: string): string {
  return createHmac('sha256', secret).update('backup').digest('base64url').slice(0, 22)
}
