const marks = { markdown: /(?<!\\)[*_]/, html: /<(?:em|i|strong|b|mark)(?=[\s>])/i, word: /(?!)/ }
const said =
  /(?:emphasis|italics|bold)\s+(?:added|mine|ours|in (?:the )?original)|(?:my|our|original) (?:emphasis|italics)/iu

/**
 * What is said of a traced passage in which some words are emphasised: by the author where its source has no such
 * marks, which readers are to be told. Empty where the draft tells them, or no words are.
 *
 * @param raw the passage as the draft's markup has it; `source` gives the words that it was traced to, and `after` is
 *   what follows it in its sentence
 */
export function emphasisWarning(
  raw: string,
  { source, after, format }: { source: () => string; after: string; format: keyof typeof marks },
): string[] {
  if (!marks[format].test(raw) || said.test(after) || marks.markdown.test(source())) return []
  return [
    'Some of its words are emphasised, and the respondent wrote them plain. Put (emphasis added) after it.',
  ]
}
