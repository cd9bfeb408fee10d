import { PageError } from '../errors.ts'
import { say } from './languages/say.ts'

/** The site cannot read or save at the moment, through no fault of the request. */
export class Unavailable extends PageError {
  /** When it is worth trying again, in seconds. */
  readonly retryAfter: number
  constructor(message: string, retryAfter: number) {
    super(503, message)
    this.retryAfter = retryAfter
  }
}

/** MongoDB’s codes where a disk has no room, or cannot be written. */
const noRoom = [14031]
const noWriting = [39]

/** MongoDB’s codes where a server stops, steps back, or is not the one to write to (its retryable errors among them). */
const elsewhere = [6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]

/** The driver’s errors, and Mongoose’s, where no server answers. */
const silent =
  /^Mongo(Network|NetworkTimeout|ServerSelection|NotConnected|TopologyClosed|PoolCleared|PoolClosed|ClientClosed|ExpiredSession)Error$|^PoolClearedOnNetworkError$|^MongooseServerSelectionError$/

/** What a database in trouble means for the person whose page it was; undefined where that is not what went wrong. */
export function asUnavailable(error: unknown): Unavailable | undefined {
  const { name, code, cause, errorResponse } = (error ?? {}) as Record<string, unknown>
  if (noRoom.includes(Number(code)))
    return new Unavailable(
      say(
        'This site has no room left to save anything. Nothing of this page was saved, and all that was saved before is kept. Keep this page, or go back to it, and send it again in an hour.',
      ),
      3600,
    )
  if (noWriting.includes(Number(code)))
    return new Unavailable(
      say(
        'This site cannot save anything at the moment. Nothing of this page was saved, and all that was saved before is kept. Keep this page, or go back to it, and send it again in a few minutes.',
      ),
      300,
    )
  if (silent.test(String(name)) || elsewhere.includes(Number(code)))
    return new Unavailable(
      say(
        'This site cannot reach what it keeps at the moment. All that was saved before is kept. If you sent something just now, go back to it in a minute and send it again: nothing is kept twice.',
      ),
      30,
    )
  // What ended a write of several documents stands in the latter.
  const within = cause ?? errorResponse
  return within === undefined ? undefined : asUnavailable(within)
}
