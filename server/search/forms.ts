import { z } from 'zod'
import { codedAs } from './query/condition.ts'

/** How what was found is shown: in lines that stand one below the other at the words, or as passages. */
export const layouts = ['passages', 'lines'] as const
export type Layout = (typeof layouts)[number]

/** What lines are sorted by; without it they come response by response. */
export const sorts = ['left', 'right', 'match', 'date'] as const
export type SortBy = (typeof sorts)[number]

/** What can be asked for: a query, and what is chosen beside it. `who` is an attribute as a query says it. */
export const searchForm = z.object({
  q: z.string().max(4000).catch(''),
  theme: z.string().max(100).catch(''),
  question: z.string().max(100).catch(''),
  verdict: z.enum(codedAs).or(z.literal('')).catch(''),
  who: z.string().max(500).catch(''),
  as: z.enum(layouts).catch('passages'),
  sort: z.enum(sorts).optional().catch(undefined),
})
export type SearchForm = z.infer<typeof searchForm>

/** Where in the results someone is. */
export const placeForm = z.object({
  after: z.string().max(100).catch(''),
  deleted: z.string().max(100).catch(''),
  all: z.literal('yes').or(z.literal('')).catch(''),
})
