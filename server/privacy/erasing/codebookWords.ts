import { editCodebook } from '../../codebook/edit.ts'
import { codebookOf, eachVersion, rewriteVersion, type StoredTheme } from '../../codebook/store.ts'
import { teachingOf } from '../../coding/examples.ts'
import { askFor, findJob } from '../../jobs/store.ts'
import { forgetMeasured } from '../../learning/measuredStore.ts'
import { learnedFrom, removeOtherModels } from '../../learning/modelStore.ts'
import type { Subject } from '../kept.ts'
import { type Change, seenBy } from '../stringsIn.ts'

/** Names that themes of a codebook, in any version, have by a respondent’s words. */
export async function namesInTheirWords({ consultation, texts }: Subject): Promise<string[]> {
  const names = new Set<string>()
  for await (const { themes } of eachVersion(consultation))
    for (const { name, inVivo } of themes) if (inVivo && texts.includes(inVivo.text)) names.add(name)
  return [...names]
}

/** Every string of a codebook, in any version, in which somebody may have repeated a respondent’s words. */
export async function eachInCodebook(consultation: string, see: (text: string) => void): Promise<void> {
  for await (const { themes, change } of eachVersion(consultation)) {
    see(change)
    for (const theme of themes) withoutWords(theme, [], seenBy(see))
  }
}

/**
 * Takes a respondent’s words out of a codebook: as its next version, so that suggestions are made by the rules that
 * remain, and then out of every version before. Safe to repeat.
 */
export async function eraseInCodebook({ consultation, texts }: Subject, change: Change): Promise<void> {
  await editCodebook(consultation, '', (themes, version) => {
    const without = themes.map(theme => {
      const after = withoutWords(theme, texts, change)
      return isSame(theme, after) ? theme : { ...after, changed: version }
    })
    return isSame(themes, without) ? undefined : { themes: without, change: 'Erased words of a respondent' }
  })
  for await (const version of eachVersion(consultation)) {
    const themes = version.themes.map(theme => withoutWords(theme, texts, change))
    const after = { ...version, themes, change: change(version.change) }
    if (!isSame(version, after)) await rewriteVersion(after)
  }
}

/**
 * Removes what was learned from a respondent’s words, and has it learned again from the others where there are enough.
 * @returns whether the runner is to be woken
 */
export async function eraseInModels({ consultation, response, texts }: Subject): Promise<boolean> {
  const job = await findJob('learn', consultation)
  const isLearning = job?.state === 'waiting' || job?.state === 'running'
  const isLearned = await learnedFrom(consultation, response, texts)
  if (isLearned) {
    await editCodebook(consultation, '', (_themes, _version, { suggests, model }) =>
      model === undefined
        ? undefined
        : {
            suggests: suggests === 'learning' ? 'rules' : suggests,
            model: undefined,
            change: 'Forgot what was learned: a respondent had their words erased',
          },
    )
    await removeOtherModels(consultation, '')
  }
  await forgetMeasured(consultation)
  if (!isLearned && !isLearning) return false
  const { themes } = await teachingOf(await codebookOf(consultation))
  if (!themes.some(theme => theme.enough)) return false
  await askFor('learn', consultation)
  return true
}

/** @param texts whose passages are no examples any more, and name no theme */
function withoutWords(theme: StoredTheme, texts: string[], change: Change): StoredTheme {
  const { inVivo, examples, merged, ...rest } = theme
  const isNamed = inVivo !== undefined && texts.includes(inVivo.text)
  const says = (source: string) => change(source) === source
  return {
    ...rest,
    name: isNamed ? `Erased name (${theme.id.slice(0, 6)})` : change(theme.name),
    definition: change(theme.definition),
    include: change(theme.include),
    exclude: change(theme.exclude),
    rules: theme.rules.filter(({ source }) => says(source)),
    ...(inVivo && !isNamed ? { inVivo } : {}),
    ...(merged ? { merged: { ...merged, rules: merged.rules.filter(says) } } : {}),
    ...(examples
      ? {
          examples: examples.filter(example =>
            'words' in example ? says(example.words) : !texts.includes(example.text),
          ),
        }
      : {}),
  }
}

function isSame(before: unknown, after: unknown): boolean {
  return sorted(before) === sorted(after)
}

/** JSON with the fields of objects in one order, whatever order they were put together in. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
