/** Whether the bytes from `start` to `end` are these. Of a few bytes it is told sooner than by what is native. */
export function isSame(bytes: Buffer, start: number, end: number, wanted: Buffer): boolean {
  if (end - start !== wanted.length) return false
  for (let at = 0; at < wanted.length; at++) if (bytes[start + at] !== wanted[at]) return false
  return true
}
