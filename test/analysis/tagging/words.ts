import fc from 'fast-check'
import { listedFamilies } from '../../../analysis/text/families.ts'
import { oddSpellings } from '../../../analysis/text/spelling.ts'

const endings =
  's es ed ing er ers ation ational ative ator ability ibility ably ible al ally alise alised ic ical icity ful fulness ly ment ness ous ously ise ised ising isation ize y ied ies ance ency ent ently our ours oured re res red ring ogue ogues lled lling ller lyse lysed'.split(
    ' ',
  )
const beginnings =
  'behavi col fav hon lab neighb cent met theat fib travel cancel counsel model level catal dial anal para organ real recogn util sens poss nob rat hop fil ag car gener relat happ pol use b st'.split(
    ' ',
  )

/** Words in which families, spellings and stems go their several ways. */
const knottyWord: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...[...listedFamilies().values()].flat()),
  fc.constantFrom(...[...oddSpellings].flat()),
  fc
    .tuple(
      fc.oneof(
        fc.constantFrom(...beginnings),
        fc.string({ unit: fc.constantFrom(...'aeiybcglnrstvz'), minLength: 1, maxLength: 4 }),
      ),
      fc.constantFrom('', ...endings),
      fc.constantFrom('', '', ...endings),
    )
    .map(([beginning, ending, further]) => beginning + ending + further),
)

/** The same, with capitals, accents, apostrophes and marks that may be a part of them. */
export const writtenWord: fc.Arbitrary<string> = fc
  .tuple(
    knottyWord,
    fc.constantFrom(
      (word: string) => word,
      (word: string) => word,
      (word: string) => word.charAt(0).toUpperCase() + word.slice(1),
      (word: string) => word.toUpperCase(),
      (word: string) => word.replace('e', 'é'),
      (word: string) => `${word.slice(0, 2)}\u00AD${word.slice(2)}`,
      (word: string) => `${word}’s`,
      (word: string) => `${word}'s`,
      (word: string) => `_${word}_`,
      (word: string) => `“${word}”`,
      (word: string) => `co-${word}`,
      (word: string) => `www.${word}.org`,
      (word: string) => `${word}²`,
      (word: string) => `😀${word}`,
      (word: string) => word.replace('k', '\u212A').replace('i', 'İ'),
    ),
  )
  .map(([word, write]) => write(word))

/** A word, or another of its family, spelling or beginning. */
export const relatedWords: fc.Arbitrary<[string, string]> = fc.oneof(
  fc.tuple(writtenWord, writtenWord),
  fc
    .tuple(fc.constantFrom(...beginnings), fc.constantFrom(...endings), fc.constantFrom(...endings))
    .map(([beginning, one, other]): [string, string] => [beginning + one, beginning + other]),
  fc
    .constantFrom(...listedFamilies().values())
    .chain(members => fc.tuple(fc.constantFrom(...members), fc.constantFrom(...members))),
  fc.constantFrom(...oddSpellings).map(([british, american]): [string, string] => [british, american]),
)
