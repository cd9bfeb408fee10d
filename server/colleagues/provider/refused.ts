/** Why somebody who comes from the provider is not let in. */
export type Why =
  | 'unreachable'
  | 'denied'
  | 'stale'
  | 'faulty'
  | 'unverified'
  | 'unknown'
  | 'otherwise linked'
  | 'taken'

/** The provider, or what it answered, lets nobody in. `cause` is for the log. */
export class Refused extends Error {
  readonly why: Why
  constructor(why: Why, cause?: unknown) {
    super(`refused: ${why}`, { cause })
    this.why = why
  }
}

/**
 * What is said to whoever is not let in. None tells whether an address has an account but to whom the provider said is
 * theirs.
 *
 * @param name of the provider
 * @param request its number, by which the log is searched
 */
export function refusalWords(why: Why, name: string, request: string): string {
  switch (why) {
    case 'unreachable':
      return `${name} does not answer at the moment. Sign in with your password, or try again in a few minutes.`
    case 'denied':
      return `${name} did not let you in, or you turned back there. Try again, or sign in with your password.`
    case 'stale':
      return 'This took longer than ten minutes, was used already, or was begun in another window. Begin again.'
    case 'faulty':
      return `What ${name} answered is not what this site can go by. Try again; if it happens again, tell an administrator of this site, with the number ${request}.`
    case 'unverified':
      return `${name} does not tell this site an email address of yours that it has verified. Sign in with your password, and link your account with ${name} under your name.`
    case 'unknown':
      return `With the email address that ${name} tells, nobody can sign in here. Ask an administrator of this site to invite you with it.`
    case 'otherwise linked':
      return `The account of your email address is linked with another sign-in at ${name}. Sign in with your password and unlink it under your name, or ask an administrator of this site to unlink it.`
    case 'taken':
      return `This sign-in at ${name} is linked with another account of this site. Unlink that one first.`
  }
}
