import express, { type Request, type RequestHandler, Router } from 'express'
import { rateLimit } from 'express-rate-limit'
import type { z } from 'zod'
import { noConsultation } from '../accounts/allow.ts'
import { may } from '../accounts/roles.ts'
import { hiddenFrom } from '../coding/rounds/hidden.ts'
import { findConsultation } from '../consultations/store.ts'
import { NotFound } from '../errors.ts'
import { placeOf } from '../http/place.ts'
import { keepPrivate } from '../http/security.ts'
import { SharedCount } from '../http/sharedCount.ts'
import type { Services } from '../services.ts'
import { openApi } from './openApi.ts'
import { type Operation, operations } from './operations.ts'
import { problems, Refused, sendProblem, type Wrong } from './problem.ts'
import { pointerTo } from './submitting/pointer.ts'
import { type Caller, callerOf, loadCaller } from './tokens/caller.ts'
import { type Scope, scopeActions } from './tokens/scopes.ts'

const root = '/api/v1'
const aMinute = 60_000

/** What programs ask: by a token in the header alone, so that no browser can be led to ask for somebody. */
export function apiRoutes(services: Services): Router {
  const router = Router()
  let document: object | undefined
  router.use('/api', keepPrivate, loadCaller(services.config), limitCalls(services))
  router.get(`${root}/openapi.json`, (_req, res) => {
    document ??= openApi(services.config.baseUrl)
    res.json(document)
  })
  for (const operation of operations) {
    const read = operation.body ? [express.json({ limit: '8mb', strict: false, type: isJson })] : []
    router[operation.method](
      `${root}${operation.path}`,
      mayCall(operation),
      ...read,
      run(operation, services),
    )
  }
  router.use('/api', () => {
    throw new NotFound('There is nothing at this address. See /api/v1/openapi.json for what there is.')
  })
  router.use('/api', problems(services.log))
  return router
}

/** Counts the calls of each token, and those without a good one by where they come from; all processes share the count. */
function limitCalls({ config, log }: Services): RequestHandler {
  return rateLimit({
    windowMs: aMinute,
    store: new SharedCount('api', aMinute, config.sessionSecret, log),
    limit: config.perMinute.calls,
    keyGenerator: req => callerOf(req)?.token._id ?? placeOf(req),
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: (_req, res) =>
      sendProblem(res, 429, 'Wait as long as Retry-After says, in seconds, then go on.'),
  })
}

/**
 * Lets a call through to its operation: by a token that is good for it, in its own consultation. Any other
 * consultation is not there.
 */
function mayCall({ scope, path }: Operation): RequestHandler {
  return async (req, _res, next) => {
    const caller = callerOf(req)
    if (!caller)
      throw new Refused(
        401,
        'Send the header Authorization: Bearer soundings_… with a token that an owner of the consultation made, and that has not ended.',
      )
    if (path.includes('/:consultation') && req.params.consultation !== caller.token.consultation)
      throw noConsultation()
    if (scope) await refuseBeyond(caller, scope)
    next()
  }
}

async function refuseBeyond({ token, account }: Caller, scope: Scope): Promise<void> {
  if (!token.scopes.includes(scope))
    throw new Refused(403, `This token is not good for this: it needs ${scope}.`)
  if (!may(account, scopeActions[scope]))
    throw new Refused(403, 'Whoever made this token may not do this themselves any more.')
  const restsOnCodings = scope === 'codings:read' || scope === 'findings:read'
  if (restsOnCodings && (await hiddenFrom(token.consultation, account._id)).size > 0)
    throw new Refused(
      403,
      'Whoever made this token codes in a blind round: this is hidden from them until it is over.',
    )
}

function run(operation: Operation, services: Services): RequestHandler {
  return async (req, res) => {
    const caller = callerOf(req)
    if (!caller) throw new Error(`run: ${req.method} ${req.path} is not behind mayCall()`)
    const consultation = await findConsultation(caller.token.consultation)
    if (!consultation) throw noConsultation()
    const query = queryOf(operation, req)
    const body = bodyOf(operation, req)
    const call = { req, caller, query, body, services, now: new Date() }
    res.status(operation.status ?? 200).json(await operation.run(call, consultation))
  }
}

function queryOf({ query }: Operation, req: Request): Record<string, unknown> {
  const given = req.query
  if (!query) {
    const [unknown] = Object.keys(given)
    if (unknown !== undefined) throw wrongParameters([{ parameter: unknown, detail: 'is not known here' }])
    return {}
  }
  const parsed = query.safeParse(given)
  if (parsed.success) return parsed.data
  throw wrongParameters(
    parsed.error.issues.flatMap(issue =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map(key => ({ parameter: key, detail: 'is not known here' }))
        : [{ parameter: String(issue.path[0] ?? ''), detail: issue.message }],
    ),
  )
}

function wrongParameters(errors: Wrong[]): Refused {
  return new Refused(400, 'A parameter of the address cannot be used.', errors)
}

/** The body where it is in order. @throws Refused with all that is not */
function bodyOf({ body }: Operation, req: Request): unknown {
  if (!body) return undefined
  if (!req.is(jsonTypes)) throw new Refused(415, 'Send the body as application/json.')
  const parsed = body.safeParse(req.body)
  if (parsed.success) return parsed.data
  throw new Refused(422, 'Nothing of it was kept: mend what is listed.', parsed.error.issues.flatMap(wrongIn))
}

function wrongIn(issue: z.core.$ZodIssue): Wrong[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => ({ pointer: pointerTo(...issue.path, key), detail: 'is not known here' }))
  return [{ pointer: pointerTo(...issue.path), detail: issue.message }]
}

const jsonTypes = ['application/json', 'application/*+json']

function isJson(req: { headers: { 'content-type'?: string | undefined } }): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/i.test(req.headers['content-type'] ?? '')
}
