import { soundXml } from './soundXml.ts'

/**
 * `_x000D_` stands for a character in a spreadsheet (ECMA-376, 22.9.2.19), so one that was written is escaped.
 * So is the first letter of a word like `constructor`: write-excel-file looks each text up in a plain object, and
 * would write a file that no program can open.
 */
export function xlsxText(text: string): string {
  const sound = soundXml(text).replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
  return sound in {} ? `${escaped(sound.charCodeAt(0))}${sound.slice(1)}` : sound
}

function escaped(code: number): string {
  return `_x${code.toString(16).toUpperCase().padStart(4, '0')}_`
}
