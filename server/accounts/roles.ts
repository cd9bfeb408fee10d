/** Who may do what. A role is a list of actions; a person may have several roles. */
export const roles = ['researcher', 'author', 'owner'] as const
export type Role = (typeof roles)[number]

export const roleNames: Record<Role, string> = {
  researcher: 'Researcher: reads and codes testimony, and keeps the codebook',
  author: 'Author: writes findings and reports, and exports them',
  owner: 'Owner: all of these, and who has an account',
}

export const actions = [
  'read',
  'code',
  'editCodebook',
  'import',
  'withdraw',
  'writeFindings',
  'export',
  'manageAccounts',
] as const
export type Action = (typeof actions)[number]

const permitted: Record<Role, readonly Action[]> = {
  researcher: ['read', 'code', 'editCodebook', 'import', 'withdraw', 'export'],
  author: ['read', 'writeFindings', 'export'],
  owner: actions,
}

export function may(account: { roles: readonly Role[] }, action: Action): boolean {
  return account.roles.some(role => permitted[role].includes(action))
}
