import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'
import type { Manner } from '../document/model.ts'

/** The faces that a report is set in: Noto Serif, which has Latin (with Welsh), Greek and Cyrillic letters. */
const ownFaces = {
  regular: 'noto-serif/400Regular/NotoSerif_400Regular',
  italic: 'noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic',
  bold: 'noto-serif/700Bold/NotoSerif_700Bold',
  boldItalic: 'noto-serif/700Bold_Italic/NotoSerif_700Bold_Italic',
} as const

/** What characters are set in that those lack, tried in this order. */
const otherFaces = {
  hebrew: 'noto-serif-hebrew/400Regular/NotoSerifHebrew_400Regular',
  arabic: 'noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular',
  devanagari: 'noto-serif-devanagari/400Regular/NotoSerifDevanagari_400Regular',
  mathematics: 'noto-sans-math/400Regular/NotoSansMath_400Regular',
  symbols: 'noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular',
  emoji: 'noto-emoji/400Regular/NotoEmoji_400Regular',
} as const

const faces = { ...ownFaces, ...otherFaces }
export type Face = keyof typeof faces

const { resolve } = createRequire(import.meta.url)

/** A face's file, of which a document embeds the letters that it uses. */
export const faceFile = rememberedByFace(face =>
  readFileSync(resolve(`@expo-google-fonts/${faces[face]}.ttf`)),
)

const charactersOf = rememberedByFace(
  (face): ReadonlySet<number> => new Set((create(faceFile(face)) as Font).characterSet),
)

export function faceOf({ bold, italic }: Pick<Manner, 'bold' | 'italic'>): Face {
  if (bold) return italic ? 'boldItalic' : 'bold'
  return italic ? 'italic' : 'regular'
}

/** Whether a face has a sign for a character, or the character asks for none. */
export function hasSign(face: Face, character: string): boolean {
  return (
    charactersOf(face in ownFaces ? 'regular' : face).has(character.codePointAt(0) ?? 0) ||
    /^\p{Default_Ignorable_Code_Point}$/u.test(character)
  )
}

/** Characters that are set together; `rightToLeft` where the first stands rightmost. */
export type Piece = { text: string; face: Face; rightToLeft: boolean }

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Cuts words where another face is needed, with the spaces between words that go from right to left among these. */
export function piecesOf(text: string, face: Face): Piece[] {
  if (Array.from(text).every(character => hasSign(face, character)))
    return [{ text, face, rightToLeft: false }]
  const pieces: Piece[] = []
  for (const { segment } of graphemes.segment(text)) {
    const next = { text: segment, face: faceFor(segment, face), rightToLeft: goesLeft(segment) }
    const [before, last] = [pieces.at(-2), pieces.at(-1)]
    if (last && isAlike(last, next)) last.text += segment
    else if (before && last && /^ +$/.test(last.text) && next.rightToLeft && isAlike(before, next)) {
      before.text += last.text + segment
      pieces.pop()
    } else pieces.push(next)
  }
  return pieces
}

/** The characters of a text that no face has a sign for, each once. */
export function charactersLacking(text: string): string[] {
  const lacking = piecesOf(text.replace(/[\p{Cc}\s]+/gu, ' '), 'regular').flatMap(piece =>
    Array.from(piece.text).filter(character => !hasSign(piece.face, character)),
  )
  return [...new Set(lacking)]
}

/** The first face that has a sign for all of a character and its marks; the words' own where none has. */
function faceFor(grapheme: string, own: Face): Face {
  const characters = Array.from(grapheme)
  const others = Object.keys(otherFaces) as Face[]
  return [own, ...others].find(face => characters.every(character => hasSign(face, character))) ?? own
}

/** Numbers go from left to right in every script. */
function goesLeft(grapheme: string): boolean {
  return /[\p{scx=Hebrew}\p{scx=Arabic}]/u.test(grapheme) && !/\p{Nd}/u.test(grapheme)
}

function isAlike(a: Piece, b: Piece): boolean {
  return a.face === b.face && a.rightToLeft === b.rightToLeft
}

/** Reads once a face, when it is first asked for: most servers never set a PDF, and few reports need every script. */
function rememberedByFace<T>(read: (face: Face) => T): (face: Face) => T {
  const known = new Map<Face, T>()
  return face => {
    const before = known.get(face)
    if (before !== undefined) return before
    const now = read(face)
    known.set(face, now)
    return now
  }
}
