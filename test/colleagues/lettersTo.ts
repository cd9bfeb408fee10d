import mongoose from 'mongoose'
import type { Mail } from '../../server/mail/mail.ts'
import type { Site } from '../site.ts'

/** The letters of a kind to an address that wait, as they would be sent now, and the paths of their links. */
export async function lettersTo(site: Site, kind: Mail['kind'], email: string) {
  const mails = await mongoose.connection
    .collection<Mail>('mails')
    .find({ kind })
    .sort({ askedAt: 1 })
    .toArray()
  const written = await Promise.all(mails.map(mail => site.post.write(mail, new Date())))
  return written.flatMap(letter =>
    'dropped' in letter || letter.to !== email
      ? []
      : [{ ...letter, path: /http:\/\/127\.0\.0\.1(\/desk\/\S+)/.exec(letter.text)?.[1] ?? '' }],
  )
}
