import { findAccount } from '../../accounts/store.ts'
import { languageNamed, languagesOf } from '../languages/languages.ts'
import { textsOf } from '../languages/texts.ts'
import { gapsIn, translationsIn } from '../languages/translations.ts'
import type { Page, Questionnaire } from '../questions.ts'
import { type Consultation, zoneOf } from '../store.ts'
import { conditionWords } from './conditionWords.ts'
import { type Difference, differencesOf, languageChanges } from './differences.ts'
import { kinds } from './kinds.ts'
import { placed } from './page.ts'
import { frozenOf, publishProblems } from './publish.ts'
import type { Building, Built } from './store.ts'

/** What would be published, what that changes, and what keeps it from being published. */
export function publishPage(
  consultation: Consultation,
  building: Building,
  versions: Questionnaire[],
  at: string,
) {
  const last = versions.at(-1)
  const frozen = frozenOf(consultation, building)
  const mending = publishProblems(frozen, versions).map(problem => placed(at, building.pages, problem))
  return {
    title: `Publish version ${consultation.version + 1}`,
    first: !last,
    next: consultation.version + 1,
    last: consultation.version,
    seen: building.version,
    opensAt: consultation.opensAt,
    zone: zoneOf(consultation),
    hasPages: building.pages.length > 0,
    mending: mending.length > 0 ? mending : undefined,
    differences: last && differencesOf(last.pages, building.pages).map(differenceView),
    languageChanges: last && languagesChanged(last.translations, frozen.translations),
    ...translatedView(consultation, frozen, at),
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
    languageChanges: before && languagesChanged(before.translations, version.translations),
    pages: version.pages.map(shownPage(version.pages)),
  }
}

/** How far each of the other languages has come, before it is published. */
function translatedView(consultation: Consultation, { pages, translations }: Built, at: string) {
  const [first, ...others] = languagesOf(consultation)
  const translated = others.map(tag => {
    const gaps = gapsIn(textsOf(pages), translationsIn(translations, tag))
    const missing = gaps.filter(({ why }) => why === 'missing').length
    return {
      ...{ name: languageNamed(tag), first: languageNamed(first), href: `${at}/languages#${tag}` },
      ...{ gaps: gaps.length, missing, outdated: gaps.length - missing },
    }
  })
  return {
    translated: translated.length > 0 ? translated : undefined,
    untold: translated.some(({ gaps }) => gaps > 0),
  }
}

function languagesChanged(before: Built['translations'], after: Built['translations']) {
  const changes = languageChanges(before, after).map(each => ({ ...each, name: languageNamed(each.tag) }))
  return changes.length > 0 ? changes : undefined
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
