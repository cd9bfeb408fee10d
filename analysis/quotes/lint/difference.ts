import { commonParts, type Pair } from '../../text/difference/commonParts.ts'

/** A run of words that two texts share (`same`), or that only the source or only the draft has. */
export type Change = { kind: 'same' | 'source' | 'draft'; words: string }

/**
 * The difference between a source and a draft word by word, punctuation kept with its word: the longest common
 * run of words in order (as the draft has them), with what is missing or new between. The shape of quote marks and
 * dashes, the case of the first letter and the last stop are no difference: house style sets them.
 */
export function difference(source: string, draft: string): Change[] {
  const theirs = wordsOf(source)
  const ours = wordsOf(draft)
  const [theirKeys, ourKeys] = [keysOf(theirs), keysOf(ours)]
  const changes: Change[] = []
  let [i, j] = [0, 0]
  const end: Pair = [theirs.length, ours.length]
  for (const [k, l] of [...commonParts(theirKeys, ourKeys), end]) {
    add(changes, 'source', theirs.slice(i, k))
    add(changes, 'draft', ours.slice(j, l))
    add(changes, 'same', ours.slice(l, l + 1))
    i = k + 1
    j = l + 1
  }
  return changes
}

/** The difference as a sentence part: 'the source has “badly” where the draft has “really”'. */
export function describeDifference(changes: Change[]): string {
  const parts: string[] = []
  for (let i = 0; i < changes.length; i++) {
    const [change, next] = [changes[i], changes[i + 1]]
    if (!change || change.kind === 'same') continue
    if (next && next.kind !== 'same') {
      const [source, draft] = change.kind === 'source' ? [change, next] : [next, change]
      parts.push(`the source has “${source.words}” where the draft has “${draft.words}”`)
      i++
    } else {
      parts.push(
        change.kind === 'source'
          ? `the draft leaves out “${change.words}”`
          : `the draft adds “${change.words}”`,
      )
    }
  }
  return parts.join('; ')
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(word => word !== '')
}

/** Words as they are compared. */
function keysOf(words: string[]): string[] {
  return words.map((word, i) => {
    const plain = word.replace(/["'“”„‟«»″‘’‚‛‹›`´]+/g, "'").replace(/[-\u2010-\u2015\u2212]+/g, '-')
    const opened = i === 0 ? plain.replace(/^[^\p{L}]*\p{L}/u, start => start.toLowerCase()) : plain
    return i === words.length - 1 ? opened.replace(/[.,]'*$/, '') : opened
  })
}

function add(changes: Change[], kind: Change['kind'], words: string[]): void {
  if (words.length === 0) return
  const last = changes.at(-1)
  if (last?.kind === kind) last.words += ` ${words.join(' ')}`
  else changes.push({ kind, words: words.join(' ') })
}
