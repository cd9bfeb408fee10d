import { stanceNames } from '../pages/names.ts'
import { type ThemeView, viewOf } from '../pages/themeViews.ts'
import type { CodingRecord } from '../record.ts'
import { leftBehind } from './leftBehind.ts'

/** What views/partials/coding/leftBehind.hbs takes; undefined where nothing was left behind. */
export async function leftBehindView(record: CodingRecord, coder: string, themes: Map<string, ThemeView>) {
  const left = await leftBehind(record, coder)
  if (left.length === 0) return undefined
  const views = left.map(({ coding: { theme, verdict, stance }, to }) => ({
    theme: viewOf(themes, theme),
    says: verdict === 'accepted' ? stanceNames[stance] : 'Rejected',
    // Words that are in no answer any more are nobody’s to read.
    words:
      to && (record.texts.find(({ _id }) => _id === to.text)?.text.slice(to.span.start, to.span.end) ?? ''),
  }))
  return {
    all: views.length,
    found: views.filter(({ words }) => words !== undefined),
    lost: views.filter(({ words }) => words === undefined),
  }
}
