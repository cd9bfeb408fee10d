import { say } from '../../http/languages/say.ts'
import type { ExtractProblem, ExtractProblemCode } from './problems.ts'

const messages: Record<ExtractProblemCode, (name: string) => string> = {
  empty: name => say('“{{name}}” is empty. Choose the file again, or another.', { name }),
  tooLarge: name =>
    say(
      '“{{name}}” is larger than 10 MB. Make it smaller, for example by leaving out pictures, or send a part of it.',
      { name },
    ),
  wrongType: name =>
    say(
      '“{{name}}” is not of a type that can be read. Save it as PDF, Word (.docx), OpenDocument text (.odt), Rich Text (.rtf) or plain text (.txt).',
      { name },
    ),
  oldWord: name =>
    say(
      '“{{name}}” is in the old Word format (.doc). Open it, save it as .docx or PDF, and choose that file.',
      { name },
    ),
  encrypted: name =>
    say('“{{name}}” is protected by a password. Save it without one, and choose that file.', { name }),
  corrupt: name =>
    say(
      '“{{name}}” is damaged and cannot be opened. Open it in the program that made it, save it again, and choose that file.',
      { name },
    ),
  bomb: name =>
    say(
      '“{{name}}” unpacks to far more than a document should. Open it, save it as a PDF, and choose that file.',
      { name },
    ),
  tooHeavy: name =>
    say(
      '“{{name}}” takes too much memory or time to read. Save it as plain text (.txt), or send a part of it.',
      { name },
    ),
  tooMuchText: name =>
    say('“{{name}}” has more than 2,000,000 characters of text. Send the part that matters.', { name }),
  noText: name =>
    say(
      '“{{name}}” has no words that can be read; it may be a scan or a picture. It is kept as a file, but its words cannot be coded or quoted. If you have the text, send that too.',
      { name },
    ),
}

/** A problem with a file of this name, in the language of now. */
export function extractProblem(name: string, code: ExtractProblemCode): ExtractProblem {
  return { code, message: messages[code](name), keep: code === 'noText' }
}
