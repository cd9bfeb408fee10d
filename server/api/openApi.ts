import { z } from 'zod'
import { release } from '../backups/makeBackup.ts'
import { type Operation, operations } from './operations.ts'
import { components, problemView } from './schemas.ts'
import { scopeNames } from './tokens/scopes.ts'

type Json = Record<string, unknown>

/** What every call may be answered with, by status. */
const always: Record<number, string> = {
  400: 'A parameter or the body cannot be read.',
  401: 'There is no token, or it has ended.',
  403: 'The token is not good for this.',
  404: 'It is not there, or not of the consultation of this token.',
  429: 'Too many calls: `Retry-After` says when to go on.',
  503: 'The site cannot read or save at the moment: `Retry-After` says when to go on.',
}
const beside: Record<number, string> = {
  409: 'It cannot be taken now: `detail` says why.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  422: 'It is not in order: `errors` lists what is to be mended. Nothing of it was kept.',
}

const parameters: Record<string, string> = {
  consultation: 'As its address has it, `/c/…`.',
  version: 'Of the questionnaire, from 1.',
  response: 'The id of a response.',
}

/** The document of the API (OpenAPI 3.1): of the operations and schemas that answer. @param site its address */
export function openApi(site: string): Json {
  const paths: Record<string, Json> = {
    '/openapi.json': {
      get: {
        operationId: 'readOpenApi',
        summary: 'This document',
        security: [],
        responses: {
          200: {
            description: 'OpenAPI 3.1.',
            content: { 'application/json': { schema: { type: 'object' } } },
          },
          429: problem(always[429]),
        },
      },
    },
  }
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method]: described(operation) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Soundings',
      version: release(),
      summary: 'Responses, codings and findings of a consultation, for programs.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${site}/api/v1` }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: `A token that an owner of a consultation made at the desk, good for that consultation and for what is named with each operation: ${Object.entries(
            scopeNames,
          )
            .map(([scope, name]) => `\`${scope}\` (${name.toLowerCase()})`)
            .join(', ')}.`,
        },
      },
      schemas: schemasOf(),
    },
  }
}

function described(operation: Operation) {
  const { id, path, summary, description, scope, query, body, answer, status, problems = [] } = operation
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  const errors = Object.entries({ ...always, ...pick(beside, problems) })
  return {
    operationId: id,
    summary,
    ...(description ? { description } : {}),
    security: [{ token: scope ? [scope] : [] }],
    parameters: [
      ...names.map(name => ({
        ...{ name, in: 'path', required: true, description: parameters[name] },
        schema: { type: 'string' },
      })),
      ...queryParameters(query),
      ...(body
        ? [
            {
              ...{ name: 'Idempotency-Key', in: 'header', required: true },
              description:
                'A name of this response that you keep: by it the same is known when it is sent again.',
              schema: { type: 'string', minLength: 8, maxLength: 200 },
            },
          ]
        : []),
    ],
    ...(body
      ? { requestBody: { required: true, content: { 'application/json': { schema: refTo(body) } } } }
      : {}),
    responses: {
      [status ?? 200]: { description: summary, content: { 'application/json': { schema: refTo(answer) } } },
      ...Object.fromEntries(errors.map(([code, words]) => [code, problem(words)])),
    },
  }
}

function problem(description: string | undefined) {
  return { description, content: { 'application/problem+json': { schema: refTo(problemView) } } }
}

function queryParameters(query: Operation['query']) {
  if (!query) return []
  const { properties = {} } = z.toJSONSchema(query, { io: 'input' })
  return Object.entries(properties).map(([name, schema]) => {
    const { description, ...rest } = schema as Json
    return { name, in: 'query', ...(description ? { description } : {}), schema: rest }
  })
}

function pick(from: Record<number, string>, keys: number[]): Record<number, string> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(Number(key))))
}

const at = (id: string) => `#/components/schemas/${id}`

function refTo(schema: z.ZodType): Json {
  const named = components.get(schema)
  if (!named) throw new Error('refTo: a schema of an operation has no name')
  return { $ref: at(named.id) }
}

/** The schemas by their names, without what says where each would be alone. */
function schemasOf(): Json {
  const { schemas } = z.toJSONSchema(components, { uri: at, io: 'input' })
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _s, $id: _i, ...schema }]) => [id, schema]),
  )
}
