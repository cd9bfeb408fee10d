import { z } from 'zod'
import { ticked } from '../../http/fields.ts'

/** Characters of a draft that is pasted: some 80,000 words. */
export const longestDraft = 500_000

const mend = z.strictObject({
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  with: z.string().max(20_000),
})
export type ChosenMend = z.infer<typeof mend>

/** `mends`: the ticked ones, each as the page wrote it. */
export const lintForm = z.object({
  draft: z
    .string()
    .default('')
    .transform(entered => entered.replace(/\r\n?/g, '\n'))
    .pipe(z.string().max(longestDraft, 'Shorten the draft: at most 500,000 characters are read at once')),
  mends: ticked.transform((chosen, context) =>
    chosen.flatMap(one => {
      const parsed = mend.safeParse(parsedJson(one))
      if (parsed.success) return [parsed.data]
      context.addIssue({ code: 'custom', message: 'Choose the changes on the page again' })
      return []
    }),
  ),
})
export type LintForm = z.infer<typeof lintForm>

function parsedJson(words: string): unknown {
  try {
    return JSON.parse(words)
  } catch {
    return undefined
  }
}
