import PostalMime from 'postal-mime'
import { looksBinary } from '../encoding.ts'
import { htmlText } from './htmlText.ts'

/** Whether a file is a mail that was saved: by its name, and by the header that it begins with. */
export function isEmail(name: string, bytes: Buffer): boolean {
  return /\.eml$/i.test(name) && !looksBinary(bytes) && /^[!-9;-~]+:/.test(bytes.toString('latin1', 0, 200))
}

/**
 * The words of a mail, from its plain text or else its HTML, and what it came with by name. Of its head nothing is
 * taken: neither subject nor date, nor who wrote it to whom; a mail that is inside it counts as what it came with.
 */
export async function readEmail(bytes: Buffer): Promise<{ text: string; beside: string[] }> {
  const {
    text = '',
    html = '',
    attachments,
  } = await PostalMime.parse(bytes, { forceRfc822Attachments: true })
  const beside = attachments
    // Pictures within the words are no documents.
    .filter(({ related, mimeType }) => !(related && mimeType.startsWith('image/')))
    .map(({ filename, mimeType }) => filename ?? (mimeType === 'message/rfc822' ? 'another mail' : mimeType))
  return { text: text.trim() === '' ? htmlText(html) : text.trimEnd(), beside }
}
