import { addThemes } from './addThemes.ts'
import { starterThemes } from './starter.ts'

/** Adds the starter codebook's themes that a consultation does not have yet. @returns how many were added */
export function addStarterCodebook(consultation: string, by: string): Promise<number> {
  return addThemes(consultation, by, starterThemes, 'Added the starter codebook')
}
