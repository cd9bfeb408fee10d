/**
 * How telling a word is of those who use it, in bits: the entropy of whether a respondent uses it at all. Most where
 * half of them do. A word that nearly all use tells none of them apart, and one that hardly anyone uses names
 * nothing that they share.
 *
 * One silent respondent is added, so that a corpus of one respondent has telling words too.
 *
 * @param users how many respondents use the word, 1 or more
 * @param of how many there are
 * @returns more than 0, at most 1
 */
export function telling(users: number, of: number): number {
  const share = users / (of + 1)
  return -share * Math.log2(share) - (1 - share) * Math.log2(1 - share)
}
