/** How an answer may come that somebody of the team brings in. */
export const channels = ['paper', 'email', 'event', 'telephone'] as const
export type Channel = (typeof channels)[number]

export const channelNames: Record<Channel, string> = {
  paper: 'On paper',
  email: 'By email',
  event: 'As notes of an event',
  telephone: 'By telephone',
}

/** How an answer came that somebody of the team brought in; the day on which it came is the response’s own. */
export type Brought = {
  as: Channel
  /** Whose account entered or imported it, and on which day. */
  by: string
  at: Date
  /** A copy of what came, kept as a file: it may tell who wrote it, and goes with their name. */
  copy?: { file: string; name: string }
  /** The SHA-256 of the document that it was read from, in hexadecimal: so that none is taken twice. */
  hash?: string
}

export function isChannel(value: string): value is Channel {
  return channels.some(channel => channel === value)
}

/** How an answer came by words that were checked before. @throws Error where they were not: a programmer's mistake */
export function channelIn(words = ''): Channel {
  if (!isChannel(words))
    throw new Error(`channelIn: ${JSON.stringify(words)} is no way for an answer to come`)
  return words
}
