/** What was found of some things that are sealed. */
export type Looked = {
  /** The id of the last that was looked at, behind which to go on. */
  last: string
  /** How many could be opened, and how many of them were sealed by an earlier key than the newest. */
  opened: number
  earlier: number
  /** The ids of those that cannot be opened. */
  faults: string[]
}

/** Things of one kind that are sealed. */
export type SealedPart = {
  what: string
  /**
   * Opens some of them, from behind an id. @param anew seals those again by the newest key that an earlier one sealed
   * @returns undefined where none is left
   */
  look(after: string, anew: boolean): Promise<Looked | undefined>
}
