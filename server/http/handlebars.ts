import path from 'node:path'
import type { Express } from 'express'
import { engine } from 'express-handlebars'
import { root } from '../root.ts'
import * as helpers from './helpers/index.ts'

/** Renders `views/` with layouts, partials and our helpers. View models are plain data: prototype getters render empty. */
export function useHandlebars(app: Express, production: boolean): void {
  const views = path.join(root, 'views')
  app.engine(
    'hbs',
    engine({
      extname: 'hbs',
      layoutsDir: path.join(views, 'layouts'),
      partialsDir: path.join(views, 'partials'),
      defaultLayout: 'public',
      helpers,
      // Otherwise the lines of a textarea's words are indented as the partial around them is.
      compilerOptions: { preventIndent: true },
    }),
  )
  app.set('views', views)
  app.set('view engine', 'hbs')
  if (production) app.enable('view cache')
}
