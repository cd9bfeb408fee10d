import { createHash } from 'node:crypto'
import type { Page, Question } from '../questions.ts'

/** A short print of a page's or a question's own words: tells whether somebody changed it since it was shown. */
export function printOf(item: Page | Question): string {
  const own = 'questions' in item ? { ...item, questions: undefined } : item
  return createHash('sha256').update(JSON.stringify(own)).digest('base64url').slice(0, 16)
}
