import { Decimal128 } from 'bson'

/** A finite decimal: `coefficient` × 10^`exponent`, exactly. */
export type Decimal = { coefficient: bigint; exponent: number }

const digits = 34
const maxExponent = 6111
const minExponent = -6176

/** The value of a Decimal128, or the JavaScript number where it is NaN or infinite. */
export function parseDecimal(value: Decimal128): Decimal | number {
  const text = value.toString()
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/.exec(text)
  if (!match) return Number(text)
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const coefficient = BigInt(whole + fraction)
  return {
    coefficient: sign === '-' ? -coefficient : coefficient,
    exponent: Number(exponent) - fraction.length,
  }
}

/** Rounds half to even to 34 digits, as IEEE 754-2008 has it; beyond the range it is an infinity. */
export function formatDecimal({ coefficient, exponent }: Decimal): Decimal128 {
  let magnitude = coefficient < 0n ? -coefficient : coefficient
  let power = exponent
  const excess = Math.max(magnitude.toString().length - digits, minExponent - power)
  if (excess > 0) {
    magnitude = divideHalfEven(magnitude, 10n ** BigInt(Math.min(excess, magnitude.toString().length + 1)))
    power += excess
  }
  while (power > maxExponent && magnitude !== 0n && magnitude.toString().length < digits) {
    magnitude *= 10n
    power -= 1
  }
  const sign = coefficient < 0n ? '-' : ''
  if (power > maxExponent && magnitude !== 0n) return Decimal128.fromString(`${sign}Infinity`)
  return Decimal128.fromStringWithRounding(`${sign}${magnitude}E${Math.min(power, maxExponent)}`)
}

function divideHalfEven(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor
  const twice = (value % divisor) * 2n
  return twice > divisor || (twice === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient
}

/** Without digits below 10^`exponent`. */
export function roundHalfEven(value: Decimal, exponent: number): Decimal {
  return withoutDigits(value, exponent, (magnitude, unit) => divideHalfEven(magnitude, unit))
}

/** The same, towards zero. */
export function truncateDecimal(value: Decimal, exponent: number): Decimal {
  return withoutDigits(value, exponent, (magnitude, unit) => magnitude / unit)
}

/** The greatest whole number that is not above the value. */
export function floorDecimal(value: Decimal): Decimal {
  const whole = truncateDecimal(value, 0)
  const isBelow = value.coefficient < 0n && compareDecimals(whole, value) !== 0
  return isBelow ? addDecimals(whole, { coefficient: -1n, exponent: 0 }) : whole
}

function withoutDigits(
  value: Decimal,
  exponent: number,
  divide: (magnitude: bigint, unit: bigint) => bigint,
): Decimal {
  if (value.exponent >= exponent) return value
  const magnitude = value.coefficient < 0n ? -value.coefficient : value.coefficient
  const rounded = divide(magnitude, 10n ** BigInt(exponent - value.exponent))
  return { coefficient: value.coefficient < 0n ? -rounded : rounded, exponent }
}

/** a / b with a digit more than a Decimal128 holds, so that rounding it is right; b is not zero. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal {
  const extra = digits + 2 + b.coefficient.toString().length
  const scaledUp = a.coefficient * 10n ** BigInt(extra)
  const quotient = scaledUp / b.coefficient
  const ideal = a.exponent - b.exponent
  if (scaledUp % b.coefficient !== 0n) {
    // A last digit stands for those that were cut off.
    const sign = quotient < 0n || (quotient === 0n && a.coefficient < 0n !== b.coefficient < 0n) ? -1n : 1n
    return { coefficient: quotient * 10n + sign, exponent: ideal - extra - 1 }
  }
  let [coefficient, exponent] = [quotient, ideal - extra]
  while (exponent < ideal && coefficient % 10n === 0n) {
    coefficient /= 10n
    exponent += 1
  }
  return { coefficient, exponent }
}

/** What is left of a after dividing by b towards zero; b is not zero. */
export function remainderOfDecimals(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent)
  return { coefficient: scaled(a, exponent) % scaled(b, exponent), exponent }
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent)
  return { coefficient: scaled(a, exponent) + scaled(b, exponent), exponent }
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent }
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const exponent = Math.min(a.exponent, b.exponent)
  const [left, right] = [scaled(a, exponent), scaled(b, exponent)]
  return left < right ? -1 : left > right ? 1 : 0
}

function scaled(value: Decimal, exponent: number): bigint {
  return value.coefficient * 10n ** BigInt(value.exponent - exponent)
}

/** What a finite double is, to its last digit: 0.1 is 0.1000000000000000055511151231257827021181583404541015625. */
export function exactDecimal(value: number): Decimal {
  const bits = Buffer.allocUnsafe(8)
  bits.writeDoubleBE(value)
  const word = bits.readBigUInt64BE()
  const biased = Number((word >> 52n) & 0x7ffn)
  const fraction = word & 0xfffffffffffffn
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n
  const power = (biased === 0 ? 1 : biased) - 1075
  const coefficient = value < 0 ? -mantissa : mantissa
  if (power >= 0) return { coefficient: coefficient << BigInt(power), exponent: 0 }
  // 2^-n = 5^n × 10^-n
  return { coefficient: coefficient * 5n ** BigInt(-power), exponent: power }
}
