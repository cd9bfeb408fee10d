import { isLanguage } from '../../http/languages/files.ts'
import { shownPage } from '../building/versionPage.ts'
import { languageNamed } from '../languages/languages.ts'
import { questionnaireProblems } from '../questionnaireProblems.ts'
import { formatNames } from './imported.ts'
import type { StoredImport } from './importStore.ts'

/** Problems and losses are kept and shown up to here: nobody reads thousands. */
export const mostTold = 500

function languagesOf({ translations = {} }: StoredImport) {
  const languages = Object.entries(translations).map(([tag, { length }]) => ({
    name: languageNamed(tag),
    texts: length,
    isShown: isLanguage(tag),
  }))
  return languages.length > 0 ? languages : undefined
}

/** What was read of a file, what was lost and what is to be mended; `hasQuestions` asks where it goes. */
export function previewPage(read: StoredImport, hasQuestions: boolean) {
  const mending = questionnaireProblems(read.pages).slice(0, mostTold)
  return {
    name: read.name,
    format: formatNames[read.format],
    losses: read.losses.length > 0 ? read.losses : undefined,
    mending: mending.length > 0 ? mending : undefined,
    languages: languagesOf(read),
    pages: read.pages.map(shownPage(read.pages)),
    hasQuestions,
    how: [
      { value: 'instead', label: 'In place of the questions that are there', chosen: false },
      { value: 'behind', label: 'Behind them, with other ids where theirs are taken', chosen: false },
    ],
  }
}
