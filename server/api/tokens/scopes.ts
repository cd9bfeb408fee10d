import type { Action } from '../../accounts/roles.ts'

/** What a token may be good for. */
export const scopes = ['responses:read', 'codings:read', 'findings:read', 'responses:write'] as const
export type Scope = (typeof scopes)[number]

export const scopeNames: Record<Scope, string> = {
  'responses:read': 'Read responses, without names',
  'codings:read': 'Read the codebook, and what was coded',
  'findings:read': 'Read findings with their counts',
  'responses:write': 'Send responses',
}

/** What whoever made a token must be allowed to do themselves, at each call, for it to be good for that. */
export const scopeActions: Record<Scope, Action> = {
  'responses:read': 'export',
  'codings:read': 'export',
  'findings:read': 'export',
  'responses:write': 'import',
}
