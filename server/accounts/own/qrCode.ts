import { encode } from 'uqr'

/** A text as a QR code: how many squares it is wide, and the path that draws the dark ones in a picture of that size. */
export function pictureOf(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return { size, path: squares.join('') }
}
