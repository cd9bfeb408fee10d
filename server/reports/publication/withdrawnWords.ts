/**
 * How a page says that so many quotes may not be shown any more. Readers are not told which it was of the reasons that
 * there are: that something is held back says more of its writer than they need to know.
 */
export function withdrawnWords(quotes: number): string {
  return quotes === 1
    ? 'Since this was published, a passage in it was withdrawn by the person who wrote it, or is held back. Its words are no longer shown.'
    : `Since this was published, ${quotes} passages in it were withdrawn by the people who wrote them, or are held back. Their words are no longer shown.`
}

/** What readers of a correction may be told of so many quotes that it leaves out. */
export function erratumWords(quotes: number): string {
  return quotes === 1
    ? 'A quote that may not be shown any more has been taken out. The counts were brought up to date.'
    : `${quotes} quotes that may not be shown any more have been taken out. The counts were brought up to date.`
}
