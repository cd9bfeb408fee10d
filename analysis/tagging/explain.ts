import type { Rule, Tag } from '../model.ts'

/**
 * Says in plain words why a tag was made: the rule “hierarch*” matched “hierarchical”, in a negated clause.
 *
 * @param tag the tag
 * @param rule the rule that made it
 * @param text the text that its spans lie in
 */
export function explainTag(tag: Tag, rule: Rule, text: string): string {
  const words = new Set(tag.evidence.map(({ start, end }) => `“${text.slice(start, end)}”`))
  const matched = new Intl.ListFormat('en-GB').format(words)
  return `the rule “${rule.source}” matched ${matched}${tag.negated ? ', in a negated clause' : ''}`
}

/** Says in plain words why a tag was made that was learned: what people coded is worded like this. */
export function explainLearned(tag: Tag, text: string): string {
  const words = new Set(tag.evidence.map(({ start, end }) => `“${text.slice(start, end)}”`))
  if (words.size === 0)
    return 'it is worded like passages that people coded so, though no one word decides it'
  const listed = new Intl.ListFormat('en-GB').format(words)
  return `it is worded like passages that people coded so: ${listed} ${words.size === 1 ? 'speaks' : 'speak'} for it`
}
