/** How a page says that so many quotes were withdrawn since it was published. */
export function withdrawnWords(quotes: number): string {
  return quotes === 1
    ? 'Since this was published, a passage in it was withdrawn by the person who wrote it. Its words are no longer shown.'
    : `Since this was published, ${quotes} passages in it were withdrawn by the people who wrote them. Their words are no longer shown.`
}
