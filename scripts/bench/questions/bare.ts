import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import handlebars from 'handlebars'
import * as helpers from '../../../server/http/helpers/index.ts'
import { root } from '../../../server/root.ts'

const views = path.join(root, 'views')

/**
 * The page of questions as the compiled templates alone make it, given what they are to show: no search for templates,
 * no Express, nothing worked out.
 */
export function bareTemplate(): (data: object) => string {
  const bare = handlebars.create()
  for (const [name, helper] of Object.entries(helpers)) bare.registerHelper(name, helper)
  bare.registerHelper('language', () => 'en')
  const compiled = (file: string) =>
    bare.compile(readFileSync(path.join(views, file), 'utf8').trim(), { preventIndent: true })
  for (const file of readdirSync(path.join(views, 'partials'), { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.hbs'))
      bare.registerPartial(
        file.slice(0, -'.hbs'.length).split(path.sep).join('/'),
        compiled(path.join('partials', file)),
      )
  const page = compiled('responses/questions.hbs')
  const layout = compiled('layouts/public.hbs')
  return data => layout({ ...data, body: page(data).trim() }).trim()
}
