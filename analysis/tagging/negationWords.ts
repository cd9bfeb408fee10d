/**
 * What a word does to a negation:
 * `negates` what follows; `softens` a negator before it, so that it denies nothing ("not only", "no doubt");
 * `breaks` begins a new clause; `joins` may begin one, when a `subject` follows; `helps` stands between a
 * subject and its "not"; `holds` is what a whole clause denies of its subject ("does not exist").
 */
export const negationRoles = [
  'none',
  'negates',
  'softens',
  'breaks',
  'joins',
  'subject',
  'helps',
  'holds',
] as const
export type NegationRole = (typeof negationRoles)[number]

const lists: [NegationRole, string][] = [
  [
    'negates',
    'no not never without none nobody nothing neither nor cannot hardly barely scarcely non cant dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt hasnt havent hadnt aint',
  ],
  [
    'softens',
    'only just merely simply least doubt wonder matter enough always all every everyone entirely necessarily question',
  ],
  [
    'breaks',
    'but although though however yet whereas because while whilst unless except which who why how when where if since so until',
  ],
  ['joins', 'and or'],
  ['subject', 'i we they it he she you this these those the there my our their people everyone'],
  [
    'helps',
    'is are was were do does did has have had will would can could should must be been simply really',
  ],
  [
    'holds',
    'exist exists existed happen happens occur occurs apply applies problem issue concern case there true real barrier',
  ],
]

const roles = new Map<string, NegationRole>()
for (const [role, words] of lists) {
  for (const word of words.split(' ')) if (!roles.has(word)) roles.set(word, role)
}

/** @param word in lower case with straight apostrophes */
export function negationRole(word: string): NegationRole {
  return roles.get(word) ?? (word.endsWith("n't") ? 'negates' : 'none')
}
