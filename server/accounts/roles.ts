/**
 * Who may do what: the one table. A role is a list of actions, given in one consultation, or in all there are and will
 * be; a person may have several. docs/roles.md shows the same, and a test holds that it does.
 */
export const consultationRoles = ['reviewer', 'researcher', 'author', 'owner'] as const
export type ConsultationRole = (typeof consultationRoles)[number]

/** What an account may be everywhere. An administrator runs the installation, and reads no consultation by that. */
export const roles = [...consultationRoles, 'administrator'] as const
export type Role = (typeof roles)[number]

export const roleNames: Record<Role, string> = {
  reviewer: 'Reviewer: reads testimony, findings and reports, and comments on reports; changes nothing',
  researcher: 'Researcher: reads and codes testimony, and keeps the codebook',
  author: 'Author: writes findings and reports, exports and publishes them',
  owner:
    'Owner: all of these, sees the contacts of those who are quoted, reads and decides on passages that are held back, says who else works on it, and builds, opens and closes the consultation',
  administrator:
    'Administrator: says who has an account, sends mail, keeps the keys of receipts, and begins consultations; reads no testimony by this alone',
}

export const actions = [
  'keepOwnAccount',
  'enterDesk',
  'read',
  'comment',
  'code',
  'assign',
  'adjudicate',
  'editCodebook',
  'import',
  'withdraw',
  'askHold',
  'decideHolds',
  'saveSearches',
  'writeFindings',
  'export',
  'publish',
  'seeContacts',
  'erase',
  'setApproach',
  'manageConsultations',
  'managePeople',
  'connectPrograms',
  'beginConsultations',
  'manageAccounts',
  'sendMail',
  'rotateKeys',
] as const
export type Action = (typeof actions)[number]

export const actionNames: Record<Action, string> = {
  keepOwnAccount: 'keep their own account',
  enterDesk: 'list the consultations that they have a role in',
  read: 'read testimony, codings, findings and reports',
  comment: 'comment on reports',
  code: 'code testimony',
  assign: 'give responses to coders, and begin blind rounds',
  adjudicate: 'settle what coders coded differently',
  editCodebook: 'change the codebook',
  import: 'import responses, and enter what came another way',
  withdraw: 'withdraw a response that its respondent asks to',
  askHold: 'have a passage held back',
  decideHolds: 'read passages that are held back, and decide on them',
  saveSearches: 'save searches for everybody',
  writeFindings: 'write findings and reports',
  export: 'take out files',
  publish: 'publish reports, and ask respondents to approve sentences',
  seeContacts: 'see who respondents are',
  erase: 'give respondents all that is held of them, and erase it at their request',
  setApproach: 'say how testimony is analysed',
  manageConsultations: 'build, open and close the consultation',
  managePeople: 'say who works on the consultation',
  connectPrograms: 'let programs read and answer by tokens, and have them told by webhooks',
  beginConsultations: 'begin a consultation, or import one',
  manageAccounts: 'say who has an account, and who may do what everywhere',
  sendMail: 'see the mail of the whole site, and send it by hand',
  rotateKeys: 'renew the keys that sign receipts',
}

/** What everybody may do who has an account. */
const forEverybody: readonly Action[] = ['keepOwnAccount', 'enterDesk']

/** What is about the installation, and so no role in a consultation allows. */
const administering: readonly Action[] = ['beginConsultations', 'manageAccounts', 'sendMail', 'rotateKeys']

const permitted: Record<Role, readonly Action[]> = {
  reviewer: ['read', 'comment'],
  researcher: [
    'read',
    'comment',
    'code',
    'assign',
    'adjudicate',
    'editCodebook',
    'import',
    'withdraw',
    'askHold',
    'saveSearches',
    'export',
  ],
  author: ['read', 'comment', 'askHold', 'saveSearches', 'writeFindings', 'export', 'publish'],
  owner: actions.filter(action => !administering.includes(action)),
  administrator: administering,
}

export function may(account: { roles: readonly Role[] }, action: Action): boolean {
  return forEverybody.includes(action) || account.roles.some(role => permitted[role].includes(action))
}

/** The roles among these that hold in a consultation, each once, in the order of the table. */
export function forConsultations(held: readonly Role[]): ConsultationRole[] {
  return consultationRoles.filter(role => held.includes(role))
}
