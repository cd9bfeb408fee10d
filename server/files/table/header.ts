import type { TableProblems } from './problems.ts'

/**
 * Names the columns from the cells of a header: trimmed, each once. A cell without a name is called after its
 * place, a second "Comment" becomes "Comment (2)"; both are reported.
 */
export function nameColumns(cells: string[], problems: TableProblems, place: string): string[] {
  const taken = new Set<string>()
  return cells.map((cell, index) => {
    const given = cell.trim()
    const name = freeName(given || `Column ${index + 1}`, taken)
    taken.add(name)
    if (!given)
      problems.add(place, `Column ${index + 1} has no name in the header; it is called “${name}” here.`)
    else if (name !== given)
      problems.add(place, `Two columns are called “${given}”; the later one is called “${name}” here.`)
    return name
  })
}

function freeName(name: string, taken: Set<string>): string {
  if (!taken.has(name)) return name
  let number = 2
  while (taken.has(`${name} (${number})`)) number++
  return `${name} (${number})`
}
