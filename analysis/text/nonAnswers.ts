/** Answers that say nothing to the question, in English and Welsh, in lower case without punctuation; "#" stands for a number. */
export const nonAnswers: readonly string[] = `
n/a|na|n a|not applicable|does not apply|doesn't apply|nil|null|none|none given|nothing|nothing to add|nothing further|nothing more|nothing else
nothing more to add|nothing further to add|nothing to say|no answer|no response|no reply|no comment|no comments|no further comment|no further comments
no other comment|no other comments|no additional comment|no additional comments|no view|no views|no opinion|no opinions|no strong view|no strong views
no thanks|no thank you|not sure|unsure|don't know|dont know|do not know|i don't know|i dont know|i do not know|dk|idk|no idea|prefer not to say
rather not say|pass|skip|skipped|left blank|blank|intentionally blank|see above|as above|same as above|same again|ditto|as before|as previously stated
as already stated|as stated above|as stated previously|already answered|answered above|see previous|see previous answer|see previous answers|see earlier answer
see answer above|see answers above|see comments above|see my answer above|see my previous answer|see below|as below|see attached|as attached|attached
see attachment|see attachments|see attached document|see attached documents|see attached file|see attached letter|see attached response|see attached pdf
see attached paper|see attached submission|see my attached response|see our attached response|response attached|letter attached|see letter|see email|see covering letter
see question #|see q#|see answer to question #|see answer to q#|see response to question #|as question #|as q#|as per question #|as per q#|same as question #|same as q#
see my answer to question #|see our response to question #|as per attached|as per above|tbc|tbd|to follow|test|asdf|x|xx|xxx
dim|dim byd|dim byd i'w ychwanegu|dim i'w ychwanegu|dim sylw|dim sylwadau|dim sylw pellach|dim sylwadau pellach|dim barn|dim ateb|dim ymateb
dim syniad|dim diolch|amherthnasol|ddim yn berthnasol|ddim yn gwybod|gweler uchod|fel uchod|gweler isod|fel isod|gweler ynghlwm|ynghlwm
gweler yr atodiad|gweler y llythyr|gweler fy ateb i gwestiwn #|gweler cwestiwn #`
  .trim()
  .split(/[|\n]/)

const known = new Set(nonAnswers)

/** The longest non-answer, with room for courtesies and punctuation, in code units. */
const longest = 120

/**
 * Whether an answer says nothing to its question: blank, only punctuation, or one of `nonAnswers` with or
 * without "please" and "the". A bare "yes" or "no" is an answer, and so is an emoji.
 *
 * @param text an answer as stored
 */
export function isNonAnswer(text: string): boolean {
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text)) return true
  const core = text.trim()
  if (core.length > longest) return false
  const plain = core
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[^\p{L}\p{N}'/]+/gu, ' ')
    .replace(/\d+/g, '#')
    .replace(/\b(?:please|pls|the|at this time|at this stage|at present|thanks|thank you)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return (
    known.has(plain) ||
    known.has(plain.replace(/^i have |^we have /, '')) ||
    /^no thank(?:s| you)\W*$/i.test(core)
  )
}
