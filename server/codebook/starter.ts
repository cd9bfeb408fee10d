import type { Theme } from '../../analysis/index.ts'
import { organisationThemes } from './starter/organisation.ts'
import { peopleThemes } from './starter/people.ts'

/**
 * The codebook that a new consultation on digital government begins with. Ids are stable slugs, parents are
 * named by id, and every parent comes before its children. Where a theme has sub-themes, its own rules catch
 * what is said of it in general.
 */
export const starterThemes: readonly Theme[] = [...organisationThemes, ...peopleThemes]
