import type { Problem, Theme } from '../model.ts'
import { parseRule } from './parse.ts'

/**
 * Checks a codebook: rules that cannot be read, ids and names that occur twice, parents that are missing or
 * go round in a circle.
 *
 * @returns every problem, in the codebook's order; `place` names the theme and, for a rule, its number and character
 */
export function codebookProblems(
  themes: readonly Pick<Theme, 'id' | 'name' | 'parent' | 'rules'>[],
): Problem[] {
  const parents = new Map(themes.map(theme => [theme.id, theme.parent]))
  const ids = new Set<string>()
  const names = new Set<string>()
  const problems: Problem[] = []
  for (const theme of themes) {
    const place = `Theme “${theme.name}”`
    const report = (message: string, where = place) => problems.push({ place: where, message })
    if (ids.has(theme.id)) report(`Its id “${theme.id}” is already used by another theme. Give it another.`)
    ids.add(theme.id)
    const name = `${theme.parent ?? ''}\n${theme.name.trim().toLowerCase()}`
    if (theme.name.trim() === '') report('It has no name. Give it one.')
    else if (names.has(name)) report('Another theme in the same place has this name. Rename one of them.')
    names.add(name)
    if (theme.parent !== null && !parents.has(theme.parent)) {
      report(`Its parent “${theme.parent}” is not in the codebook. Add that theme, or choose another parent.`)
    }
    if (isOwnAncestor(theme.id, parents)) {
      report('It stands below itself: its parents go round in a circle. Choose another parent for it.')
    }
    for (const [index, rule] of theme.rules.entries()) {
      const parsed = parseRule(rule.source)
      if (parsed.ok) continue
      report(parsed.problem.message, `${place}, rule ${index + 1}, character ${parsed.problem.at + 1}`)
    }
    for (const id of repeatedRuleIds(theme)) report(`Two of its rules have the id “${id}”. Give one another.`)
  }
  return problems
}

function isOwnAncestor(id: string, parents: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>()
  let above = parents.get(id) ?? null
  while (above !== null && !seen.has(above)) {
    if (above === id) return true
    seen.add(above)
    above = parents.get(above) ?? null
  }
  return false
}

function repeatedRuleIds(theme: Pick<Theme, 'rules'>): string[] {
  const seen = new Set<string>()
  return theme.rules.map(rule => rule.id).filter(id => seen.size === seen.add(id).size)
}
