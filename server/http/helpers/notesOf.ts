/** What describes a field, in the shape of govuk-frontend's options. */
type Described = {
  id?: string
  idPrefix?: string
  name: string
  describedBy?: string
  hint?: { text: string }
  errorMessage?: { text: string }
  wordCount?: { text: string }
}

/**
 * The ids of what describes a field of `partials/govuk/`, for `aria-describedby`; empty when nothing does.
 * Usage: `{{#if (notesOf this)}} aria-describedby="{{notesOf this}}"{{/if}}`.
 */
export function notesOf(field: unknown): string {
  const options = field as Described
  const id = options.idPrefix ?? options.id ?? options.name
  if (typeof id !== 'string')
    throw new Error(`{{notesOf}} takes a field with an id or a name, not ${JSON.stringify(field)}`)
  return [
    options.describedBy,
    options.wordCount && `${id}-info`,
    options.hint && `${id}-hint`,
    options.errorMessage && `${id}-error`,
  ]
    .filter(Boolean)
    .join(' ')
}
