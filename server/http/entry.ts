import type { Request } from 'express'
import type { Problem } from '../../analysis/index.ts'

/** A form as it was entered, with what was wrong: kept in the session for the page that follows. */
export type Entry = { form: string; values: Record<string, unknown>; problems: Problem[] }

/** Keeps what was entered in `form`, so that the page it came from can show it again with its problems. */
export function keepEntry(req: Request, form: string, values: unknown, problems: Problem[]): void {
  req.session.entry = { form, values: values as Record<string, unknown>, problems }
}

/** What was entered in `form` a moment ago, or undefined; it is told once. */
export function takeEntry(req: Request, form: string): Entry | undefined {
  const entry = req.session.entry
  if (entry?.form !== form) return undefined
  delete req.session.entry
  return entry
}
