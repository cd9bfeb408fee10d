/**
 * A copy of a short word that does not keep alive the text it was cut from, as a slice of a string does.
 * For words that a memory holds on to.
 */
export function detached(word: string): string {
  return String.fromCharCode(...Array.from({ length: word.length }, (_, at) => word.charCodeAt(at)))
}
