import type { Request, RequestHandler } from 'express'
import { heading, line } from './exposition.ts'

/** Up to how many seconds a request took, for each count of the histogram. */
const bounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

type Counts = { labels: Record<string, string>; upTo: number[]; count: number; seconds: number }

const methods = ['GET', 'HEAD', 'POST']

/** How many requests this process answered, by route as the application declares it, and how long they took. */
export class RequestCounts {
  readonly #counts = new Map<string, Counts>()

  readonly middleware: RequestHandler = (req, res, next) => {
    const began = performance.now()
    res.once('close', () => this.#add(req, res.statusCode, (performance.now() - began) / 1000))
    next()
  }

  #add(req: Request, status: number, seconds: number): void {
    const method = methods.includes(req.method) ? req.method : 'other'
    const labels = { method, route: routeOf(req), status: String(status) }
    const key = Object.values(labels).join(' ')
    const counts = this.#counts.get(key) ?? { labels, upTo: bounds.map(() => 0), count: 0, seconds: 0 }
    this.#counts.set(key, counts)
    counts.count++
    counts.seconds += seconds
    for (const [at, bound] of bounds.entries())
      if (seconds <= bound) counts.upTo[at] = (counts.upTo[at] ?? 0) + 1
  }

  /** The histogram in the text format of Prometheus. */
  exposition(): string {
    const name = 'soundings_request_seconds'
    const lines = [...this.#counts.values()].flatMap(({ labels, upTo, count, seconds }) => [
      ...bounds.map((bound, at) => line(`${name}_bucket`, { ...labels, le: String(bound) }, upTo[at] ?? 0)),
      line(`${name}_bucket`, { ...labels, le: '+Inf' }, count),
      line(`${name}_sum`, labels, seconds),
      line(`${name}_count`, labels, count),
    ])
    return `${[...heading(name, 'How long requests took, in seconds.', 'histogram'), ...lines].join('\n')}\n`
  }
}

/** `/answer/:token/:page`, never the address that was asked for: that may be a private link, or anything at all. */
function routeOf(req: Request): string {
  const route = (req.route as { path?: unknown } | undefined)?.path
  if (route !== undefined) return String(route)
  return req.originalUrl.startsWith('/assets/') ? '/assets' : 'none'
}
