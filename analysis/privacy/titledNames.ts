import { type Detail, notBeforeWord } from './detail.ts'
import { nameEnd } from './nameWords.ts'

/** What stands before a name. Those of Welsh too: Parch (Reverend), Athro (Professor), Cyng (Councillor). */
export const titles =
  `dr mr mrs ms miss mx messrs prof professor sir dame lord lady baroness baron viscount rev revd reverend cllr
  councillor cyng cynghorydd parch parchedig athro rabbi imam capt captain colonel col lt sgt sergeant hon`.split(
    /\s+/,
  )
const anyTitle = `(?:${titles.join('|')})${notBeforeWord}\\.?`

const title = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}_'’&-])${anyTitle}(?:[ \\u00A0]{1,2}${anyTitle})*[ \\u00A0]{1,2}`,
  'giu',
)

/** These may be written small before a name: none of them is a word of its own. */
const smallToo = /^(?:dr|mrs?|ms|mx|prof|professor|cllr|councillor|rev|revd)\b/

/**
 * Names after a title, with the title: "Dr Jess Example", "Mrs O'Neill", "Prof. Sir J. E. Example". The name begins
 * with a capital; a title in capitals needs a name in capitals, since "MS Teams" and "MR scan" name no one.
 */
export function titledNames(text: string): Detail[] {
  const found: Detail[] = []
  for (const { index, 0: written } of text.matchAll(title)) {
    const nameStart = index + written.length
    const end = nameEnd(text, nameStart)
    if (end === null || !isTitle(written, text.slice(nameStart, end))) continue
    found.push({ kind: 'name', start: index, end, why: `This is a name after “${written.trim()}”.` })
  }
  return found
}

function isTitle(written: string, name: string): boolean {
  const isCapital = /^\p{Lu}/u.test(written)
  if (!isCapital) return smallToo.test(written)
  return !/^\p{Lu}{2}/u.test(written) || !/\p{Ll}/u.test(name)
}
