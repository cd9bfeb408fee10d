import { Decimal128, Double, Int32 } from 'bson'
import { toNumber } from '../values/numbers.ts'
import { type Num, wrap } from '../values/types.ts'
import { sum } from './operators/math.ts'

/**
 * Adds numbers, of the widest type among them. Doubles keep what rounding cuts off and add it at the end (Neumaier's
 * sum), as MongoDB does: ten times 0.1 is 1.
 */
export class Summation {
  private others: Num = new Int32(0)
  /** Of ints, while a JavaScript number holds it exactly. */
  private ints = 0
  private hasDouble = false
  private doubles = 0
  private cutOff = 0

  add(value: Num): void {
    if (value instanceof Int32) {
      if (!Number.isSafeInteger(this.ints + value.value)) this.takeInts()
      this.ints += value.value
      return
    }
    if (!(value instanceof Double)) {
      this.others = sum(this.others, value)
      return
    }
    this.hasDouble = true
    this.addDouble(value.value)
  }

  private addDouble(value: number): void {
    const total = this.doubles + value
    const [larger, smaller] =
      Math.abs(this.doubles) >= Math.abs(value) ? [this.doubles, value] : [value, this.doubles]
    // An infinity cuts nothing off, and its difference with itself is NaN.
    if (Number.isFinite(total)) this.cutOff += larger - total + smaller
    this.doubles = total
  }

  private takeInts(): void {
    this.others = sum(this.others, wrap(this.ints))
    this.ints = 0
  }

  result(): Num {
    this.takeInts()
    if (!this.hasDouble) return this.others
    if (this.others instanceof Decimal128) return sum(this.others, new Double(this.doubles + this.cutOff))
    const whole = new Summation()
    whole.doubles = this.doubles
    whole.cutOff = this.cutOff
    whole.addDouble(toNumber(this.others))
    return new Double(whole.doubles + whole.cutOff)
  }
}
