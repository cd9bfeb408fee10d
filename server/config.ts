import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import {
  type ProviderSettings,
  providerFields,
  providerOf,
  providerProblems,
} from './colleagues/provider/settings.ts'
import { type KeyPlace, keyFileName, keyForm } from './database/sealing/keyFile.ts'

/** Every setting of the server, checked. This is the only file that reads `process.env`. */
export type Config = {
  port: number
  host: string
  baseUrl: string
  dataFolder: string
  /** Absent: the embedded database in `dataFolder`. */
  mongodbUri: string | undefined
  /** Signs session cookies and derives the keys of forms and links. */
  sessionSecret: string
  /** Where the keys are by which names and attached files are encrypted. */
  encryption: KeyPlace
  /** Load the demo into an empty database. */
  demo: boolean
  /** Only this machine can reach the site: what the demo's sign-in depends on. */
  loopback: boolean
  /** How many proxies stand in front of the server, each adding the address it was asked from. */
  proxies: number
  /** What one address may do in a minute of what takes up storage, and how often a program’s token may be used. */
  perMinute: { starts: number; uploads: number; calls: number }
  /**
   * Whether responses are held for a person to look at that come faster than anybody writes, or again and again in the
   * same words.
   */
  holdByPace: boolean
  /** Absent: colleagues sign in by their passwords alone. */
  provider: ProviderSettings | undefined
  mail: {
    /** Absent: mails wait in the outbox of the desk for a person to send them. */
    smtpUrl: string | undefined
    from: { name: string; address: string }
  }
  backups: {
    /** Where scheduled backups are written. Absent: none is scheduled. */
    folder: string | undefined
    everyHours: number
    /** How many of the latest are kept. */
    keep: number
    /** Encrypts backups; `keyFile` names a file that holds it instead. */
    passphrase: string | undefined
    keyFile: string | undefined
  }
  /** How long a request waits for its answer once all of it has come, in milliseconds. */
  longestAnswerMs: number
  /** Lets a program on another machine read `/metrics`. Absent: this machine alone may. */
  metricsToken: string | undefined
  /** Whether webhooks may lead to this machine itself, and then by http too. */
  webhooksToLoopback: boolean
  logLevel: string
  production: boolean
}

/** The settings are unusable; `problems` lists each with its name and how to mend it. */
export class BadSettings extends Error {
  readonly problems: string[]
  constructor(problems: string[]) {
    super(['The settings cannot be used:', ...problems.map(problem => `  ${problem}`)].join('\n'))
    this.problems = problems
  }
}

