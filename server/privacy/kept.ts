/** A response, and all by which other documents name it. */
export type Subject = {
  consultation: string
  /** The response’s id, which is its respondent’s everywhere in the analysis. */
  response: string
  reference: string
  /** The draft that it was sent from. */
  origin: string
  identity?: string
  /** Every text of any of its revisions. */
  texts: string[]
}

type Filter = Record<string, unknown>

/**
 * What one collection keeps of consultations, and how it is erased. A collection of which nothing is said but `what`
 * holds nothing of respondents.
 */
export type Kept = {
  /** What it is, as docs/privacy.md says. */
  what: string
  /** Its documents that are about one response and go with it. */
  of?: (subject: Subject) => Filter
  /** Lists out of which the ids of a response, or of its texts, are taken. */
  lists?: Record<string, 'response' | 'texts'>
  /** Fields that people write in: words of the response are taken out of them. */
  written?: readonly string[]
  /** Of `written`: whether a document that holds such words is removed instead, since it is of no use without them. */
  orRemoved?: true
  /** Erased by code of its own, in the order that erase.ts tells. */
  apart?: true
  /** What of it goes with the whole consultation; absent: all that names it in its field `consultation`. */
  whole?: ((consultation: string) => Filter) | 'stays'
}

/** Ids that begin with a consultation’s id and this sign; `next` is the sign behind it. */
const beginning = (sign: string, next: string) => (consultation: string) => ({
  _id: { $gt: `${consultation}${sign}`, $lt: `${consultation}${next}` },
})
const itself = (_id: string) => ({ _id })
const ofResponse = ({ consultation, response }: Subject) => ({ consultation, response })
const ofRespondent = ({ consultation, response: respondent }: Subject) => ({ consultation, respondent })
const ofTexts = ({ texts }: Subject) => ({ _id: { $in: texts } })
const stays = { whole: 'stays' } as const
const report = ['title', 'subtitle', 'actions', 'addressee', 'template'] as const

/**
 * Every collection that there is: the one place that says what is kept of a respondent and how it goes. A test holds
 * that none is missing.
 */
