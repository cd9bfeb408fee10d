import express, { type RequestHandler } from 'express'
import { TooLarge } from '../errors.ts'

/**
 * Reads a form into `req.body` by the WHATWG rules: names are flat (`a[$ne]` is just a name), a repeated
 * name is a list, and bytes that are not UTF-8 become U+FFFD, so that the form's checks can tell of them.
 * A library that leaves what it cannot decode in its percent signs would store words that nobody wrote.
 */
export function formBody(limit: string, mostFields: number): RequestHandler[] {
  return [
    express.raw({ type: 'application/x-www-form-urlencoded', limit }),
    (req, _res, next) => {
      if (Buffer.isBuffer(req.body)) req.body = fieldsOf(req.body.toString('utf8'), mostFields)
      next()
    },
  ]
}

function fieldsOf(form: string, mostFields: number): Record<string, string | string[]> {
  const fields = new Map<string, string | string[]>()
  let read = 0
  for (const [name, value] of new URLSearchParams(form)) {
    if (++read > mostFields) throw new TooLarge(`The form has more than ${mostFields} fields.`)
    const before = fields.get(name)
    if (Array.isArray(before)) before.push(value)
    else fields.set(name, before === undefined ? value : [before, value])
  }
  return Object.fromEntries(fields)
}