/** Longer than reading a file that somebody sent may take, and one that waits before it. */
const longestAnswerMs = 120_000

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** `name@example.org`, or `Name <name@example.org>`. */
const sender = /^(?:([^<>\r\n"]*?)\s*<([^\s<>@,]+@[^\s<>@,]+)>|([^\s<>@,]+@[^\s<>@,]+))$/

function wholeNumber(least: number, otherwise: number) {
  return z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(least, `must be ${least} or more`)
    .default(otherwise)
}

const settings = z.object({
  PORT: z.coerce
    .number({ error: 'must be a number, such as 3000' })
    .int('must be a whole number')
    .min(0, 'must be 0 or more')
    .max(65535, 'must be 65535 or less')
    .default(3000),
  HOST: z.string().min(1, 'must be an address to listen on, such as 127.0.0.1').default('127.0.0.1'),
  BASE_URL: z
    .url({ protocol: /^https?$/, error: 'must be a full address, such as https://consult.example.org' })
    .optional(),
  DATA_DIR: z.string().min(1, 'must be a folder').default('./data'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  SESSION_SECRET: z
    .string()
    .min(32, 'must be at least 32 characters; make one with: openssl rand -hex 32')
    .optional(),
  ENCRYPTION_KEY: z
    .string()
    .refine(
      keys => keys.split(',').every(key => keyForm.test(key.trim())),
      'must be 64 digits from 0 to f; make one with: openssl rand -hex 32. Behind it, after commas, may stand those before it',
    )
    .optional(),
  ENCRYPTION_KEY_FILE: z.string().optional(),
  DEMO: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  PROXIES: wholeNumber(0, 0),
  STARTS_PER_MINUTE: wholeNumber(1, 1_000),
  UPLOADS_PER_MINUTE: wholeNumber(1, 1_000),
  CALLS_PER_MINUTE: wholeNumber(1, 600),
  HOLD_BY_PACE: z.enum(['on', 'off'], { error: 'must be on or off' }).optional(),
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: 'must be the address of a mail server, such as smtp://user:password@mail.example.org:587',
    })
    .optional(),
  MAIL_FROM: z.string().regex(sender, 'must be an address, alone or as Name <name@example.org>').optional(),
  ...providerFields,
  BACKUP_FOLDER: z.string().optional(),
  BACKUP_EVERY: wholeNumber(1, 24),
  BACKUP_KEEP: wholeNumber(1, 14),
  BACKUP_PASSPHRASE: z
    .string()
    .min(12, 'must be at least 12 characters; make one with: openssl rand -base64 32')
    .optional(),
  BACKUP_KEY_FILE: z.string().optional(),
  METRICS_TOKEN: z
    .string()
    .min(16, 'must be at least 16 characters; make one with: openssl rand -hex 32')
    .optional(),
  WEBHOOKS_TO_LOOPBACK: z.enum(['on', 'off'], { error: 'must be on or off' }).default('off'),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  NODE_ENV: z.string().default('development'),
})

/**
 * Reads and checks the settings; a blank one counts as not given.
 * @throws BadSettings with every problem at once.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = settings.safeParse(given)
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`)
  if (given.MONGODB_URI && !given.SESSION_SECRET)
    problems.push('SESSION_SECRET must be given with MONGODB_URI, so that every process has the same one')
  if (given.MONGODB_URI && !given.ENCRYPTION_KEY && !given.ENCRYPTION_KEY_FILE)
    problems.push(
      'ENCRYPTION_KEY or ENCRYPTION_KEY_FILE must be given with MONGODB_URI, so that every process has the same key; make one with: openssl rand -hex 32',
    )
  if (given.ENCRYPTION_KEY && given.ENCRYPTION_KEY_FILE)
    problems.push('ENCRYPTION_KEY_FILE is given beside ENCRYPTION_KEY; leave one of them out')
  if (given.BACKUP_PASSPHRASE && given.BACKUP_KEY_FILE)
    problems.push('BACKUP_KEY_FILE is given beside BACKUP_PASSPHRASE; leave one of them out')
  problems.push(...providerProblems(given))
  if (!parsed.success || problems.length > 0) throw new BadSettings(problems)

  const value = parsed.data
  const dataFolder = path.resolve(value.DATA_DIR)
  // An address of another name is one under which a proxy lets others in.
  const loopback = isLoopback(value.HOST) && (!value.BASE_URL || isLoopback(new URL(value.BASE_URL).hostname))
  return {
    port: value.PORT,
    host: value.HOST,
    baseUrl: (value.BASE_URL ?? `http://${urlHost(value.HOST)}:${value.PORT}`).replace(/\/$/, ''),
    dataFolder,
    mongodbUri: value.MONGODB_URI,
    sessionSecret: value.SESSION_SECRET ?? keptSecret(dataFolder),
    encryption: {
      ...(value.ENCRYPTION_KEY && { given: value.ENCRYPTION_KEY.split(',').map(key => key.trim()) }),
      file: path.resolve(value.ENCRYPTION_KEY_FILE ?? path.join(dataFolder, keyFileName)),
      makes: value.ENCRYPTION_KEY_FILE === undefined,
    },
    demo: value.DEMO === 'on' && value.MONGODB_URI === undefined && loopback,
    loopback,
    proxies: value.PROXIES,
    perMinute: {
      starts: value.STARTS_PER_MINUTE,
      uploads: value.UPLOADS_PER_MINUTE,
      calls: value.CALLS_PER_MINUTE,
    },
    // What comes to a site that only its own machine can reach comes from whoever tries it out.
    holdByPace: value.HOLD_BY_PACE === undefined ? !loopback : value.HOLD_BY_PACE === 'on',
    provider: providerOf(value),
    mail: { smtpUrl: value.SMTP_URL, from: senderOf(value.MAIL_FROM, value.BASE_URL) },
    backups: {
      folder: value.BACKUP_FOLDER === undefined ? undefined : path.resolve(value.BACKUP_FOLDER),
      everyHours: value.BACKUP_EVERY,
      keep: value.BACKUP_KEEP,
      passphrase: value.BACKUP_PASSPHRASE,
      keyFile: value.BACKUP_KEY_FILE,
    },
    longestAnswerMs,
    metricsToken: value.METRICS_TOKEN,
    webhooksToLoopback: value.WEBHOOKS_TO_LOOPBACK === 'on',
    logLevel: value.LOG_LEVEL,
    production: value.NODE_ENV === 'production',
  }
}

/** Whom mails come from: as given, or nobody at the site's own name. */
function senderOf(given: string | undefined, baseUrl: string | undefined): Config['mail']['from'] {
  const [, name = '', named, alone] = sender.exec(given ?? '') ?? []
  const host = baseUrl ? new URL(baseUrl).hostname : ''
  const domain = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/i.test(host) ? host : 'localhost'
  return { name: name || 'Soundings', address: named ?? alone ?? `no-reply@${domain}` }
}

function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
}

/** The secret made at first start, readable by its owner alone. */
function keptSecret(dataFolder: string): string {
  const file = path.join(dataFolder, 'session-secret')
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  }
  return readFileSync(file, 'utf8').trim()
}
