import { repiped } from '../piping.ts'
import type { Page } from '../questions.ts'
import type { Translation, Translations } from './translations.ts'

/** A page or a question that got another id, or, where it is a copy, stands beside the one it was made of. */
export type Moved = { of: 'page' | 'question'; from: string; to: string; isCopy?: true }

/** Translations of pages whose ids were changed so: those of a copy are those of what it is a copy of. */
export function followed(translations: Translations | undefined, moved: readonly Moved[]): Translations {
  const copied = moved.filter(({ isCopy }) => isCopy)
  const renamed = moved.filter(({ isCopy }) => !isCopy)
  const entries = Object.entries(translations ?? {}).map(([tag, list]) => {
    const made = copied.flatMap(each =>
      list.flatMap(translation => {
        const key = keyAfter(translation.key, each)
        // A copied page speaks of the copies of its questions.
        return key === undefined ? [] : { ...withPipes(translation, copied), key }
      }),
    )
    const own = list.map(translation => {
      const key = renamed.reduce((now, each) => keyAfter(now, each) ?? now, translation.key)
      return { ...withPipes(translation, renamed), key }
    })
    const madeKeys = new Set(made.map(({ key }) => key))
    return [tag, [...own.filter(({ key }) => !madeKeys.has(key)), ...made]]
  })
  return Object.fromEntries(entries)
}

/** What became of what, where `after` has one copy more than `before`: it stands behind what it is a copy of. */
export function copiesIn(before: readonly Page[], after: readonly Page[]): Moved[] {
  const known = new Set(before.map(({ id }) => id))
  const questions = new Set(before.flatMap(page => page.questions.map(({ id }) => id)))
  return after.flatMap((page, at): Moved[] => {
    const original = known.has(page.id) ? page : after[at - 1]
    const copied = page.questions.flatMap((question, place): Moved[] => {
      if (questions.has(question.id)) return []
      const from = original === page ? page.questions[place - 1] : original?.questions[place]
      return from ? [{ of: 'question', from: from.id, to: question.id, isCopy: true }] : []
    })
    if (!original || original === page) return copied
    return [{ of: 'page', from: original.id, to: page.id, isCopy: true }, ...copied]
  })
}

function keyAfter(key: string, { of, from, to }: Moved): string | undefined {
  const start = `${of}.${from}.`
  return key.startsWith(start) ? `${of}.${to}.${key.slice(start.length)}` : undefined
}

function withPipes(translation: Translation, moved: readonly Moved[]): Translation {
  const words = (text: string) =>
    moved.reduce((now, { of, from, to }) => (of === 'question' ? repiped(now, from, to) : now), text)
  return { ...translation, text: words(translation.text), of: words(translation.of) }
}
