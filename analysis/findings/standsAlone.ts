/** Openings that lean on a sentence before: connectives, and pronouns whose noun is elsewhere. */
const leaning =
  /^(?:and|but|so|or|nor|yet|because|since|however|therefore|thus|hence|also|then|than|though|although|while|whereas|instead|otherwise|besides|moreover|furthermore|additionally|similarly|likewise|consequently|nevertheless|nonetheless|meanwhile|in addition|as a result|for example|for instance|in other words|on the other hand|in contrast|this|that|these|those|it|its|he|she|they|them|their|his|her|him|which|who|whom|whose|such|same|here|both|either|neither|none|another|others|first(?:ly)?,|second(?:ly)?,|third(?:ly)?,|finally|lastly|the (?:above|same|former|latter|other)|any other|in conclusion|in summary|ultimately)(?:['’](?:s|re|ve|ll|d))?(?![\p{L}\p{N}'’-])/iu

/** "Replacing them …", "one of these …": what is meant was said before. */
const pointing =
  /^(?:[\p{L}-]+ing|(?:one|some|many|most|all|none|each|any|both) of) (?:this|that|these|those|them|it)(?![\p{L}\p{N}'’-])/iu

/** "It is …" and "There is …" where the words that follow say what is meant: "It is clear that", "It takes years to". */
const dummySubject = /^(?:it|this|that)\s+(?:is|was|takes|would be)\s+\S+(?:\s\S+)?\s+(?:that|to|when|if)\s/iu

const referring =
  /\b(?:as (?:I|we) (?:said|mentioned)|see (?:above|below)|mentioned above|(?:previous|last|next) question|my answer)\b/iu

/** Whether a sentence or fragment can be understood without what came before it. */
export function standsAlone(words: string): boolean {
  const text = words.replace(/^[\s"'“‘([•*–—-]+/u, '')
  if (!/\p{L}/u.test(text) || referring.test(text) || pointing.test(text)) return false
  return !leaning.test(text) || dummySubject.test(text)
}

/** Whether a sentence has its beginning and end: a capital or figure first, a stop last, no marks left open. */
export function isWhole(sentence: string): boolean {
  return (
    /^["“‘']?[\p{Lu}\p{N}]/u.test(sentence) && /[.!?]["”’')]*$/u.test(sentence) && closesItsMarks(sentence)
  )
}

/** Whether every quote mark and bracket that opens in a text closes in it. */
export function closesItsMarks(text: string): boolean {
  const count = (mark: string) => text.split(mark).length - 1
  return count('“') === count('”') && count('(') === count(')') && count('"') % 2 === 0
}
