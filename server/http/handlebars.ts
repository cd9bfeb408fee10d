import path from 'node:path'
import type { Express } from 'express'
import { create } from 'express-handlebars'
import Handlebars from 'handlebars'
import { root } from '../root.ts'
import * as helpers from './helpers/index.ts'
import { currentLanguage } from './languages/current.ts'
import { languages, translationOf, written } from './languages/files.ts'
import { translated } from './languages/fragments.ts'

const views = path.join(root, 'views')

/**
 * Renders `views/` with layouts, partials and our helpers, in the language of now. View models are plain data:
 * prototype getters render empty.
 */
export function useHandlebars(app: Express, production: boolean): void {
  const engines = new Map(languages.map(({ tag }) => [tag, engineOf(tag)]))
  app.engine('hbs', (file, options, done) => {
    void (engines.get(currentLanguage()) ?? engines.get(written))?.renderView(file, { ...options }, done)
  })
  app.set('views', views)
  app.set('view engine', 'hbs')
  if (production) app.enable('view cache')
}

/** Each language has templates of its own, whose texts are replaced before they are compiled: a page costs the same in each. */
function engineOf(tag: string) {
  const handlebars = Handlebars.create()
  const { compile } = handlebars
  handlebars.compile = (source, options) =>
    compile(
      translated(String(source), key => translationOf(tag, key)),
      options,
    )
  return create({
    extname: 'hbs',
    layoutsDir: path.join(views, 'layouts'),
    partialsDir: path.join(views, 'partials'),
    defaultLayout: 'public',
    handlebars,
    helpers: { ...helpers, language: () => tag },
    // Otherwise the lines of a textarea's words are indented as the partial around them is.
    compilerOptions: { preventIndent: true },
  })
}
