import type { ExampleKind } from '../../codebook/examples/example.ts'
import { type ShownExample, shownExamples } from '../../codebook/examples/shown.ts'
import type { StoredTheme } from '../../codebook/store.ts'

export type ExampleView = {
  id: string
  words?: string
  why?: string
  response?: { href: string; reference: string }
}

/**
 * The examples of a theme, those of what belongs to it first.
 * @param hidden responses of which whoever asks may not see what is coded: see rounds/hidden.ts
 */
export async function examplesPage(
  consultation: string,
  theme: StoredTheme,
  hidden: ReadonlySet<string>,
): Promise<Record<ExampleKind, ExampleView[]>> {
  const shown = (await shownExamples(consultation, [theme])).get(theme.id) ?? []
  const of = (kind: ExampleKind) =>
    shown.filter(each => each.kind === kind).map(each => viewOf(consultation, each, hidden))
  return { include: of('include'), exclude: of('exclude') }
}

function viewOf(consultation: string, example: ShownExample, hidden: ReadonlySet<string>): ExampleView {
  const { id, response } = example
  if (response && hidden.has(response._id)) return { id, why: 'it is of your blind round' }
  return {
    id,
    ...('words' in example ? { words: example.words } : { why: example.why }),
    ...(response
      ? {
          response: {
            href: `/desk/${consultation}/responses/${response._id}`,
            reference: response.reference,
          },
        }
      : {}),
  }
}
