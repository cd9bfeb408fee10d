import { accumulatorNames } from './aggregate/accumulators.ts'
import { expressionOperators } from './aggregate/expressionOperators.ts'
import { type Refusals, refusedAccumulators, refusedExpressions, refusedStages } from './aggregate/refused.ts'
import { stages } from './aggregate/stages.ts'
import { windowFunctions } from './aggregate/windows/functions.ts'
import { refusedCommands } from './commands/refused.ts'
import { commands } from './commands/table.ts'
import { operators } from './query/operators.ts'
import { topLevelOperators } from './query/parseFilter.ts'
import { refusedFilters } from './query/refused.ts'
import { schemaKeywords } from './query/schema.ts'
import { updateOperators } from './update/parseUpdate.ts'

type Family = { name: string; supported: string[]; refused: Refusals }

const none: Refusals = new Map()

/** Everything that a client may ask for by name, read from the tables that answer it. */
export function supportFamilies(): Family[] {
  return [
    { name: 'Commands', supported: [...commands.keys()], refused: refusedCommands },
    { name: 'Stages', supported: [...stages.keys(), '$out', '$merge'], refused: refusedStages },
    { name: 'Expressions', supported: [...expressionOperators.keys()], refused: refusedExpressions },
    { name: 'Accumulators', supported: accumulatorNames(), refused: refusedAccumulators },
    { name: 'Window functions', supported: Object.keys(windowFunctions), refused: none },
    {
      name: 'Filters',
      supported: [...topLevelOperators, ...operators.keys(), '$not'],
      refused: refusedFilters,
    },
    { name: 'JSON Schema', supported: schemaKeywords, refused: none },
    { name: 'Updates', supported: updateOperators, refused: none },
  ]
}

/** The same as a table in Markdown, for the README. */
export function supportTable(): string {
  const rows = supportFamilies().map(({ name, supported, refused }) => {
    const codes = [...refused].map(([each, refusal]) => `\`${each}\` (${refusal().code})`)
    return `| ${name} | ${listed(supported.map(each => `\`${each}\``))} | ${listed(codes)} |`
  })
  return ['| | supported | refused, with the code |', '|---|---|---|', ...rows].join('\n')
}

function listed(names: string[]): string {
  return [...new Set(names)].sort().join(' ')
}
