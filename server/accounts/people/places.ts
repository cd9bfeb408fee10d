/** Consultations, by their ids; or all there are and will be. */
export type Places = 'everywhere' | ReadonlySet<string>

export function isAmong(places: Places, consultation: string): boolean {
  return places === 'everywhere' || places.has(consultation)
}

export function isSomewhere(places: Places): boolean {
  return places === 'everywhere' || places.size > 0
}

/** The filter of a query for what belongs to one of these. */
export function amongPlaces(places: Places): { consultation?: { $in: string[] } } {
  return places === 'everywhere' ? {} : { consultation: { $in: [...places] } }
}
