import type { Fields } from './formFields.ts'

/** What a page had to say with its fields when it sent them last: see joint/seen.ts and answering/revealing.ts. */
export type Sending = { seen: string; asks: string; turn: number }

/** What was typed on a page of questions and has not arrived yet, kept in this browser. */
type Record = Sending & { at: number; fields: Fields }
export type Kept = Record & Place & { key: string }

const start = 'soundings.words'
/** Milliseconds after which nobody comes back for them. */
const longest = 30 * 24 * 60 * 60 * 1000

/** A page of a draft, and the opening of it, as names that tell nobody the private link. */
export type Place = { draft: string; page: string; tab: string }

function keyOf({ draft, page, tab }: Place): string {
  return `${start} ${draft} ${page} ${tab}`
}

/** @returns false where this browser keeps nothing, or no more */
export function keep(place: Place, fields: Fields, sending: Sending): boolean {
  try {
    localStorage.setItem(keyOf(place), JSON.stringify({ at: Date.now(), fields, ...sending }))
    return true
  } catch {
    return false
  }
}

export function forget(key: string | Place): void {
  try {
    localStorage.removeItem(typeof key === 'string' ? key : keyOf(key))
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** What is kept of a page, or of all pages of a draft, the oldest first; what is too old goes. */
export function keptOf(draft: string, page?: string): Kept[] {
  const found: Kept[] = []
  for (const key of keys()) {
    const [keptDraft = '', keptPage = '', tab = ''] = key.slice(start.length + 1).split(' ')
    const kept = read(key)
    if (!kept || Date.now() - kept.at > longest) forget(key)
    else if (keptDraft === draft && (page === undefined || keptPage === page))
      found.push({ ...kept, key, draft, page: keptPage, tab })
  }
  return found.sort((a, b) => a.at - b.at)
}

function keys(): string[] {
  try {
    return Object.keys(localStorage).filter(key => key.startsWith(`${start} `))
  } catch {
    return []
  }
}

function read(key: string): Record | undefined {
  try {
    const record = JSON.parse(localStorage.getItem(key) ?? '') as Record
    return typeof record.at === 'number' && Array.isArray(record.fields) ? record : undefined
  } catch {
    return undefined
  }
}
