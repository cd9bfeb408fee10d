/** Kinds of things that are done at the desk, to find them by. */
export const eventKinds = ['access', 'files', 'publishing', 'testimony', 'mail'] as const
export type EventKind = (typeof eventKinds)[number]

export const kindNames: Record<EventKind, string> = {
  access: 'Accounts, roles and keys',
  files: 'Files taken out, and contacts looked at',
  publishing: 'Reports: signed, shared and published',
  testimony: 'Testimony brought, entered, held and withdrawn',
  mail: 'Mail and invitations to answer',
}

/** The words that what was done begins with. What no kind has (settings of a consultation) is found under all. */
export const kindWords: Record<EventKind, readonly string[]> = {
  access: [
    ...['signed in', 'failed to sign in', 'invited somebody', 'asked somebody to be', 'took up what'],
    ...[
      'took back an invitation',
      'made them',
      'took their roles',
      'took a change of roles',
      'made their account',
    ],
    ...[
      'made the first account',
      'ended the account',
      'restored the account',
      'turned',
      'set up a second factor',
    ],
    ...['linked their account', 'unlinked'],
    ...['made a token', 'ended a token', 'a token of theirs', 'made a webhook', 'removed a webhook'],
    ...['made new recovery codes', 'changed their password', 'set a new password', 'made a new key'],
  ],
  files: ['exported', 'looked up whom', 'looked at which', 'looked at who', 'opened the copy'],
  publishing: [
    ...['published a report', 'signed a report', 'asked for a signature', 'took back that a signature'],
    ...[
      'made a preview link',
      'ended a preview link',
      'asked a respondent',
      'reminded a respondent',
      'had a quote',
    ],
    ...['took withdrawn quotes', 'brought version', 'brought a marked-up'],
  ],
  testimony: [
    ...[
      'withdrew a response',
      'imported',
      'took back the import',
      'took back the project',
      'entered an answer',
    ],
    ...[
      'corrected what was entered',
      'held a passage',
      'released',
      'kept',
      'took the holding',
      'took back what',
    ],
    ...['let in', 'rejected', 'decided of two', 'gave attributes', 'took attributes'],
  ],
  mail: [
    'looked at a mail',
    'sent a mail',
    'had a mail',
    'put',
    'withdrew an invitation',
    'erased somebody',
    'had [^(]* answer',
  ],
}
