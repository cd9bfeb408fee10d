import path from 'node:path'
import type { Express } from 'express'
import { ExpressHandlebars } from 'express-handlebars'
import handlebars from 'handlebars'
import { root } from '../root.ts'
import * as helpers from './helpers/index.ts'
import { currentLanguage } from './languages/current.ts'
import { languages, translationOf, written } from './languages/files.ts'
import { translated } from './languages/fragments.ts'

type Told = (error: Error | null, html?: string) => void
type Options = { cache?: boolean; layout?: string | false }

const views = path.join(root, 'views')
const layouts = path.join(views, 'layouts')

/**
 * The templates in one language. Where they are kept, their partials and helpers are made known to Handlebars once: to
 * gather them for each page anew costs as much as the page itself.
 */
class KeptViews extends ExpressHandlebars {
  readonly #handlebars: typeof handlebars
  readonly #helpers: Record<string, Handlebars.HelperDelegate>
  #known: Promise<void> | undefined

  constructor(own: typeof handlebars, tag: string) {
    const known = { ...helpers, language: () => tag }
    super({
      handlebars: own,
      extname: 'hbs',
      layoutsDir: layouts,
      partialsDir: path.join(views, 'partials'),
      defaultLayout: 'public',
      helpers: known,
      compilerOptions: {
        // Otherwise the lines of a textarea's words are indented as the partial around them is.
        preventIndent: true,
        // A name that is no helper of these is looked up in what a page shows alone.
        knownHelpers: Object.fromEntries(Object.keys(known).map(name => [name, true])),
        knownHelpersOnly: true,
      },
    })
    this.#handlebars = own
    this.#helpers = known
  }

  show = (file: string, options: Options, done: Told): void => {
    if (!options.cache) this.engine(file, options as Parameters<typeof this.engine>[1], done)
    else
      this.#page(file, options).then(
        html => done(null, html),
        error => done(error),
      )
  }

  async #page(file: string, options: Options): Promise<string> {
    this.#known ??= this.#makeKnown()
    await this.#known
    const { layout = 'public' } = options
    const body = (await this.#kept(file))(options).trim()
    if (layout === false) return body
    return (await this.#kept(path.join(layouts, `${layout}.hbs`)))({ ...options, body }).trim()
  }

  async #kept(file: string): Promise<handlebars.TemplateDelegate> {
    return (await this.getTemplate(file, { cache: true })) as handlebars.TemplateDelegate
  }

  async #makeKnown(): Promise<void> {
    for (const [name, helper] of Object.entries(this.#helpers)) this.#handlebars.registerHelper(name, helper)
    const partials = (await this.getPartials({ cache: true })) as Record<string, handlebars.TemplateDelegate>
    for (const [name, partial] of Object.entries(partials)) this.#handlebars.registerPartial(name, partial)
  }
}

/**
 * Renders `views/` with layouts, partials and our helpers, in the language of now. View models are plain data:
 * prototype getters render empty.
 */
export function useHandlebars(app: Express, production: boolean): void {
  const english = viewsIn(written)
  const engines = new Map(languages.map(({ tag }) => [tag, tag === written ? english : viewsIn(tag)]))
  app.engine('hbs', (file, options, done) =>
    (engines.get(currentLanguage()) ?? english).show(file, options, done),
  )
  app.set('views', views)
  app.set('view engine', 'hbs')
  if (production) app.enable('view cache')
}

/** Texts are replaced before a template is compiled: a page costs the same in each language. */
function viewsIn(tag: string): KeptViews {
  const own = handlebars.create()
  const { compile } = own
  if (tag !== written)
    own.compile = (source, options) =>
      compile(
        translated(String(source), key => translationOf(tag, key)),
        options,
      )
  return new KeptViews(own, tag)
}
