import type { z } from 'zod'
import type { Problem } from '../../analysis/index.ts'

/** A checked form, or the list of what is wrong with it; a problem's `place` is the field's name. */
export type Checked<T> = { ok: true; value: T } | { ok: false; problems: Problem[] }

/** Checks a form against its schema. Fields that the schema does not name are dropped. */
export function validate<T>(schema: z.ZodType<T>, form: unknown): Checked<T> {
  const parsed = schema.safeParse(form ?? {})
  if (parsed.success) return { ok: true, value: parsed.data }
  const problems = new Map<string, Problem>()
  for (const issue of parsed.error.issues) {
    const place = issue.path.join('.')
    if (!problems.has(place)) problems.set(place, { place, message: issue.message })
  }
  return { ok: false, problems: [...problems.values()] }
}
