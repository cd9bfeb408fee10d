import type { TextFault } from '../../../analysis/index.ts'
import { say } from '../../http/languages/say.ts'

/** Why a text cannot be stored as it was written, in the language of now. */
export function faultSaid({ what, line, character }: TextFault): string {
  const at = { line, character }
  return what === 'halfCharacter'
    ? say(
        'Line {{line}}, character {{character}} is half of a character, left behind when something cut the text in two. Delete it and type it again.',
        at,
      )
    : say(
        'Line {{line}}, character {{character}} begins more than 1,000 accents in a row. Delete them and type the words again.',
        at,
      )
}
