import { accumulatorOperators } from './operators/accumulators.ts'
import { arrayOperators } from './operators/arrays.ts'
import { bindingOperators } from './operators/binding.ts'
import { bitOperators } from './operators/bits.ts'
import { conditionOperators } from './operators/conditions.ts'
import { formatOperators } from './operators/dates/format.ts'
import { parseOperators } from './operators/dates/parse.ts'
import { partOperators } from './operators/dates/parts.ts'
import { spanOperators } from './operators/dates/spans.ts'
import type { ParseOperator } from './operators/define.ts'
import { documentOperators } from './operators/documents.ts'
import { mathOperators } from './operators/math.ts'
import { patternOperators } from './operators/patterns.ts'
import { sequenceOperators } from './operators/sequences.ts'
import { setOperators } from './operators/sets.ts'
import { stringOperators } from './operators/strings.ts'
import { trigonometryOperators } from './operators/trigonometry.ts'
import { typeOperators } from './operators/types.ts'

/** Every operator that an expression may use. */
export const expressionOperators = new Map<string, ParseOperator>(
  Object.entries({
    ...conditionOperators,
    ...mathOperators,
    ...trigonometryOperators,
    ...bitOperators,
    ...stringOperators,
    ...patternOperators,
    ...arrayOperators,
    ...sequenceOperators,
    ...setOperators,
    ...documentOperators,
    ...partOperators,
    ...spanOperators,
    ...formatOperators,
    ...parseOperators,
    ...typeOperators,
    ...bindingOperators,
    ...accumulatorOperators,
  }),
)
