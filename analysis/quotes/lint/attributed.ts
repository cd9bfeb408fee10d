import type { Span, Speaker } from '../../model.ts'
import { ownName } from '../../privacy/ownName.ts'
import { ownOrganisation } from '../../privacy/ownOrganisation.ts'
import { attribute, beforeWords, endsInAside } from '../attribution.ts'
import type { HouseStyle } from '../houseStyle.ts'
import { maySay, permits, speaksForSeveral } from '../maySay.ts'
import type { Context, DraftSentences } from './context.ts'
import type { Mention } from './mentions.ts'
import { names, tellingWords } from './whose.ts'

/** What is wrong in how a passage is attributed; `at` and `write`: the words to change, and what may stand there. */
export type WrongAttribution = { message: string; at: Span; write: string }

/** How a sentence attributes words, held against what their speaker allowed. */
export function wrongAttributions(
  draft: DraftSentences,
  context: Context,
  mention: Mention | null,
  speaker: Speaker,
  style?: Pick<HouseStyle, 'contributors'>,
): WrongAttribution[] {
  if (!permits(speaker)) return []
  const { who } = attribute(speaker, style)
  const instead = ({ end }: Span) => beforeWords(who, endsInAside(speaker), draft.masked.slice(end, end + 10))
  const found = mention ? wrongMention(mention, speaker, instead(mention)) : []
  const told = givenAway(draft, context, speaker).filter(
    span => !found.some(({ at }) => at.start < span.end && at.end > span.start),
  )
  return [
    ...found,
    ...told.map(at => ({
      message: `The sentence names “${draft.masked.slice(at.start, at.end)}”, whose words these are, but ${allowance(speaker)}. Write “${instead(at)}”.`,
      at,
      write: instead(at),
    })),
  ]
}

function wrongMention(mention: Mention, speaker: Speaker, who: string): WrongAttribution[] {
  const { start, end, words } = mention
  const wrong = (why: string) => [
    { message: `The sentence says “${words}”, but ${why}. Write “${who}”.`, at: { start, end }, write: who },
  ]
  if (mention.kind === 'named') {
    if (!names(mention, speaker)) return wrong(`these words are of response ${speaker.respondent}`)
    const say = maySay(speaker)
    const saysPerson = say.name === '' && ownName(words, speaker.name).length > 0
    return saysPerson || (say.name === '' && say.organisation === '') ? wrong(allowance(speaker)) : []
  }
  if (mention.kind !== 'role') return []
  const say = maySay(speaker)
  if (say.role === '' && say.sector === '' && say.name === '') return wrong(allowance(speaker))
  const given = new Set(tellingWords(`${speaker.role} ${speaker.sector}`))
  const more = tellingWords(words).filter(word => !given.has(word))
  return more.length === 0 ? [] : wrong(`what they said of themselves has no “${more.join(' ')}”`)
}

/** Where a sentence names the speaker who allowed no name, or the person who wrote for others. */
function givenAway(draft: DraftSentences, { before, after }: Context, speaker: Speaker): Span[] {
  const say = maySay(speaker)
  return [before, after].flatMap(({ start, end }) => {
    const text = draft.masked.slice(start, end)
    const found = [
      ...(say.name === '' ? ownName(text, speaker.name) : []),
      ...(say.name === '' && say.organisation === '' ? ownOrganisation(text, speaker.organisation) : []),
    ]
    return found.map(detail => ({ start: start + detail.start, end: start + detail.end }))
  })
}

function allowance({ choice, capacity }: Speaker): string {
  if (choice === 'named' && capacity === 'organisation') return 'it is their organisation that answered'
  if (choice === 'named' && speaksForSeveral({ capacity })) return 'they wrote for several people'
  return choice === 'role'
    ? 'they allowed their role and no name'
    : choice === 'named'
      ? 'they gave no such name'
      : 'they allowed neither a name nor a role'
}
