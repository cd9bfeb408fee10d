import type { Capacity } from '../../analysis/index.ts'

/** For whom respondents of each capacity speak, as a table's row. */
export const capacityNames: Record<Capacity, string> = {
  personal: 'For themselves',
  organisation: 'For an organisation',
  official: 'As a public official',
  joint: 'Jointly, for several',
  notes: 'As notes of an event',
}
