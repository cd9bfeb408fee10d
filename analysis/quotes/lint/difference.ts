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
  const lengths = commonLengths(theirKeys, ourKeys)
  const changes: Change[] = []
  let i = 0
  let j = 0
  while (i < theirs.length || j < ours.length) {
    const [their, our] = [theirs[i], ours[j]]
    const skipsSource = (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0)
    if (their !== undefined && our !== undefined && theirKeys[i] === ourKeys[j]) {
      add(changes, 'same', our)
      i++
      j++
    } else if (their !== undefined && (our === undefined || skipsSource)) {
      add(changes, 'source', their)
      i++
    } else {
      add(changes, 'draft', our ?? '')
      j++
    }
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

function add(changes: Change[], kind: Change['kind'], word: string): void {
  const last = changes.at(-1)
  if (last?.kind === kind) last.words += ` ${word}`
  else changes.push({ kind, words: word })
}

/** `lengths[i][j]`: how many words the texts from `i` and from `j` on have in common, in order. */
function commonLengths(a: string[], b: string[]): Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    const [row, below] = [lengths[i], lengths[i + 1]]
    if (!row || !below) continue
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return lengths
}
