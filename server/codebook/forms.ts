import { z } from 'zod'
import { themeColours } from '../../analysis/application.ts'
import { type Problem, parseRule } from '../../analysis/index.ts'
import { inOrder, withDescendants } from './hierarchy.ts'
import type { StoredTheme } from './store.ts'

const words = (what: string) =>
  z
    .string({ error: `Enter ${what}` })
    .trim()
    .max(5000, `Enter ${what} of at most 5,000 characters`)

/** A theme as entered. Rules come one a line. */
export const themeForm = z.object({
  name: z
    .string({ error: 'Enter a name' })
    .trim()
    .min(1, 'Enter a name')
    .max(100, 'The name must be at most 100 characters')
    .regex(/^\P{Cc}*$/u, 'The name must be one line without control characters'),
  parent: z.string({ error: 'Choose where the theme stands' }).max(100, 'Choose a theme of the list'),
  definition: words('a definition'),
  include: words('when to use it'),
  exclude: words('when not to use it'),
  colour: z.enum(themeColours, { error: 'Choose a colour of the list' }),
  rules: z
    .string({ error: 'Enter rules, or leave the field empty' })
    .max(50_000, 'Enter rules of at most 50,000 characters in all')
    .transform(lines => lines.split(/\r\n|\r|\n/)),
  /** Whether a change of its words changes what it means; asked of a theme that is there. */
  meaning: z.enum(['yes', 'no']).optional().catch(undefined),
  /** The codebook version that the form was filled in on. */
  version: z.coerce.number({ error: 'Reload the page' }).int().min(0),
})
export type ThemeForm = z.infer<typeof themeForm>

/** What the schema cannot know: whether the rules can be read, and whether the name and the place are free. */
export function themeProblems(form: ThemeForm, themes: StoredTheme[], id: string | undefined): Problem[] {
  const problems = form.rules.flatMap((line, index) => ruleProblem(line, index))
  const used = themes.filter(theme => !theme.archived)
  const name = form.name.toLocaleLowerCase('en-GB')
  const twin = used.find(theme => theme.id !== id && theme.name.toLocaleLowerCase('en-GB') === name)
  if (twin) problems.unshift({ place: 'name', message: `There is a theme named ${twin.name} already` })
  if (form.parent !== '' && !used.some(theme => theme.id === form.parent))
    problems.push({ place: 'parent', message: 'Choose a theme that is in use, or the top' })
  if (id !== undefined && form.parent !== '' && withDescendants(themes, id).has(form.parent))
    problems.push({
      place: 'parent',
      message: 'A theme cannot stand below itself or below one of its own sub-themes',
    })
  const before = themes.find(theme => theme.id === id)
  if (before && saysOtherwise(before, form) && form.meaning === undefined)
    problems.push({
      place: 'meaning',
      message: 'Say whether the theme means something else now, or the same in better words',
    })
  if (before && before.changed > form.version)
    problems.push({
      place: '',
      message:
        'Someone else changed this theme while you did. Your entries are below; save again to put them in place of theirs.',
    })
  return problems
}

/** Whether an edit changes the words that say what belongs to a theme. */
export function saysOtherwise(
  before: Pick<StoredTheme, 'definition' | 'include' | 'exclude'>,
  after: Pick<StoredTheme, 'definition' | 'include' | 'exclude'>,
): boolean {
  const plain = (text: string) => text.replace(/\r\n?/g, '\n').trim()
  return (['definition', 'include', 'exclude'] as const).some(key => plain(before[key]) !== plain(after[key]))
}

function ruleProblem(line: string, index: number): Problem[] {
  const source = line.trim()
  if (source === '') return []
  const parsed = parseRule(source)
  if (parsed.ok) return []
  const at = parsed.problem.at + 1 + (line.length - line.trimStart().length)
  return [{ place: 'rules', message: `Line ${index + 1}, character ${at}: ${parsed.problem.message}` }]
}

/** Where a theme may be put: every theme in use but itself and those below it. */
export function parentsFor(themes: StoredTheme[], id: string | undefined): { id: string; label: string }[] {
  const used = themes.filter(theme => !theme.archived)
  const below = id === undefined ? new Set<string>() : withDescendants(used, id)
  return inOrder(used)
    .filter(theme => !below.has(theme.id))
    .map(theme => ({ id: theme.id, label: `${'– '.repeat(theme.depth)}${theme.name}` }))
}
