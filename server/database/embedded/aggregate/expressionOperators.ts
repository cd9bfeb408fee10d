import { arrayOperators } from './operators/arrays.ts'
import { bindingOperators } from './operators/binding.ts'
import { conditionOperators } from './operators/conditions.ts'
import { dateOperators } from './operators/dates.ts'
import type { ParseOperator } from './operators/define.ts'
import { documentOperators } from './operators/documents.ts'
import { mathOperators } from './operators/math.ts'
import { stringOperators } from './operators/strings.ts'
import { typeOperators } from './operators/types.ts'

/** Every operator that an expression may use. */
export const expressionOperators = new Map<string, ParseOperator>(
  Object.entries({
    ...conditionOperators,
    ...mathOperators,
    ...stringOperators,
    ...arrayOperators,
    ...documentOperators,
    ...dateOperators,
    ...typeOperators,
    ...bindingOperators,
  }),
)
