import { expect } from 'chai'

/** Every number in a result, however deep, with the way to it. */
function* numbersIn(value: unknown, way = ''): Generator<[way: string, number: number]> {
  if (typeof value === 'number') yield [way, value]
  else if (value instanceof Map || value instanceof Set || ArrayBuffer.isView(value))
    yield* numbersIn([...(value as Iterable<unknown>)], way)
  else if (typeof value === 'object' && value !== null)
    for (const [key, own] of Object.entries(value)) yield* numbersIn(own, `${way}.${key}`)
}

/** Asks a function, and fails where it throws, gives nothing, or has a number in its result that is none. */
export function expectNumbers(name: string, ask: () => unknown): void {
  let result: unknown
  try {
    result = ask()
  } catch (error) {
    throw new Error(`${name} threw`, { cause: error })
  }
  expect(result, name).to.not.equal(undefined)
  for (const [way, number] of numbersIn(result))
    if (!Number.isFinite(number)) expect.fail(`${name}${way} is ${number}`)
}
