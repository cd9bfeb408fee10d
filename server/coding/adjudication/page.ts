import { codebookOf } from '../../codebook/store.ts'
import type { Consultation } from '../../consultations/store.ts'
import type { Entry } from '../../http/entry.ts'
import type { Response } from '../../responses/response.ts'
import type { Text } from '../../responses/textStore.ts'
import { consentViews } from '../pages/consent.ts'
import { coderNames, stanceNames } from '../pages/names.ts'
import { stanceChoices } from '../pages/passages.ts'
import { questionLabels } from '../pages/questionLabels.ts'
import { choices, type ThemeView, themeViews, viewOf } from '../pages/themeViews.ts'
import type { Difference, Outcome } from '../rounds/differenceStore.ts'
import { roundPath } from '../rounds/roundsPage.ts'
import { around, type Mark, segmentsOf } from '../segments.ts'

/** One difference with what each coder coded, side by side, how it is settled, and the form that settles it. */
export async function differencePage(
  consultation: Consultation,
  difference: Difference,
  { response, text }: { response: Response; text: Text },
  entry: Entry | undefined,
) {
  const [codebook, labels, nameOf, consents] = await Promise.all([
    codebookOf(consultation._id),
    questionLabels(consultation._id, consultation.version),
    coderNames(),
    consentViews([response]),
  ])
  const themes = themeViews(codebook.themes)
  const theme = viewOf(themes, difference.theme)
  const round = roundPath({ consultation: consultation._id, _id: difference.round })
  const { outcome, history, sides, revision } = difference
  const values = entry?.values ?? {}
  return {
    round,
    path: `${round}/differences/${difference._id}`,
    theme,
    definition: codebook.themes.find(({ id }) => id === difference.theme)?.definition ?? '',
    reference: response.reference,
    response: `/desk/${consultation._id}/responses/${response._id}`,
    consent: consents.get(response._id),
    question: labels.get(difference.question) ?? difference.question,
    sides: sides.map(({ coder, codings }) => ({
      name: nameOf(coder),
      coded: codings.length > 0,
      stances: [...new Set(codings.map(({ stance }) => stanceNames[stance]))].join('; '),
      // Whoever coded nothing is shown the same words, unmarked.
      paragraphs: shownWords(
        text.text,
        difference,
        codings.map(each => markOf(each, theme)),
      ),
    })),
    choices: choicesOf(difference, nameOf, String(values.choice ?? '')),
    words: values.words ?? text.text.slice(difference.start, difference.end),
    themes: choices(themes, String(values.newTheme ?? difference.theme)),
    stances: stanceChoices(String(values.stance ?? sides.flatMap(({ codings }) => codings)[0]?.stance ?? '')),
    reason: values.reason ?? '',
    seen: revision,
    outcome: outcome && outcomeView(outcome, text.text, themes, nameOf),
    history: history.map(({ outcome, by, at }) => ({
      ...outcomeView(outcome, text.text, themes, nameOf),
      ended: { who: nameOf(by), at },
    })),
    problems: entry?.problems,
  }
}

type Words = ReturnType<typeof segmentsOf>

/** The paragraphs round a passage, with these marks. */
function shownWords(text: string, { start, end }: Difference, marks: Mark[]): Words {
  const place = { ...marked, start, end }
  const near = new Set(around(segmentsOf(text, [place])).flatMap(segments => segments[0]?.start ?? []))
  return segmentsOf(text, marks).filter(segments => near.has(segments[0]?.start ?? -1))
}

const marked: Mark = {
  ...{ id: '', theme: '', letter: '', colour: 'slate', label: '', suggested: false },
  ...{ start: 0, end: 0 },
}

function markOf(
  { start, end, coding, stance }: Difference['sides'][number]['codings'][number],
  { id, letter, colour, name }: ThemeView,
): Mark {
  const label = `${name}, ${stanceNames[stance].toLowerCase()}`
  return { id: coding, start, end, theme: id, letter, colour, label, suggested: false }
}

function choicesOf(difference: Difference, nameOf: (id: string) => string, chosen: string) {
  const coded = difference.sides.filter(({ codings }) => codings.length > 0)
  const all = [
    ...coded.map(({ coder, codings }) => ({
      value: `one:${coder}`,
      label: `As ${nameOf(coder)} coded it: ${[...new Set(codings.map(({ stance }) => stanceNames[stance].toLowerCase()))].join('; ')}`,
    })),
    ...(coded.length > 1 ? [{ value: 'all', label: coded.length === 2 ? 'Both' : 'All of them' }] : []),
    { value: 'none', label: 'Neither: the theme is not there' },
    { value: 'adjusted', label: 'Otherwise, as I say below' },
  ]
  return all.map((choice, at) => ({ ...choice, key: String(at + 1), chosen: choice.value === chosen }))
}

/** How a difference was settled, in words. */
function outcomeView(
  { by, at, choice, of, reason, passages }: Outcome,
  text: string,
  themes: Map<string, ThemeView>,
  nameOf: (id: string) => string,
) {
  const ways = {
    one: `as ${of === undefined ? 'one' : nameOf(of)} coded it`,
    all: 'as all who coded it did',
    none: 'as neither: the theme is not there',
    adjusted: 'otherwise',
  }
  return {
    who: nameOf(by),
    at,
    how: ways[choice],
    reason,
    passages: passages
      .filter(({ verdict }) => verdict === 'accepted')
      .map(({ start, end, theme, stance }) => ({
        theme: viewOf(themes, theme),
        words: text.slice(start, end),
        stance: stanceNames[stance],
      })),
  }
}
