/**
 * A name that somebody gave, as it may stand in a template’s own words: without marks that Markdown or a template would
 * read, without quotation marks, which only words of respondents have, and without stops that would end a sentence.
 */
export function plainName(name: string): string {
  return name
    .replace(/[“”„«»"`‹›‘]|[[\](){}<>*_~\\^|#]/g, '')
    .replace(/'/g, '’')
    .replace(/&/g, ' and ')
    .replace(/[.!?…]+(?=\s|$)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
