import type { Request } from 'express'
import { z } from 'zod'
import type { Consultation } from '../consultations/store.ts'
import type { Services } from '../services.ts'
import { type Asked, type day, partQuery, partSinceQuery } from './paging.ts'
import { codebookView, codingsPart } from './reading/codings.ts'
import { consultationView, questionnaireView } from './reading/consultation.ts'
import { findingsPart } from './reading/findings.ts'
import { oneResponse, responsesPart } from './reading/responses.ts'
import * as schemas from './schemas.ts'
import { keyOf } from './submitting/key.ts'
import { type Submission, submission } from './submitting/submission.ts'
import { takeResponse } from './submitting/take.ts'
import type { Caller } from './tokens/caller.ts'
import type { Scope } from './tokens/scopes.ts'

/** What an operation is given: its parameters are read and checked, and whoever calls may do it. */
export type Call = {
  req: Request
  caller: Caller
  query: Record<string, unknown>
  body: unknown
  services: Services
  now: Date
}

/** One thing that can be asked of the API: its route and its part of the document are made of this. */
export type Operation = {
  id: string
  method: 'get' | 'post'
  /** Below `/api/v1`. */
  path: string
  summary: string
  description?: string
  /** What its token must be good for; absent: any token of the consultation. */
  scope?: Scope
  query?: z.ZodObject
  body?: z.ZodType
  answer: z.ZodType
  status?: 201
  /** With which problems it may be answered beside those of every call. */
  problems?: number[]
  /** @param consultation that the address names, where it names one */
  run(call: Call, consultation: Consultation): unknown
}

const inConsultation = '/consultations/:consultation'
const languageQuery = z.strictObject({
  language: z
    .string()
    .max(35)
    .optional()
    .describe('In which its words are wanted; absent: as it is written.'),
})

/** Every operation, in the order of the document. */
export const operations: readonly Operation[] = [
  {
    id: 'readToken',
    method: 'get',
    path: '/token',
    summary: 'What this token is good for',
    answer: schemas.tokenView,
    run: ({ caller: { token } }) => ({
      ...{ name: token.name, consultation: token.consultation, scopes: token.scopes },
      ...(token.until ? { until: token.until.toISOString() } : {}),
    }),
  },
  {
    id: 'readConsultation',
    method: 'get',
    path: inConsultation,
    summary: 'The consultation, its hours, and what whoever answers must be shown',
    query: languageQuery,
    answer: schemas.consultationView,
    run: ({ query, now }, consultation) => consultationView(consultation, languageIn(query), now),
  },
  {
    id: 'readQuestionnaire',
    method: 'get',
    path: `${inConsultation}/questionnaires/:version`,
    summary: 'The questions of one version',
    query: languageQuery,
    answer: schemas.questionnaireView,
    run: ({ req, query }, consultation) =>
      questionnaireView(consultation, String(req.params.version), languageIn(query)),
  },
  {
    id: 'listResponses',
    method: 'get',
    path: `${inConsultation}/responses`,
    summary: 'Responses that stand, without names',
    description:
      'As the files of the desk have them: whoever withdrew, and what waits to be let in, is not among them. With `since`, those that were sent or changed on that day or later.',
    scope: 'responses:read',
    query: partSinceQuery,
    answer: schemas.responsesView,
    run: (call, consultation) => listed(call, asked => responsesPart(consultation, asked)),
  },
  {
    id: 'sendResponse',
    method: 'post',
    path: `${inConsultation}/responses`,
    summary: 'Send a response for whoever answers',
    description:
      'It is checked as the form is, and stands as one that came by it. Needs the header `Idempotency-Key`: sent again under the same key, it is the same response, and is answered the same. Files cannot be sent.',
    scope: 'responses:write',
    body: submission,
    answer: schemas.takenView,
    status: 201,
    problems: [409, 413, 415, 422],
    run: ({ req, caller, body, services, now }, consultation) =>
      takeResponse(services, consultation, {
        ...{ token: caller.token._id, key: keyOf(req), now },
        sent: body as Submission,
      }),
  },
  {
    id: 'readResponse',
    method: 'get',
    path: `${inConsultation}/responses/:response`,
    summary: 'One response that stands, without names',
    scope: 'responses:read',
    answer: schemas.responseView,
    run: ({ req }, consultation) => oneResponse(consultation, String(req.params.response)),
  },
  {
    id: 'readCodebook',
    method: 'get',
    path: `${inConsultation}/codebook`,
    summary: 'The themes and their rules, as they are now',
    scope: 'codings:read',
    answer: schemas.codebookView,
    run: (_call, consultation) => codebookView(consultation),
  },
  {
    id: 'listCodings',
    method: 'get',
    path: `${inConsultation}/codings`,
    summary: 'Codings that stand, on responses that stand',
    description: 'Each is a person’s decision. With `since`, those that were decided on that day or later.',
    scope: 'codings:read',
    query: partSinceQuery,
    answer: schemas.codingsView,
    run: (call, consultation) => listed(call, asked => codingsPart(consultation, asked)),
  },
  {
    id: 'listFindings',
    method: 'get',
    path: `${inConsultation}/findings`,
    summary: 'Findings with their counts as they are now',
    scope: 'findings:read',
    query: partQuery,
    answer: schemas.findingsView,
    run: (call, consultation) => listed(call, asked => findingsPart(consultation, asked)),
  },
]

function languageIn({ language }: Record<string, unknown>): string | undefined {
  return language as string | undefined
}

/** A part of a list, with the address of the next. */
async function listed(
  { req, query }: Call,
  read: (asked: Asked) => Promise<{ items: unknown[]; next?: string | undefined }>,
) {
  const { after, limit, since } = query as { after: string; limit: number; since?: string }
  const { items, next } = await read({ after, limit, since: since === undefined ? undefined : dayAt(since) })
  if (next === undefined) return { items }
  const following = new URLSearchParams({
    ...(since === undefined ? {} : { since }),
    ...{ limit: String(limit), after: next },
  })
  return { items, next: `${req.baseUrl}${req.path}?${following}` }
}

function dayAt(since: z.output<typeof day>): Date {
  return new Date(`${since}T00:00:00Z`)
}
