import iconv from 'iconv-lite'
import { detectEncoding } from '../encoding.ts'

/** The text of a file that is nothing but text, in whatever encoding. */
export async function plainText(bytes: Buffer): Promise<string> {
  const { name, skip } = detectEncoding(bytes)
  return iconv.decode(bytes.subarray(skip), name)
}