export const kept: Record<string, Kept> = {
  // What respondents gave.
  responses: { what: 'responses, with what each permitted', apart: true },
  texts: { what: 'answers, and what was read from attachments, as written', apart: true },
  identities: { what: 'names, organisations and addresses', apart: true, ...stays },
  'attachments.files': { what: 'attachments', apart: true, ...stays },
  'attachments.chunks': { what: 'attachments', apart: true, ...stays },
  drafts: { what: 'responses that are being written, and what private links lead to', apart: true },
  asides: { what: 'words of drafts that are kept aside', apart: true, ...stays },
  colleagues: { what: 'who writes a joint response', apart: true, ...stays },
  addressChecks: { what: 'addresses that are being checked', apart: true, ...stays },
  mails: { what: 'mails, without their words and addresses', apart: true, ...stays },
  staffEntries: {
    what: 'answers that the team is entering',
    of: ({ consultation, response }) => ({ consultation, 'corrects.response': response }),
  },
  personPairs: {
    what: 'which responses look like one person’s',
    of: ({ consultation, response }) => ({ responses: response, consultation }),
  },
  personLooks: { what: 'when it was looked for such pairs', whole: itself },
  attributeChanges: {
    what: 'what was said of responses by the team',
    of: ({ response }) => ({ response }),
    ...stays,
  },
  attributeBatches: { what: 'the same by its batches', written: ['problems', 'cases'] },
  cases: { what: 'what is said of cases', apart: true },
  consultationInvitations: { what: 'who was invited to answer' },
  invitationLists: { what: 'lists of people to invite' },
  invitationFaults: { what: 'faults of such lists', ...stays },
  mailings: { what: 'rounds of invitations', whole: itself },
  imports: {
    what: 'imports, with samples of their columns',
    apart: true,
    written: ['columns', 'problems', 'documents'],
  },
  transfers: { what: 'projects of other programs that were brought or taken', written: ['report'] },

  // What is derived from their words.
  wordEntries: { what: 'the words that a search finds texts by', of: ofTexts },
  taggings: { what: 'suggestions of the machine', of: ofTexts },
  mentions: {
    what: 'which respondent speaks of which theme',
    of: ({ response }) => ({ _id: { $gt: `${response}|`, $lt: `${response}}` } }),
  },
  retagged: { what: 'what new rules changed, by ids' },
  retagSums: { what: 'the same, counted' },
  campaigns: { what: 'letters that several sent, by the place of their words', apart: true },
  campaignCopies: { what: 'copies of them', of: ofRespondent },
  campaignSearches: { what: 'when it was looked for them', whole: itself },
  models: { what: 'what the machine learned, with its vocabulary', apart: true },
  'modelFiles.files': { what: 'the same', apart: true, ...stays },
  'modelFiles.chunks': { what: 'the same', apart: true, ...stays },
  measuredParts: { what: 'what was measured on the way to it', apart: true },

  // What people of the desk made of their words.
  codings: { what: 'codings, with their history', of: ofRespondent },
  readings: { what: 'who read a response', of: ofResponse },
  presences: { what: 'who has a response open', of: ofResponse },
  coderPlaces: {
    what: 'where coders are',
    of: ({ consultation, response }) => ({ ...beginning('|', '}')(consultation), response }),
    whole: beginning('|', '}'),
  },
  deskPlaces: { what: 'where people are at the desk', written: ['queue'], whole: beginning('|', '}') },
  assignments: { what: 'who is to code what', of: ofResponse },
  assignings: { what: 'when that was said', written: ['filter'] },
  rounds: { what: 'rounds of coding blind', lists: { responses: 'response' }, written: ['filter'] },
  differences: { what: 'what coders coded differently', of: ofRespondent },
  agains: { what: 'responses that are coded a second time', of: ofResponse },
  audits: { what: 'samples that check the machine' },
  auditPassages: { what: 'passages of them, by their place', of: ofRespondent },
  letterBatches: { what: 'decisions on all copies of a letter, by ids' },
  copiesHeld: { what: 'copies of words that are held back', lists: { copies: 'texts' }, written: ['wanted'] },
  codingBatches: { what: 'passages that were coded by a search', written: ['asks'] },
  reshapings: { what: 'themes that were merged and split', written: ['fromName', 'intoName'] },
  savedSearches: { what: 'searches that the team keeps', written: ['name', 'asks'], orRemoved: true },
  memos: {
    what: 'memos',
    of: ({ consultation, response }) => ({ consultation, 'about.kind': 'response', 'about.id': response }),
    written: ['versions'],
  },
  codebooks: { what: 'the codebook in each of its versions', apart: true },
  codebookShares: { what: 'who may take a copy of a codebook', whole: itself },
  startingPoints: { what: 'when suggestions are shown', whole: itself },

  // What authors made of it.
  findings: { what: 'findings', written: ['statement', 'text'] },
  quotes: { what: 'quotes, by their place, with edits and translations', apart: true },
  attributions: {
    what: 'how much was said of whom',
    of: ({ response }) => ({ _id: response }),
  },
  approvals: { what: 'sentences that respondents were asked to approve', of: ofRespondent, apart: true },
  evidence: { what: 'evidence that was published elsewhere' },
  reports: { what: 'reports', written: report },
  draftVersions: { what: 'earlier versions of reports', written: report },
  comments: { what: 'comments on reports', written: ['words', 'replies', 'anchor'] },
  markups: { what: 'changes that Word copies brought', written: ['changes', 'refused'], orRemoved: true },
  signoffs: { what: 'who signs a report' },
  previews: { what: 'private links to drafts of reports' },
  editings: { what: 'who edits a report', ...stays },
  publications: { what: 'published reports', apart: true, ...stays },

  // The programs that it is connected with.
  apiTokens: { what: 'tokens by which programs ask' },
  webhooks: { what: 'addresses that are told what happens' },
  webhookDeliveries: { what: 'what they were told, by ids, for 14 days' },

  // The consultation itself, which stays so that what was published can be read.
  consultations: { what: 'consultations', ...stays },
  questionnaires: { what: 'their questions', ...stays },
  buildings: { what: 'questions that are being built', ...stays },
  consultationPages: { what: 'their pages', ...stays },
  legalFacts: { what: 'what their privacy notices rest on', ...stays },
  retentions: { what: 'until when what is kept', ...stays },
  houseStyles: { what: 'how reports are written', ...stays },
  people: { what: 'who works on them', ...stays },
  questionnaireImports: { what: 'questions that were read from a file' },
  erasures: { what: 'ids of responses that were erased', ...stays },

  // The site.
  accounts: { what: 'accounts of the desk', ...stays },
  colleagueInvites: { what: 'invitations of colleagues', ...stays },
  invitations: { what: 'links that make the first account', ...stays },
  passwordResets: { what: 'links that set a password', ...stays },
  signIns: { what: 'who is signed in', ...stays },
  apiClaims: { what: 'repeats of what programs send, by hashes', ...stays },
  hits: { what: 'how often an address asked', ...stays },
  trials: { what: 'test answers of the desk', ...stays },
  codersElsewhere: { what: 'names of coders in other programs', ...stays },
  receiptKeys: { what: 'keys of receipts', ...stays },
  dataKeys: { what: 'keys, themselves encrypted, by which names and attachments are', ...stays },
  audit: { what: 'the audit trail: ids and references, no words', ...stays },
  auditBlocks: { what: 'its chain', ...stays },
  backupSchedules: { what: 'when backups are made', ...stays },
  jobs: { what: 'background work, by ids', ...stays },
  turns: { what: 'which process does it', ...stays },
  notedTimes: { what: 'what time it last was', ...stays },
}

/** Buckets of files that are kept until they were read: a bucket has two collections. */
export const untilRead = ['imports', 'projects', 'invitationLists']
