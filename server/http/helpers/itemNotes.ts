import { itemId } from './itemId.ts'
import { notesOf } from './notesOf.ts'

/**
 * The ids of what describes one box: the group's notes where no fieldset carries them, then its own hint.
 * Usage: `{{#if (itemNotes .. this @index)}} aria-describedby="{{itemNotes .. this @index}}"{{/if}}`.
 */
export function itemNotes(field: unknown, item: unknown, index: unknown): string {
  const { fieldset, idPrefix, name } = field as { fieldset?: unknown; idPrefix?: string; name: string }
  const { hint } = item as { hint?: unknown }
  return [fieldset ? '' : notesOf(field), hint ? `${itemId(idPrefix ?? name, index)}-item-hint` : '']
    .filter(Boolean)
    .join(' ')
}
