/** Who may do what. A role is a list of actions; a person may have several roles. */
export const roles = ['researcher', 'author', 'owner'] as const
export type Role = (typeof roles)[number]

export const roleNames: Record<Role, string> = {
  researcher: 'Researcher: reads and codes testimony, and keeps the codebook',
  author: 'Author: writes findings and reports, exports and publishes them',
  owner:
    'Owner: all of these, sees the contacts of those who are quoted and the mail to them, reads and decides on passages that are held back, says who has an account, and builds, opens and closes consultations',
}

export const actions = [
  'keepOwnAccount',
  'read',
  'code',
  'assign',
  'adjudicate',
  'editCodebook',
  'import',
  'withdraw',
  'decideHolds',
  'comment',
  'writeFindings',
  'export',
  'publish',
  'seeContacts',
  'manageAccounts',
  'sendMail',
  'setApproach',
  'manageConsultations',
  'rotateKeys',
] as const
export type Action = (typeof actions)[number]

const permitted: Record<Role, readonly Action[]> = {
  researcher: [
    'keepOwnAccount',
    'read',
    'code',
    'assign',
    'adjudicate',
    'editCodebook',
    'import',
    'withdraw',
    'comment',
    'export',
  ],
  author: ['keepOwnAccount', 'read', 'comment', 'writeFindings', 'export', 'publish'],
  owner: actions,
}

export function may(account: { roles: readonly Role[] }, action: Action): boolean {
  return account.roles.some(role => permitted[role].includes(action))
}
