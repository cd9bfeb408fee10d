import { say } from './http/languages/say.ts'

/** What may go wrong between a request and its page; `errorPages` turns each into its status and words. */
export class PageError extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** There is no such thing, or it is not theirs to see: the two read alike. */
export class NotFound extends PageError {
  constructor(message = say('There is nothing at this address. Check it, or go back to where you were.')) {
    super(404, message)
  }
}

export class Forbidden extends PageError {
  constructor(message = say('Your account may not do this. Ask the owner of the consultation.')) {
    super(403, message)
  }
}

/** Someone else changed it first; nothing of theirs was overwritten. */
export class Conflict extends PageError {
  constructor(message: string) {
    super(409, message)
  }
}

/** The request is not one that our pages make: a forged field, a wrong type, a missing token. */
export class Invalid extends PageError {
  constructor(message: string) {
    super(400, message)
  }
}

export class TooLarge extends PageError {
  constructor(message: string) {
    super(413, message)
  }
}
