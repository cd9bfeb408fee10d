/** What an old Microsoft container holds, by the names in its directory. */
export type CompoundKind = 'encrypted' | 'word' | 'excel' | 'other'

const signature = Buffer.from('d0cf11e0a1b11ae1', 'hex')

const streams: [string, CompoundKind][] = [
  ['EncryptedPackage', 'encrypted'],
  ['WordDocument', 'word'],
  ['Workbook', 'excel'],
]

/** Null for bytes that are not such a container (Compound File Binary Format, [MS-CFB]). */
export function compoundKind(bytes: Buffer): CompoundKind | null {
  if (!bytes.subarray(0, signature.length).equals(signature)) return null
  const held = streams.find(([name]) => bytes.includes(Buffer.from(name, 'utf16le')))
  return held?.[1] ?? 'other'
}
