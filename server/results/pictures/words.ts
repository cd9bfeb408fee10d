import { fewestInCell, smallGroups, unknownGroup } from '../../../analysis/application.ts'
import type { KeyTerm } from '../../../analysis/index.ts'
import type { Consultation } from '../../consultations/store.ts'
import { heatSvg } from '../../files/charts/heat.ts'
import { textsIn } from '../../responses/response.ts'
import { standingResponses } from '../../responses/standingStore.ts'
import { findTexts } from '../../responses/textStore.ts'
import { oneThread } from '../../thread.ts'
import { comparisonsBy, groupBy } from '../closed/groups.ts'
import type { Picture } from './draw.ts'
import type { KeynessTask, Said } from './keynessWorker.ts'

/** More respondents of a group than these are not read: the words of so many tell as much. */
const mostRead = 2000
/** More groups than these cannot be chosen from: they are names, and no groups. */
const mostGroups = 200

const thread = oneThread<KeynessTask, KeyTerm[]>(import.meta.dirname, 'keynessWorker', 1000)

/** By what respondents are told apart, and the two groups whose words are compared; empty before they are chosen. */
export type AskedWords = { by: string; one: string; other: string }

/** What may be chosen, and the words that tell two groups apart where both are chosen. */
export async function wordsPage(consultation: Pick<Consultation, '_id'>, asked: AskedWords) {
  const { by } = asked
  const { sizes, attributes, ids } = await groupsIn(consultation._id, by, [asked.one, asked.other])
  const groups = [...sizes]
    .filter(([, size]) => size >= fewestInCell)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostGroups)
    .map(([name]) => name)
  const isChosen = groups.includes(asked.one) && groups.includes(asked.other) && asked.one !== asked.other
  const choose = (chosen: string) => [
    { value: '', label: 'Choose a group', chosen: chosen === '' },
    ...groups.map(value => ({ value, label: value, chosen: value === chosen })),
  ]
  const same = asked.one !== '' && asked.one === asked.other
  return {
    by: comparisonsBy(attributes).map(({ value, text }) => ({ value, label: text, chosen: value === by })),
    one: choose(asked.one),
    other: choose(asked.other),
    groups: groups.length,
    picture: isChosen ? await keyPicture(asked, ids, sizes) : undefined,
    cut: Math.max(sizes.get(asked.one) ?? 0, sizes.get(asked.other) ?? 0) > mostRead ? mostRead : 0,
    problems: same ? [{ place: 'other', message: 'Choose two different groups' }] : undefined,
    query: String(new URLSearchParams({ by, one: asked.one, other: asked.other })),
  }
}

/** How large each group is, and the texts of those that are asked for, by respondent. */
async function groupsIn(consultation: string, by: string, asked: string[]) {
  const groupOf = groupBy(by)
  const sizes = new Map<string, number>()
  const attributes = new Set<string>()
  const ids = new Map<string, string[]>(asked.map(group => [group, []]))
  for await (const responses of standingResponses(consultation))
    for (const response of responses) {
      const group = groupOf(response) || unknownGroup
      const size = (sizes.get(group) ?? 0) + 1
      sizes.set(group, size)
      if (size <= mostRead) ids.get(group)?.push(...textsIn(response))
      for (const name of Object.keys(response.attributes)) attributes.add(name)
    }
  sizes.delete(smallGroups)
  return { sizes, attributes: [...attributes], ids }
}

async function keyPicture(
  { one, other }: AskedWords,
  ids: Map<string, string[]>,
  sizes: Map<string, number>,
): Promise<Picture> {
  const [said, against] = await Promise.all([saidIn(ids.get(one) ?? []), saidIn(ids.get(other) ?? [])])
  const terms = await thread().run({ said, against })
  const writers = [said, against].map(each => new Set(each.map(({ respondent }) => respondent)).size)
  const title = `Words that tell ${one} and ${other} apart`
  const shareOf = (count: number, at: number) => (writers[at] ? count / (writers[at] ?? 1) : 0)
  const rows = terms.map(({ term, respondents, respondentsAgainst, logRatio }) => ({
    term,
    logRatio,
    cells: [respondents, respondentsAgainst].map((count, at) =>
      count > 0 && count < fewestInCell
        ? null
        : { count, share: shareOf(count, at), said: `${Math.round(shareOf(count, at) * 100)}%` },
    ),
  }))
  return {
    id: 'words',
    title,
    about: `A: ${one}, ${writers[0] ?? 0} of ${sizes.get(one) ?? 0} wrote something. B: ${other}, ${writers[1] ?? 0} of ${sizes.get(other) ?? 0}. Respondents who use a word are counted, however often they do; words of which chance alone may be the reason are left out.`,
    first: 'Word or phrase',
    columns: [`A ${one}`, `B ${other}`, 'Used more by'],
    rows: rows.map(({ term, cells, logRatio }) => ({
      name: term,
      cells: [...cells.map(cell => cell && `${cell.count} (${cell.said})`), logRatio > 0 ? 'A' : 'B'],
    })),
    svg: id =>
      heatSvg(
        title,
        ['A', 'B'],
        rows.map(({ term, cells }) => ({
          label: term,
          cells: cells.map(cell =>
            cell ? { words: cell.said, share: cell.share } : { words: '–', share: 0 },
          ),
        })),
        id ? { id } : {},
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
