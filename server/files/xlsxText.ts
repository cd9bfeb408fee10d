import { soundXml } from './soundXml.ts'

/** `_x000D_` stands for a character in a spreadsheet (ECMA-376, 22.9.2.19), so one that was written is escaped. */
export function xlsxText(text: string): string {
  return soundXml(text).replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
}
