import { fewestInCell, smallGroups, unknownGroup } from '../../../analysis/application.ts'
import type { KeyTerm } from '../../../analysis/index.ts'
import type { Consultation } from '../../consultations/store.ts'
import { heatSvg } from '../../files/charts/heat.ts'
import { textsIn } from '../../responses/response.ts'
import { standingResponses } from '../../responses/standingStore.ts'
import { findTexts } from '../../responses/textStore.ts'
import { oneThread } from '../../thread.ts'
import { comparisonsBy, groupBy } from '../closed/groups.ts'
import type { KeynessTask, Said } from './keynessWorker.ts'
import { type Audience, fileNote, type Picture, perCent, shownCount } from './picture.ts'

/** More respondents of a group than these are not read: the words of so many tell as much. */
const mostRead = 2000
/** More groups than these cannot be chosen from: they are names, and no groups. */
const mostGroups = 200

const thread = oneThread<KeynessTask, KeyTerm[]>(import.meta.dirname, 'keynessWorker', 1000)

/** Words that fewer use are not told even to the team: chance alone could have them. */
const fewestForTeam = 3
/** Everybody who is not of the first group, where no group is chosen to compare it with. */
const everybodyElse = '*'

/** By what respondents are told apart, and the two groups whose words are compared; empty before they are chosen. */
export type AskedWords = { by: string; one: string; other: string }

/** What may be chosen, and the words that tell two groups apart where both are chosen. */
export async function wordsPage(consultation: Pick<Consultation, '_id'>, asked: AskedWords, to: Audience) {
  const { by } = asked
  const { sizes, attributes, ids } = await groupsIn(consultation._id, by, asked)
  const groups = [...sizes]
    .filter(([name, size]) => name !== everybodyElse && size >= (to === 'team' ? 2 : fewestInCell))
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostGroups)
    .map(([name]) => name)
  const others = [...groups, ...((sizes.get(everybodyElse) ?? 0) >= fewestInCell ? [everybodyElse] : [])]
  const isChosen = groups.includes(asked.one) && others.includes(asked.other) && asked.one !== asked.other
  const choose = (chosen: string, more: { value: string; label: string; chosen: boolean }[] = []) => [
    { value: '', label: 'Choose a group', chosen: chosen === '' },
    ...more,
    ...groups.map(value => ({ value, label: value, chosen: value === chosen })),
  ]
  const same = asked.one !== '' && asked.one === asked.other
  return {
    by: comparisonsBy(attributes).map(({ value, text }) => ({ value, label: text, chosen: value === by })),
    one: choose(asked.one),
    other: choose(asked.other, [
      { value: everybodyElse, label: 'Everybody else', chosen: asked.other === everybodyElse },
    ]),
    groups: groups.length,
    picture: isChosen ? await keyPicture(asked, ids, sizes, to) : undefined,
    cut: Math.max(sizes.get(asked.one) ?? 0, sizes.get(asked.other) ?? 0) > mostRead ? mostRead : 0,
    problems: same ? [{ place: 'other', message: 'Choose two different groups' }] : undefined,
    query: String(new URLSearchParams({ by, one: asked.one, other: asked.other })),
  }
}

/** How large each group is, and the texts of those that are asked for, by respondent. */
async function groupsIn(consultation: string, by: string, { one, other }: AskedWords) {
  const groupOf = groupBy(by)
  const sizes = new Map<string, number>()
  const attributes = new Set<string>()
  const ids = new Map<string, string[]>([one, other].map(group => [group, []]))
  for await (const responses of standingResponses(consultation))
    for (const response of responses) {
      const own = groupOf(response) || unknownGroup
      for (const group of own === one ? [own] : [own, everybodyElse]) {
        const size = (sizes.get(group) ?? 0) + 1
        sizes.set(group, size)
        if (size <= mostRead) ids.get(group)?.push(...textsIn(response))
      }
      for (const name of Object.keys(response.attributes)) attributes.add(name)
    }
  sizes.delete(smallGroups)
  return { sizes, attributes: [...attributes], ids }
}

async function keyPicture(
  { one, other }: AskedWords,
  ids: Map<string, string[]>,
  sizes: Map<string, number>,
  to: Audience,
): Promise<Picture> {
  const [said, against] = await Promise.all([saidIn(ids.get(one) ?? []), saidIn(ids.get(other) ?? [])])
  const fewest = to === 'team' ? fewestForTeam : fewestInCell
  const terms = await thread().run({ said, against, fewest })
  const writers = [said, against].map(each => new Set(each.map(({ respondent }) => respondent)).size)
  const opposite = other === everybodyElse ? 'everybody else' : other
  const title = `Words that tell ${one} and ${opposite} apart`
  const rows = terms.map(({ term, respondents, respondentsAgainst, logRatio }) => ({
    term,
    by: logRatio > 0 ? 'A' : 'B',
    cells: [respondents, respondentsAgainst].map((count, at) => {
      const shown = shownCount(count, to)
      return shown && { ...shown, of: writers[at] ?? 0 }
    }),
  }))
  return {
    id: 'words',
    title,
    about: `A: ${one}, ${writers[0] ?? 0} of ${sizes.get(one) ?? 0} wrote something. B: ${opposite}, ${writers[1] ?? 0} of ${sizes.get(other) ?? 0}. Respondents who use a word are counted, however often they do; words of which chance alone may be the reason are left out.`,
    first: 'Word or phrase',
    columns: [`A ${one}`, `B ${opposite}`, 'Used more by'],
    rows: rows.map(({ term, cells, by }) => ({
      name: term,
      cells: [
        ...cells.map(
          cell => cell && { words: `${cell.count} (${perCent(cell.count, cell.of)})`, isSmall: cell.isSmall },
        ),
        { words: by },
      ],
    })),
    mayBePublished: [one, other].every(group => (sizes.get(group) ?? 0) >= fewestInCell),
    svg: id =>
      heatSvg(
        title,
        ['A', 'B'],
        rows.map(({ term, cells }) => ({
          label: term,
          cells: cells.map(cell =>
            cell
              ? {
                  words: perCent(cell.count, cell.of),
                  share: cell.of === 0 ? 0 : cell.count / cell.of,
                  isSmall: cell.isSmall,
                }
              : { words: '–', share: 0 },
          ),
        })),
        id ? { id } : fileNote(to),
      ),
  }
}

async function saidIn(ids: string[]): Promise<Said[]> {
  const said: Said[] = []
  for (let from = 0; from < ids.length; from += 500)
    for (const { respondent, text, nonAnswer } of await findTexts(ids.slice(from, from + 500)))
      if (!nonAnswer) said.push({ respondent, text })
  return said
}
