import type { z } from 'zod'
import type { Problem } from '../../../analysis/index.ts'
import { record } from '../../accounts/auditStore.ts'
import { isLanguage } from '../../http/languages/files.ts'
import { languageNamed, languagesOf } from '../languages/languages.ts'
import { changeSettings } from '../running/settingsStore.ts'
import type { Consultation } from '../store.ts'
import type { languagesForm } from './forms.ts'

type Change = z.infer<typeof languagesForm>

/**
 * Adds a language to those that a consultation is asked in, takes one away, or says in which its texts are written.
 * Translations stay, so that a language which is added again has them.
 */
export async function changeLanguages(
  consultation: Consultation,
  { do: what, tag, seen }: Change,
  account: string,
): Promise<{ ok: true; what: string } | { ok: false; problems: Problem[] }> {
  const before = languagesOf(consultation)
  const refused = (message: string) => ({
    ok: false as const,
    problems: [{ place: what === 'first' ? 'first' : 'tag', message }],
  })
  if (what !== 'remove' && !isLanguage(tag)) return refused('Choose a language from the list')
  if (what === 'remove' && tag === before[0]) return refused('The language of the texts cannot be taken away')
  const others = before.filter(each => each !== tag)
  const languages =
    what === 'add'
      ? [...others, tag]
      : what === 'remove'
        ? others
        : [tag, ...others.filter(each => each !== before[0])]
  if (what === 'add' && tag === before[0])
    return refused(`The texts are written in ${languageNamed(tag)} already`)
  if (!(await changeSettings(consultation._id, seen, { languages })))
    return refused(
      'Someone else changed the settings of this consultation meanwhile. Look at its languages, and try again',
    )
  const name = languageNamed(tag)
  const said: Record<Change['do'], string> = {
    add: `added the language ${name}`,
    remove: `took away the language ${name}`,
    first: `said that the texts are written in ${name}`,
  }
  await record(account, said[what], consultation._id)
  const told: Record<Change['do'], string> = {
    add: `${name} is added. Respondents are offered it once a version of the questions is published with it.`,
    remove: `${name} is taken away, and is no longer offered. Its translations are kept, should you add it again.`,
    first: `Saved: the texts are written in ${name}.`,
  }
  return { ok: true, what: told[what] }
}
