import { editCodebook } from '../../../server/codebook/edit.ts'
import { rulesFrom } from '../../../server/codebook/ruleLines.ts'
import type { Runner } from '../../../server/jobs/runner.ts'
import { consultation } from './fill.ts'

/** A word that stands in about one response of four, and that no rule asks for. */
const word = 'lantern'

/**
 * Gives a theme another rule, or takes it away again where it has it, and has every text tagged anew; resolves when all
 * that follows is done.
 */
export async function retagAll(runner: Runner): Promise<void> {
  await editCodebook(consultation, 'bench', (themes, version) => {
    const [first, ...others] = themes
    if (!first) throw new Error('retagAll: the codebook has no theme')
    const sources = first.rules.map(({ source }) => source)
    const wanted = sources.includes(word) ? sources.filter(source => source !== word) : [...sources, word]
    return {
      themes: [{ ...first, rules: rulesFrom(first.id, wanted), changed: version }, ...others],
      change: `Changed the rules of ${first.name}`,
    }
  })
  await runner.idle()
}
