import { editCodebook } from './edit.ts'
import type { SuggestionSource } from './store.ts'

const changes: Record<SuggestionSource, string> = {
  nothing: 'Switched suggestions off',
  rules: 'Suggests by the rules alone',
  learning: 'Suggests by the rules and by what was learned',
}

/** Has the machine suggest by other means; what people decided stays. Wake the runner afterwards. */
export async function changeSuggestions(
  consultation: string,
  by: string,
  suggests: SuggestionSource,
): Promise<void> {
  await editCodebook(consultation, by, (_themes, _version, before) =>
    before.suggests === suggests ? undefined : { suggests, change: changes[suggests] },
  )
}

/** Puts a model in use that was learned from so many passages. */
export async function useModel(consultation: string, model: string, passages: number): Promise<void> {
  const change = `Learned from ${passages.toLocaleString('en-GB')} coded ${passages === 1 ? 'sentence' : 'sentences'}`
  await editCodebook(consultation, '', () => ({ suggests: 'learning', model, change }))
}
