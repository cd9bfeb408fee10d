import { learnedRule, settledCodings, stances, unreviewedTags } from '../../../analysis/application.ts'
import { explainLearned, explainTag, type Tag } from '../../../analysis/index.ts'
import type { Text } from '../../responses/textStore.ts'
import type { StoredCoding } from '../coding.ts'
import { onePerPassage, samePassage } from '../mentions.ts'
import type { CodingRecord } from '../record.ts'
import type { Mark } from '../segments.ts'
import { historyOf } from './historyView.ts'
import { stanceNames } from './names.ts'
import { choices, type ThemeView, viewOf } from './themeViews.ts'

/** What the pages need to know to show a passage: whose page it is, and what things are called. */
export type PassageContext = {
  record: CodingRecord
  themes: Map<string, ThemeView>
  coder: string
  nameOf(id: string): string
}

/** Every suggestion, decided on or not, in the order of the texts. */
export function orderedTags(record: CodingRecord): Tag[] {
  const order = new Map(record.texts.map((text, index) => [text._id, index]))
  return record.tags
    .filter(tag => order.has(tag.text))
    .sort(
      (a, b) =>
        (order.get(a.text) ?? 0) - (order.get(b.text) ?? 0) || a.start - b.start || a.id.localeCompare(b.id),
    )
}

/** The suggestions that wait for a decision, in the order of the texts: one for each passage and theme. */
export function undecidedTags(record: CodingRecord): Tag[] {
  return onePerPassage(unreviewedTags(orderedTags(record), record.codings))
}

/** Why a suggestion was made, by each rule that made it there. */
function reasonsFor(tag: Tag, { tags, codebook }: CodingRecord, text: string): string[] {
  const rules = new Map(codebook.themes.flatMap(theme => theme.rules.map(rule => [rule.id, rule])))
  return tags
    .filter(each => samePassage(each, tag))
    .map(each => {
      if (each.rule === learnedRule) return explainLearned(each, text)
      const rule = rules.get(each.rule)
      return rule ? explainTag(each, rule, text) : 'a rule that has since been changed'
    })
}

/** A suggestion with why it was made and where its decision is sent. */
export function suggestionView(tag: Tag, { record, themes }: PassageContext) {
  const text = textOf(record, tag.text)
  return {
    id: tag.id,
    anchor: `p-${tag.id}`,
    wordsField: `words-${tag.id}`,
    theme: viewOf(themes, tag.theme),
    words: text.text.slice(tag.start, tag.end),
    text: tag.text,
    start: tag.start,
    end: tag.end,
    negated: record.tags.some(each => samePassage(each, tag) && each.negated),
    reasons: reasonsFor(tag, record, text.text),
    action: `/desk/${record.consultation}/responses/${record.response._id}/tags/${tag.id}`,
    themes: choices(themes, tag.theme),
    stances: stanceChoices('mentions'),
  }
}

/** A coding with who made it, when, what led to it and what became of it since. */
export function codingView(coding: StoredCoding, { record, themes, coder, nameOf }: PassageContext) {
  const mine = coding.coder === coder && !coding.adjudicates
  return {
    id: coding.id,
    anchor: `p-${coding.id}`,
    wordsField: `words-${coding.id}`,
    theme: viewOf(themes, coding.theme),
    words: textOf(record, coding.text).text.slice(coding.start, coding.end),
    text: coding.text,
    start: coding.start,
    end: coding.end,
    accepted: coding.verdict === 'accepted',
    stance: stanceNames[coding.stance],
    mine,
    who: coding.coder === coder ? 'you' : nameOf(coding.coder),
    settles: coding.adjudicates !== undefined,
    reason: coding.reason ?? '',
    overruled: !settledCodings(record.codings).includes(coding),
    at: coding.at,
    unaided: coding.origin === 'unaided',
    learned: coding.origin === 'model',
    rule: coding.rule === undefined ? '' : ruleSource(record, coding.rule),
    fromSearch:
      coding.batch !== undefined && coding.origin === 'rule' && coding.rule === undefined ? coding.batch : '',
    inOneGo:
      coding.rule !== undefined && coding.history.some(({ action }) => action === coding.batch)
        ? coding.batch
        : '',
    history: historyOf(coding, nameOf),
    action: `/desk/${record.consultation}/responses/${record.response._id}/codings/${coding.id}`,
    themes: choices(themes, coding.theme),
    stances: stanceChoices(coding.stance),
  }
}

/** Every tag of the passages that these are of: several rules may have made one. */
export function withTheirTwins(tags: Tag[], record: CodingRecord): Tag[] {
  return tags.flatMap(tag => [
    tag,
    ...record.tags.filter(each => each.id !== tag.id && samePassage(each, tag)),
  ])
}

/** What is to be marked in one text: suggestions, and what was accepted, once however many accepted it. */
export function marksIn(
  text: string,
  tags: Tag[],
  codings: StoredCoding[],
  themes: Map<string, ThemeView>,
): Mark[] {
  const marks = new Map<string, Mark>()
  const add = (passage: Tag | StoredCoding, suggested: boolean) => {
    if (passage.text !== text) return
    const key = `${passage.start} ${passage.end} ${passage.theme}`
    const evidence = 'evidence' in passage ? passage.evidence : []
    const known = marks.get(key)
    if (known) {
      if (known.suggested) marks.set(key, { ...known, evidence: [...(known.evidence ?? []), ...evidence] })
      return
    }
    const { id, start, end, theme } = passage
    const { letter, colour, name } = viewOf(themes, theme)
    const label = suggested ? `${name}, suggested` : name
    marks.set(key, { id, start, end, theme, letter, colour, label, suggested, evidence })
  }
  for (const coding of settledCodings(codings)) if (coding.verdict === 'accepted') add(coding, false)
  for (const tag of tags) add(tag, true)
  return [...marks.values()]
}

export function stanceChoices(chosen: string) {
  return stances.map(value => ({ value, label: stanceNames[value], chosen: value === chosen }))
}

function ruleSource({ codebook }: CodingRecord, id: string): string {
  if (id === learnedRule) return ''
  const rules = codebook.themes.flatMap(theme => theme.rules)
  return rules.find(rule => rule.id === id)?.source ?? 'since changed'
}

function textOf(record: CodingRecord, id: string): Text {
  const text = record.texts.find(each => each._id === id)
  if (!text) throw new Error(`textOf: response ${record.response._id} has no current text ${id}`)
  return text
}
