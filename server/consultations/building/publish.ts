import type { Problem } from '../../../analysis/index.ts'
import { record } from '../../accounts/auditStore.ts'
import { languagesOf } from '../languages/languages.ts'
import { frozenTranslations } from '../languages/translations.ts'
import { questionnaireProblems } from '../questionnaireProblems.ts'
import type { Questionnaire } from '../questions.ts'
import { askNextVersion, type Consultation, freezeQuestionnaire } from '../store.ts'
import { publishedTypes, versionsOf } from '../versions.ts'
import { differs, typeProblems } from './differences.ts'
import { type Built, buildingOf } from './store.ts'

/** What would be published of what is built. */
export function frozenOf(consultation: Consultation, { pages, translations }: Built): Built {
  const [, ...others] = languagesOf(consultation)
  const frozen = frozenTranslations(pages, translations, others)
  return { pages, ...(frozen ? { translations: frozen } : {}) }
}

/** What keeps this from being published as the version after `versions`, each with its place. */
export function publishProblems(frozen: Built, versions: Questionnaire[]): Problem[] {
  const { pages } = frozen
  const problems = [...questionnaireProblems(pages), ...typeProblems(publishedTypes(versions), pages)]
  if (problems.length === 0 && !differs(versions.at(-1), frozen))
    problems.push({ place: '', message: 'Nothing is different from the version that is published.' })
  return problems
}

/**
 * Freezes what is being built, as whoever presses the button saw it (`seen`, the version of the building), and asks
 * it from then on. The version is written first, which is what publishes it: where the process is killed before the
 * consultation names it, whoever opens the questions next has that made good (see `askNextVersion`).
 */
export async function publish(
  consultation: Consultation,
  account: string,
  seen: number,
  now: Date,
): Promise<{ ok: true; version: number } | { ok: false; problems: Problem[] }> {
  const [building, versions] = await Promise.all([buildingOf(consultation), versionsOf(consultation)])
  if (building.version !== seen) return refused('Someone else changed the questions meanwhile')
  const built = frozenOf(consultation, building)
  const problems = publishProblems(built, versions)
  if (problems.length > 0) return { ok: false, problems }
  const version = consultation.version + 1
  const frozen = await freezeQuestionnaire({
    consultation: consultation._id,
    version,
    ...built,
    publishedAt: now,
    publishedBy: account,
  })
  await askNextVersion(consultation)
  if (!frozen) return refused('Someone else published a version meanwhile')
  await record(account, `published version ${version} of the questions`, consultation._id)
  return { ok: true, version }
}

function refused(why: string): { ok: false; problems: Problem[] } {
  return { ok: false, problems: [{ place: '', message: `${why}. Look at what would be published now` }] }
}
