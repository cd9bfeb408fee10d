import { findAccount } from '../../accounts/store.ts'
import type { Page, Questionnaire } from '../questions.ts'
import type { Consultation } from '../store.ts'
import { conditionWords } from './conditionWords.ts'
import { type Difference, differencesOf } from './differences.ts'
import { kinds } from './kinds.ts'
import { placeHref } from './page.ts'
import { frozenOf, publishProblems } from './publish.ts'
import type { Building } from './store.ts'

/** What would be published, what that changes, and what keeps it from being published. */
export function publishPage(
  consultation: Consultation,
  building: Building,
  versions: Questionnaire[],
  at: string,
) {
  const last = versions.at(-1)
  const mending = publishProblems(frozenOf(consultation, building), versions).map(problem => ({
    ...problem,
    href: placeHref(at, building.pages, problem),
  }))
  return {
    title: `Publish version ${consultation.version + 1}`,
    first: !last,
    next: consultation.version + 1,
    last: consultation.version,
    seen: building.version,
    opensAt: consultation.opensAt,
    mending: mending.length > 0 ? mending : undefined,
    differences: last && differencesOf(last.pages, building.pages).map(differenceView),
    pages: last ? undefined : building.pages.map(shownPage(building.pages)),
  }
}

/** Every version that was published, newest first. */
export async function versionList(versions: Questionnaire[]) {
  const listed = versions.map(async ({ version, publishedAt, publishedBy, pages }, n) => {
    const before = versions[n - 1]
    return {
      version,
      publishedAt,
      who: publishedBy && (await findAccount(publishedBy))?.name,
      pages: pages.length,
      questions: pages.flatMap(page => page.questions).length,
      changes: before && differencesOf(before.pages, pages).length,
    }
  })
  return { title: 'Versions of the questions', versions: (await Promise.all(listed)).reverse() }
}

/** A version as it was published, and what it changed. */
export function versionPage(versions: Questionnaire[], version: Questionnaire) {
  const before = versions.find(each => each.version === version.version - 1)
  return {
    title: `Version ${version.version} of the questions`,
    version: version.version,
    publishedAt: version.publishedAt,
    before: before?.version,
    differences: before && differencesOf(before.pages, version.pages).map(differenceView),
    pages: version.pages.map(shownPage(version.pages)),
  }
}

const whatWords: Record<Difference['what'], string> = {
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
}

function differenceView({ what, of, id, name, details }: Difference) {
  return { what: whatWords[what], of, id, name, details: details.length > 0 ? details : undefined }
}

/** A page to be read. */
export function shownPage(pages: Page[]) {
  return (page: Page) => ({
    title: page.title,
    when: page.when && conditionWords(page.when, pages),
    questions: page.questions.map(question => ({
      id: question.id,
      label: question.label,
      kind: kinds[question.type].name.toLowerCase(),
      when: question.when && conditionWords(question.when, pages),
      options: 'options' in question ? question.options.map(({ label }) => label).join('; ') : undefined,
    })),
  })
}
