import { countWords } from '../../../analysis/index.ts'
import type { Question } from '../../consultations/questions.ts'
import type { Draft, DraftFile } from '../draftStore.ts'

/** One question as its partial in `views/partials/govuk/` takes it; the options are govuk-frontend's. */
export type Field = { partial: string; options: Record<string, unknown>; file?: ShownFile }

type ShownFile = { id: string; name: string; about: string; notice: string | undefined }

/** The field of a question with what was entered, and with `message` where that is wrong. */
export function fieldOf(question: Question, draft: Draft, message: string | undefined): Field {
  const entered = Object.hasOwn(draft.values, question.id) ? draft.values[question.id] : undefined
  const common = {
    id: question.id,
    name: question.id,
    ...(question.hint ? { hint: { text: question.hint } } : {}),
    ...(message ? { errorMessage: { text: message } } : {}),
  }
  const text = question.required ? question.label : `${question.label} (optional)`
  const label = { text, classes: 'govuk-label--m' }
  if (question.type === 'shortText')
    return { partial: 'govuk/input', options: { ...common, label, value: entered, spellcheck: true } }
  if (question.type === 'longText')
    return {
      partial: 'govuk/textarea',
      options: { ...common, label, ...longText(String(entered ?? ''), question.wordLimit) },
    }
  if (question.type === 'file') return fileField({ ...common, label }, draft.files, question.id)
  const chosen = Array.isArray(entered) ? entered : [entered]
  return {
    partial: question.type === 'several' ? 'govuk/checkboxes' : 'govuk/radios',
    options: {
      ...common,
      idPrefix: question.id,
      ...(question.type === 'several' && !question.hint ? { hint: { text: 'Choose all that apply.' } } : {}),
      fieldset: { legend: { text, classes: 'govuk-fieldset__legend--m' } },
      items: question.options.map(option => ({
        value: option.value,
        text: option.label,
        checked: chosen.includes(option.value),
      })),
    },
  }
}

function longText(value: string, limit: number | undefined) {
  const words = countWords(value)
  const over = limit !== undefined && words > limit
  return {
    value,
    // Browsers drop a line end that stands first.
    startsWithLineEnd: /^[\r\n]/.test(value),
    rows: 10,
    spellcheck: true,
    classes: 'testimony-box',
    wordCount: { text: wordsTold(words, limit), limit, over },
  }
}

/** "12 words", "12 of at most 500 words". The script wordCount.ts says the same while one types. */
export function wordsTold(words: number, limit: number | undefined): string {
  const told = words.toLocaleString('en-GB')
  if (limit !== undefined) return `${told} of at most ${limit.toLocaleString('en-GB')} words`
  return words === 1 ? '1 word' : `${told} words`
}

function fileField(options: Record<string, unknown>, files: Record<string, DraftFile>, id: string): Field {
  const kept = Object.hasOwn(files, id) ? files[id] : undefined
  return {
    partial: 'govuk/fileUpload',
    options: {
      hint: { text: 'PDF, Word (.docx), OpenDocument (.odt), RTF or plain text, up to 10 MB.' },
      ...options,
      attributes: { accept: '.pdf,.docx,.odt,.rtf,.txt' },
    },
    ...(kept ? { file: { id, name: kept.name, about: aboutFile(kept), notice: kept.notice } } : {}),
  }
}

/** "240 KB, 1,204 words found". */
export function aboutFile({ bytes, words }: DraftFile): string {
  const size =
    bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
  return `${size}, ${wordsTold(words, undefined)} found`
}
