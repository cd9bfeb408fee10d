import {
  type Answer,
  compileCodebook,
  inScope,
  type Tag,
  type Theme,
  tagAnswer,
} from '../../analysis/index.ts'

/** A tag with the answer that it was made in. */
export type TaggedPassage = { tag: Tag; answer: Answer }

/** What the machine found of one theme. Counts are of respondents, each once, unless they say otherwise. */
export type ThemeTally = {
  theme: Theme
  passages: TaggedPassage[]
  respondents: Set<string>
  /** With those who raised only a theme below it. */
  withSubthemes: Set<string>
}

/** All tags in the order of the answers, and how many respondents are counted over. */
export type Tally = { tagged: TaggedPassage[]; themes: ThemeTally[]; of: number; answers: Answer[] }

/**
 * Tags the answers that say more than a non-answer, and counts the tags of each theme.
 * @param onProgress is told from time to time how many answers are done
 */
export function tally(all: Answer[], themes: Theme[], onProgress: (done: number) => void): Tally {
  const answers = inScope(all, { withdrawn: new Set() })
  const tagger = compileCodebook(themes)
  const tagged: TaggedPassage[] = []
  for (const [i, answer] of answers.entries()) {
    for (const tag of tagAnswer(tagger, answer)) tagged.push({ tag, answer })
    if (i % 1000 === 0) onProgress(i)
  }
  const byTheme = new Map<string, ThemeTally>(
    themes.map(theme => [
      theme.id,
      { theme, passages: [], respondents: new Set(), withSubthemes: new Set() },
    ]),
  )
  for (const passage of tagged) {
    const own = byTheme.get(passage.tag.theme)
    own?.passages.push(passage)
    own?.respondents.add(passage.answer.respondent)
  }
  for (const { theme, respondents } of byTheme.values()) addUpwards(theme, respondents, byTheme)
  const of = new Set(answers.map(({ respondent }) => respondent)).size
  return { tagged, themes: [...byTheme.values()], of, answers }
}

function addUpwards(theme: Theme, respondents: Set<string>, byTheme: Map<string, ThemeTally>): void {
  const seen = new Set<string>()
  for (let at: string | null = theme.id; at !== null && !seen.has(at); ) {
    seen.add(at)
    const above: ThemeTally | undefined = byTheme.get(at)
    for (const respondent of respondents) above?.withSubthemes.add(respondent)
    at = above?.theme.parent ?? null
  }
}

/** How many different stretches of text the tags stand on: two rules may have found the same. */
export function passageCount(passages: TaggedPassage[]): number {
  return new Set(passages.map(({ tag }) => `${tag.text}\n${tag.start}`)).size
}

/** How many of the respondents who are counted raised no theme. */
export function raisedNone({ tagged, of }: Tally): number {
  return of - new Set(tagged.map(({ answer }) => answer.respondent)).size
}
