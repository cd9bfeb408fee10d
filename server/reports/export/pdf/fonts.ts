import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'
import type PDFDocument from 'pdfkit'
import type { Manner } from '../document/model.ts'

/** The faces that a report is set in: Noto Serif, which has Latin (with Welsh), Greek and Cyrillic letters. */
const faces = {
  regular: '400Regular/NotoSerif_400Regular',
  italic: '400Regular_Italic/NotoSerif_400Regular_Italic',
  bold: '700Bold/NotoSerif_700Bold',
  boldItalic: '700Bold_Italic/NotoSerif_700Bold_Italic',
} as const
export type Face = keyof typeof faces

const files = remembered(() => {
  const { resolve } = createRequire(import.meta.url)
  return Object.entries(faces).map(
    ([face, file]) => [face, readFileSync(resolve(`@expo-google-fonts/noto-serif/${file}.ttf`))] as const,
  )
})

/** Code points for which the typeface has a sign. */
export const charactersKnown = remembered((): ReadonlySet<number> => {
  const [[, regular] = []] = files()
  if (!regular) throw new Error('charactersKnown: the typeface has no regular face')
  return new Set((create(regular) as Font).characterSet)
})

/** Puts the faces into a document under their names; of each it holds the letters that are used. */
export function registerFaces(doc: InstanceType<typeof PDFDocument>): void {
  for (const [face, file] of files()) doc.registerFont(face, file)
}

export function faceOf({ bold, italic }: Pick<Manner, 'bold' | 'italic'>): Face {
  if (bold) return italic ? 'boldItalic' : 'bold'
  return italic ? 'italic' : 'regular'
}

/** Reads once, when it is first asked: most servers never set a PDF. */
function remembered<T>(read: () => T): () => T {
  let known: { is: T } | undefined
  return () => {
    known ??= { is: read() }
    return known.is
  }
}
