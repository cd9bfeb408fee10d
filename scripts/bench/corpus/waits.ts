import type { Researcher } from './researcher.ts'

const rounds = 4
/** How many responses, and suggestions, somebody goes through one after another. */
const steps = 40
/** After so many milliseconds nothing is tried again, once it was tried often enough to tell. */
const longEnough = 45_000
const fewest = 5

/** What is looked for; each so many times. */
const searches = [
  'pay',
  'turnip',
  'kettle lantern',
  '"ferry orchard"',
  'pay NEAR/3 council',
  'pay AND housing NOT budget',
  'ledger OR saddle OR copper',
  'harb*',
  'theme:Culture',
  'theme:Culture AND pay',
  'theme:Culture NEAR/10 theme:Vision',
  'theme:Culture theme:Outsourcing meadow',
  'verdict:unreviewed pay',
  'verdict:rejected theme:Vision',
  'pay sector:"sector 3"',
  'coucnil',
]

/** How long each of several steps took, in milliseconds. */
export type Times = number[]

/** Where it is waited: the address of a consultation’s first page of the desk, and the ids of its themes. */
export type Place = { desk: string; themes: string[] }

export type Wait = (place: Place, by: Researcher) => Promise<Times>

/**
 * What a researcher waits for in a consultation, by name, from the press of a key to the whole page that follows. The
 * first of each compiles templates, and is not counted.
 */
export const waits: Record<string, Wait> = {
  'next response': async ({ desk }, by) => {
    let page = await by.open(`${desk}/work/next`)
    return timed(steps, async () => {
      page = await by.press(page, '/done$', 'done')
    })
  },
  'queue step': async ({ desk }, by) => {
    let page = await by.open(`${desk}/queue`)
    return timed(steps, async step => {
      page = await by.press(page, '/responses/[^/]+/tags/', step % 3 === 0 ? 'reject' : 'accept-supports')
    })
  },
  'queue step, least sure first': async ({ desk }, by) => {
    let page = await by.open(`${desk}/queue?order=leastSure`)
    return timed(steps, async () => {
      page = await by.press(page, '/responses/[^/]+/tags/', 'accept-mentions')
    })
  },
  "a theme's page": async ({ desk, themes }, by) => {
    const lists = ['accepted', 'unreviewed', 'rejected'].flatMap(list =>
      themes.map(theme => `${desk}/themes/${theme}?show=${list}`),
    )
    return timed(lists.length, at => by.open(lists[at] ?? ''))
  },
  search: async ({ desk }, by) => {
    const addresses = searches.map(q => `${desk}/search?${new URLSearchParams({ q })}`)
    return timed(rounds * addresses.length, at => by.open(addresses[at % addresses.length] ?? ''))
  },
}

/** How long something takes, so many times, or as often as time allows. */
export async function timed(times: number, act: (at: number) => Promise<unknown>): Promise<Times> {
  const found: Times = []
  await act(0)
  const began = performance.now()
  for (let at = 0; at < times; at++) {
    const started = performance.now()
    if (at >= fewest && started - began > longEnough) break
    await act(at)
    found.push(performance.now() - started)
  }
  return found
}

/** The 95th percentile. */
export function percentile(found: Times): number {
  const sorted = [...found].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0
}
