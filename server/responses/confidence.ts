import { findIdentities } from './identityStore.ts'
import type { Response } from './response.ts'

/** Why a respondent wants their answers kept in confidence, for the owners; empty where they gave no reason, or withdrew. */
export async function reasonForConfidence({
  identity,
  state,
}: Pick<Response, 'identity' | 'state'>): Promise<string> {
  if (!identity || state !== 'submitted') return ''
  const [found] = await findIdentities([identity])
  return found?.confidence ?? ''
}
