import { type RequestHandler, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { findConsultation } from '../../consultations/store.ts'
import { Forbidden } from '../../errors.ts'
import { hiddenFrom } from './hidden.ts'
import { findRound } from './roundStore.ts'

/**
 * Below which addresses of a consultation something is shown, counted or exported that rests on the codings of all its
 * responses, in whichever room. Its numbers must be whole, and the same for everybody; nothing can be left out of it.
 */
const whole = [
  'findings',
  'reports',
  'pictures',
  'transfers',
  'curve',
  'drift',
  'learning',
  'codebook/:theme/merge',
  'codebook/:theme/split',
]

/**
 * Keeps what rests on all codings from whoever codes in a blind round, until it is over: it would tell them what others
 * found in its responses. What they had written before and send is taken as ever.
 */
export function wholeViews(): Router {
  const router = Router({ mergeParams: true })
  for (const address of whole) router.use(`/desk/:consultation/${address}`, allow('read'), keepBlind())
  router.use('/desk/:consultation/rounds/:round/differences', allow('read'), keepBlind(isOfRound))
  return router
}

/** @param concerns whether it shows anything of the responses that are hidden; where left out, it does */
function keepBlind(
  concerns: (hidden: ReadonlySet<string>, params: Record<string, unknown>) => Promise<boolean> = async () =>
    true,
): RequestHandler {
  return async (req, _res, next) => {
    if (req.method !== 'GET') return next()
    const consultation = await findConsultation(String(req.params.consultation))
    // Its own route says so, to those who may ask.
    if (!consultation) return next()
    const hidden = await hiddenFrom(consultation._id, signedIn(req)._id)
    if (hidden.size > 0 && (await concerns(hidden, req.params)))
      throw new Forbidden(
        'You code in a blind round. This rests on what everybody coded, in its responses too, and is hidden from you until the round is over. You can see how far it is under “Working together”.',
      )
    next()
  }
}

async function isOfRound(hidden: ReadonlySet<string>, { round }: Record<string, unknown>): Promise<boolean> {
  const found = await findRound(String(round))
  return found?.responses.some(response => hidden.has(response)) ?? false
}
