import { z } from 'zod'
import { prose } from '../../http/fields.ts'

export const longestComment = 5_000

const words = prose('the comment', longestComment).pipe(z.string().min(1, 'Enter the comment'))

/** `sentence` is empty for the whole report, or else the hash and the place of the sentence that was chosen. */
export const commentForm = z.object({
  words,
  sentence: z
    .string({ error: 'Choose what it is about' })
    .regex(/^(?:[0-9a-f]{64}-\d{1,6})?$/, 'Choose what it is about')
    .default(''),
})

export const replyForm = z.object({
  words: prose('the reply', longestComment).pipe(z.string().min(1, 'Enter the reply')),
})
