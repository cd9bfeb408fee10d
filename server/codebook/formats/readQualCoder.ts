import { separatedRows } from '../../files/table/separated.ts'
import { withoutGuard } from './cellGuard.ts'
import type { CodebookEntry } from './codebookEntries.ts'
import { readDescription } from './qdcDescription.ts'

/** Between the names of a path: a category, or with three of them a code, and what stands below it. */
const below = />{2,}/

/**
 * Whether a text is a list of codes as QualCoder imports and exports it: no line that names columns, but a path of
 * names (`category>>code`, `code>>>subcode`) and a memo, separated by a comma or, in a `.txt`, a tab.
 */
export function isQualCoderList(text: string): boolean {
  const paths = rowsOf(text).map(({ cells }) => cells)
  return paths.some(([path = '']) => below.test(path)) && paths.every(({ length }) => length <= 2)
}

/** The entries of such a list: a category becomes a theme, once however many paths name it. */
export function readQualCoder(text: string, file: string): CodebookEntry[] {
  const entries = new Map<string, CodebookEntry>()
  const repeated: CodebookEntry[] = []
  for (const { line, cells } of rowsOf(text)) {
    const [path = '', memo = ''] = cells.map(withoutGuard)
    const names = path
      .split(below)
      .map(name => name.trim())
      .filter(name => name !== '')
    for (const [index, name] of names.entries()) {
      const isLast = index === names.length - 1
      const place = `${file}, line ${line}`
      const known = entries.get(key(name))
      if (known && !isLast) continue
      const entry: CodebookEntry = {
        ...{ place, name, parent: names[index - 1] ?? '', colour: '' },
        ...readDescription(isLast ? memo : ''),
      }
      if (!known) entries.set(key(name), entry)
      // A category that is a code, too, says there what it means; a code that stands twice is a mistake.
      else if (known.definition === '' && known.rules.length === 0)
        entries.set(key(name), { ...entry, parent: known.parent || entry.parent })
      else repeated.push(entry)
    }
  }
  return [...entries.values(), ...repeated]
}

function rowsOf(text: string) {
  const plain = text.replace(/^\ufeff/, '')
  return separatedRows(plain, /^[^\n,"]*\t/m.test(plain) ? '\t' : ',')
}

function key(name: string): string {
  return name.toLocaleLowerCase('en-GB')
}
