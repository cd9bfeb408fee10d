import type { Call, CallName } from '../grammar.ts'
import type { Refusal, Writing } from '../writing.ts'
import { actions } from './actions.ts'
import { chart, table } from './chart.ts'
import { evidence } from './evidence.ts'
import { claim, finding, of, prevalence } from './finding.ts'
import { fragment } from './fragment.ts'
import { heading } from './heading.ts'
import { method } from './method.ts'
import { counter, quote } from './quote.ts'

/** What each helper writes on the sheet. */
export const helpers: Record<CallName, (call: Call, writing: Writing) => Refusal> = {
  heading,
  number: heading,
  title: heading,
  subtitle: heading,
  quote,
  counter,
  fragment,
  finding,
  claim,
  prevalence,
  of,
  chart,
  table,
  evidence,
  actions,
  method,
}
