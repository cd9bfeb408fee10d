/** How a page says that so many quotes were withdrawn since it was published. */
export function withdrawnWords(quotes: number): string {
  return quotes === 1
    ? 'Since this was published, a passage in it was withdrawn by the person who wrote it. Its words are no longer shown.'
    : `Since this was published, ${quotes} passages in it were withdrawn by the people who wrote them. Their words are no longer shown.`
}

/** What readers of a correction may be told of so many quotes that it leaves out. */
export function erratumWords(quotes: number): string {
  return quotes === 1
    ? 'A quote was withdrawn by the person who wrote it, and has been taken out. The counts were brought up to date.'
    : `${quotes} quotes were withdrawn by the people who wrote them, and have been taken out. The counts were brought up to date.`
}
