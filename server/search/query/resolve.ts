import { stances } from '../../../analysis/application.ts'
import { type Problem, parseRule, type Stance } from '../../../analysis/index.ts'
import { withDescendants } from '../../codebook/hierarchy.ts'
import type { StoredTheme } from '../../codebook/store.ts'
import { type CodedAs, type Condition, codedAs, type Search } from './condition.ts'
import { parseQuery } from './parseQuery.ts'
import { type Query, QueryError } from './query.ts'

/** The names that a query may use in a consultation. */
export type Names = {
  themes: Pick<StoredTheme, 'id' | 'name' | 'parent'>[]
  /** What was asked, by the question's id. */
  questions: Map<string, string>
  attributes: string[]
  /** People who may have coded, by account. */
  coders: Map<string, string>
}

export type Resolved = { ok: true; search: Search | undefined } | { ok: false; problems: Problem[] }

/**
 * Reads a query with the names of a consultation.
 * @returns no search where nothing was entered; a problem's message says at which character
 */
export function resolveQuery(entered: string, names: Names): Resolved {
  try {
    const query = parseQuery(entered)
    return { ok: true, search: query && new Resolver(names).resolve(query) }
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    const place = error.at >= entered.length ? 'At its end' : `At character ${error.at + 1}`
    return { ok: false, problems: [{ place: 'q', message: `${place}: ${error.message}` }] }
  }
}

class Resolver {
  readonly #names: Names
  readonly #rules: string[] = []
  #verdict: CodedAs | undefined
  #stance: Stance | undefined
  #coder: string | undefined
  #namesTheme = false

  constructor(names: Names) {
    this.#names = names
  }

  resolve(query: Query): Search {
    const found = this.#condition(query)
    const speaksOfCodings = this.#verdict ?? this.#stance ?? this.#coder
    const any: Condition = { kind: 'coded', themes: undefined }
    const verdict = this.#verdict ?? 'accepted'
    if (verdict === 'unreviewed' && (this.#stance ?? this.#coder))
      throw new QueryError(
        0,
        'What nobody decided on has no stance and no coder. Take these away, or verdict:unreviewed.',
      )
    return {
      condition:
        speaksOfCodings && !this.#namesTheme ? { kind: 'and', wide: false, left: any, right: found } : found,
      rules: this.#rules,
      verdict,
      stance: this.#stance,
      coder: this.#coder,
    }
  }

  #condition(query: Query): Condition {
    switch (query.kind) {
      case 'words':
        return this.#words(query.rule, query.at)
      case 'field':
        return this.#field(query)
      case 'without':
        return { kind: 'without', inside: this.#condition(query.inside) }
      default:
        return { ...query, left: this.#condition(query.left), right: this.#condition(query.right) }
    }
  }

  #words(rule: string, at: number): Condition {
    const parsed = parseRule(rule)
    if (!parsed.ok) throw new QueryError(at + parsed.problem.at, parsed.problem.message)
    return { kind: 'words', rule: this.#rules.push(rule) - 1 }
  }

  #field({ name, value, below, at }: Query & { kind: 'field' }): Condition {
    const key = plain(name)
    if (value === '')
      throw new QueryError(at, `“${name}:” needs a name after it, as in: ${name}:"two words".`)
    switch (key) {
      case 'theme':
        return this.#theme(value, below, at)
      case 'question':
        return this.#question(value, at)
      case 'verdict':
        this.#verdict = this.#once(this.#verdict, oneOf(codedAs, value, name, at), name, at)
        return { kind: 'always' }
      case 'stance':
        this.#stance = this.#once(this.#stance, oneOf(stances, value, name, at), name, at)
        return { kind: 'always' }
      case 'coder':
        this.#coder = this.#once(this.#coder, this.#coderCalled(value, at), name, at)
        return { kind: 'always' }
    }
    const attribute = this.#names.attributes.find(each => plain(each) === key)
    if (attribute !== undefined)
      return { kind: 'attribute', name: attribute, value: plain(value), begins: below }
    const known = ['theme', 'question', 'verdict', 'stance', 'coder', ...this.#names.attributes.map(plain)]
    throw new QueryError(
      at,
      `Nothing can be searched for by “${name}:”. There are ${known.join(', ')}. To find these words themselves, put them in quotation marks.`,
    )
  }

  #theme(value: string, below: boolean, at: number): Condition {
    this.#namesTheme = true
    const { themes } = this.#names
    const called = themes.filter(theme => theme.id === value || plain(theme.name) === plain(value))
    if (called.length === 0) {
      const close = themes
        .filter(({ name }) => plain(name).includes(plain(value)))
        .map(({ name }) => `“${name}”`)
      const hint =
        close.length > 0 ? ` There is ${close.slice(0, 5).join(', ')}.` : ' Choose one in the form below.'
      throw new QueryError(at, `There is no theme called “${value}”.${hint}`)
    }
    const ids = called.flatMap(({ id }) => (below ? [...withDescendants(themes, id)] : [id]))
    return { kind: 'coded', themes: [...new Set(ids)] }
  }

  #question(value: string, at: number): Condition {
    const questions = [...this.#names.questions]
    const exact = questions.filter(([id, label]) => id === value || plain(label) === plain(value))
    const found =
      exact.length > 0 ? exact : questions.filter(([, label]) => plain(label).includes(plain(value)))
    if (found.length === 0)
      throw new QueryError(
        at,
        `No question asks “${value}”. Choose one in the form below, or give some of its words.`,
      )
    return { kind: 'question', questions: found.map(([id]) => id) }
  }

  #coderCalled(value: string, at: number): string {
    for (const [id, name] of this.#names.coders) if (id === value || plain(name) === plain(value)) return id
    throw new QueryError(at, `Nobody called “${value}” has an account here.`)
  }

  #once<T>(before: T | undefined, now: T, name: string, at: number): T {
    if (before !== undefined && before !== now)
      throw new QueryError(at, `“${name}:” is about the whole query and can say one thing. Keep one of them.`)
    return now
  }
}

function oneOf<T extends string>(list: readonly T[], value: string, name: string, at: number): T {
  const found = list.find(each => each === value.toLowerCase())
  if (found) return found
  throw new QueryError(at, `“${name}:” is one of ${list.join(', ')}, not “${value}”.`)
}

/** A name without case, a hyphen for all that is no letter or number, so that “Job title” is found as job-title. */
export function plain(name: string): string {
  const joined = name
    .normalize('NFC')
    .toLocaleLowerCase('en-GB')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
  return joined.replace(/^-|-$/g, '')
}
