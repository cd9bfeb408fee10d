import type { QuestionOf } from '../../../consultations/questions.ts'
import { say } from '../../../http/languages/say.ts'
import type { DraftFile } from '../../draftStore.ts'
import { fileIn, type Kind, labelOf } from './kind.ts'

/** A file is uploaded and kept apart from what is entered: see readUploads.ts and attach.ts. */
export const file: Kind<QuestionOf<'file'>> = {
  entered: () => ({}),
  isBlank: ({ id }, draft) => fileIn(draft, id) === undefined,
  missing: question => say('Choose a file for {{question}}', { question }),
  answer({ id }, draft) {
    const kept = fileIn(draft, id)
    return kept && { file: kept.file, name: kept.name, text: '' }
  },
  shown({ id }, draft) {
    const kept = fileIn(draft, id)
    return kept && `${kept.name} (${aboutFile(kept)})`
  },
  compared({ id }, draft) {
    const kept = fileIn(draft, id)
    return kept ? [kept.name] : []
  },
  field({ id }, draft, common, heading) {
    const kept = fileIn(draft, id)
    return {
      partial: 'govuk/fileUpload',
      options: {
        hint: { text: say('PDF, Word (.docx), OpenDocument (.odt), RTF or plain text, up to 10 MB.') },
        ...common,
        label: labelOf(heading),
        attributes: { accept: '.pdf,.docx,.odt,.rtf,.txt' },
      },
      ...(kept ? { file: { id, name: kept.name, about: aboutFile(kept), notice: kept.notice } } : {}),
    }
  },
}

/** "240 KB, 1,204 words found". */
function aboutFile({ bytes, words }: DraftFile): string {
  const size =
    bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
  return say('{{size}}, {{count words "word" "words"}} found', { size, words })
}
