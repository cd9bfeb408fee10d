import type { Answer } from '../../../../analysis/model.ts'

/** Three invented answers, of which two share a phrase. */
export const answers: Answer[] = [
  {
    id: 't1',
    respondent: 'R1',
    question: 'suppliers',
    text: 'We rent our own filing cabinet back from the vendor. Every small change has to go through a queue — nobody inside can touch the code, and the workers’ views are never asked for.\n\nIt is not the fault of the people here.',
  },
  {
    id: 't2',
    respondent: 'R2',
    question: 'people',
    text: 'My manager said "just wait" and so we waited. The lighthouse team had a shared purpose; now it has a backlog. Pay is part of it, but the *real* reason is dull work.',
  },
  {
    id: 't3',
    respondent: 'R3',
    question: 'people',
    text: 'A shared purpose matters more than pay. I’d stay for a shared purpose and leave for want of one.',
  },
]
