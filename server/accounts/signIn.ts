import type { Request } from 'express'

/** Begins a new session for an account, so that an id from before the sign-in is worth nothing. */
export function signIn(req: Request, account: string): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.regenerate(error => {
      if (error) return reject(error)
      req.session.account = account
      req.session.save(problem => (problem ? reject(problem) : resolve()))
    })
  })
}
