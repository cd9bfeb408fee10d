/** As much of a line as a message repeats, in UTF-16 code units on either side of where it differs. */
const around = 30

/** The first line (from 1) in which two texts differ, with what each has there; undefined where they are the same. */
export function firstDifference(
  before: string,
  after: string,
): { line: number; was: string; is: string } | undefined {
  if (before === after) return undefined
  const [was, is] = [before.split('\n'), after.split('\n')]
  const line = was.findIndex((words, i) => words !== is[i])
  const at = line < 0 ? was.length : line
  const [a, b] = [was[at] ?? '', is[at] ?? '']
  let same = 0
  while (same < a.length && a[same] === b[same]) same++
  const excerpt = (words: string) => words.slice(Math.max(0, same - around), same + around)
  return { line: at + 1, was: excerpt(a), is: excerpt(b) }
}
