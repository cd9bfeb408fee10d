import type { Config } from '../config.ts'
import { idOf } from '../database/ids.ts'
import { type Secrets, seal, unseal } from '../database/seal.ts'
import { currentLanguage, inLanguage } from '../http/languages/current.ts'
import type { Mail, MailKind, Written } from './mail.ts'
import { addMail } from './mailStore.ts'

/** Writes a kind of mail when its turn comes, or says why it is not to be sent any more. */
export type Writer = (mail: Mail, secrets: Secrets, now: Date) => Promise<Written>

/** A mail that is asked for. */
export type Asked = Pick<Mail, 'kind' | 'to' | 'about' | 'until'> & {
  /** What makes it this mail and no other: asked for twice, it is sent once. */
  cause: string
  language?: string
  secrets?: Secrets
}

/** The id of the mail of a cause. */
export function mailIdOf(kind: MailKind, cause: string): string {
  return idOf('mail', kind, cause)
}

/** Where rooms ask for mails, and say what stands in each kind. */
export class Post {
  readonly #config: Pick<Config, 'mail' | 'sessionSecret'>
  readonly #writers = new Map<MailKind, Writer>()

  constructor(config: Pick<Config, 'mail' | 'sessionSecret'>) {
    this.#config = config
  }

  /** Whether mails are sent; otherwise they wait for a person to send them. */
  get sends(): boolean {
    return this.#config.mail.smtpUrl !== undefined
  }

  register(kind: MailKind, write: Writer): void {
    this.#writers.set(kind, write)
  }

  /** Asks for a mail, once for each cause, in the language of now unless another is said. Wake the runner afterwards. @returns false where it was asked for before */
  async ask({ cause, language = currentLanguage(), secrets, ...asked }: Asked, now: Date): Promise<boolean> {
    return addMail({
      ...asked,
      _id: mailIdOf(asked.kind, cause),
      language,
      ...(secrets ? { sealed: seal(this.#config.sessionSecret, secrets) } : {}),
      state: 'waiting',
      attempts: 0,
      askedAt: now,
      notBefore: now,
    })
  }

  /** What a mail says, as things stand now. */
  async write(mail: Mail, now: Date): Promise<Written> {
    const write = this.#writers.get(mail.kind)
    if (!write) throw new Error(`Post.write: nobody writes mails of the kind ${mail.kind}`)
    const secrets = mail.sealed === undefined ? {} : unseal(this.#config.sessionSecret, mail.sealed)
    if (!secrets) return { dropped: 'SESSION_SECRET was changed since, so its private link is lost.' }
    return inLanguage(mail.language, () => write(mail, secrets, now))
  }
}
