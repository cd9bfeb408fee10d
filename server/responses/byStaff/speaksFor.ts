import type { Capacity } from '../../../analysis/index.ts'

/** For whom an answer speaks, as somebody of the team is told. */
export const speaksFor: Record<Capacity, string> = {
  personal: 'One person, for themselves',
  organisation: 'An organisation',
  official: 'A public official, of what they see in their work',
  joint: 'Several people or bodies who agreed to one answer',
  notes: 'Nobody by name: these are the notes of an event',
}
