import type { Express } from 'express'

type Layer = {
  route?: { path: string | string[]; methods: Record<string, boolean> }
  handle: { stack?: Layer[] }
}

/** Every route of the application as "METHOD /path". */
export function routesOf(app: Express): string[] {
  const walk = (layers: Layer[]): string[] =>
    layers.flatMap(({ route, handle }) =>
      route
        ? Object.keys(route.methods).flatMap(method =>
            [route.path].flat().map(path => `${method.toUpperCase()} ${path}`),
          )
        : walk(handle.stack ?? []),
    )
  return [...new Set(walk((app.router as unknown as { stack: Layer[] }).stack))]
}
