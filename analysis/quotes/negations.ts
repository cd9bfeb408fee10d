const negation =
  /(?<![\p{L}\p{N}])(?:not|no|never|none|nothing|nobody|nowhere|neither|nor|cannot|without|hardly|barely|scarcely|seldom|rarely|unless|except|\p{L}+n['’]t|(?:can|won|don)t)(?![\p{L}\p{N}])/giu

/** The words in `text` that deny what follows them ("not", "never", "can’t"), in order and as written. */
export function negationsIn(text: string): string[] {
  return text.match(negation) ?? []
}
