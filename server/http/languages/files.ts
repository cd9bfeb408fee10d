import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { root } from '../../root.ts'

/** The language in which every text is written in the templates and in the code. */
export const written = 'en'

/** A language of the respondents’ pages: one file of `views/languages`, named by its tag (BCP 47), such as `cy.json`. */
export type Language = {
  tag: string
  /** As its speakers call it. */
  name: string
  /** By the English text, which is a fragment of a template or a message of the code: see docs/languages.md. */
  texts: ReadonlyMap<string, string>
}

const fileForm = z.strictObject({ name: z.string().min(1), texts: z.record(z.string(), z.string().min(1)) })

const folder = path.join(root, 'views/languages')

/** All of them, English first: its file lists every text there is, and is what another begins as. */
export const languages: Language[] = readdirSync(folder)
  .filter(file => file.endsWith('.json'))
  .map(readLanguage)
  .sort((a, b) => Number(b.tag === written) - Number(a.tag === written))

const byTag = new Map(languages.map(language => [language.tag, language]))

function readLanguage(file: string): Language {
  const parsed = fileForm.safeParse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')))
  if (!parsed.success) throw new Error(`views/languages/${file}: ${z.prettifyError(parsed.error)}`)
  const { name, texts } = parsed.data
  return { tag: path.basename(file, '.json'), name, texts: new Map(Object.entries(texts)) }
}

export function isLanguage(tag: unknown): tag is string {
  return typeof tag === 'string' && byTag.has(tag)
}

/** The text in a language; undefined where it is not translated, and so shown in English. */
export function translationOf(tag: string, english: string): string | undefined {
  return tag === written ? undefined : byTag.get(tag)?.texts.get(english)
}

/** The texts that a language lacks, and so has in English. */
export function missingTexts(tag: string): string[] {
  const all = byTag.get(written)?.texts.keys() ?? []
  return [...all].filter(text => !byTag.get(tag)?.texts.has(text))
}
