import type { AttributionChoice, Permission } from '../../analysis/index.ts'

/** Cells that permit quotation, in some form. What is not understood permits nothing. */
const permits =
  /^(?:y|yes|true|1|ok|okay|agree|agreed|allow|allowed|permit|permitted|granted|consent|consented|public|unnamed|anon|anonymous|anonymously|anonymised|role|name|named|by name|with (?:my )?(?:name|role)|without (?:my )?name)(?![\p{L}\p{N}])/iu
const refuses =
  /(?<!\p{L})(?:do not|don['’]t|not to be|never|withdrawn|confidential|no quot\w*|refused?)(?!\p{L})/iu

/**
 * What a cell of a consent column permits. An empty cell, or words that are not understood, permit nothing.
 */
export function readConsent(cell: string): Permission {
  const said = cell.trim()
  if (said === '') return { permitted: false, reason: 'its consent is blank' }
  if (permits.test(said) && !refuses.test(said)) return { permitted: true }
  return { permitted: false, reason: `its consent reads “${said.slice(0, 80)}”` }
}

const byName = /(?<!without (?:my |a )?)(?<!\p{L})(?:named?|by name)(?!\p{L})/iu
const byRole = /(?<!\p{L})role(?!\p{L})/iu

/** How a cell lets its respondent be called: a plain yes allows no name and no role. */
export function readChoice(cell: string): AttributionChoice {
  if (!readConsent(cell).permitted) return 'none'
  if (byName.test(cell) && !/unnamed|no name|not? (?:be )?named/i.test(cell)) return 'named'
  return byRole.test(cell) ? 'role' : 'unnamed'
}
