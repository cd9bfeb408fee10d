import type { Page } from 'playwright-core'
import { deed } from '../../browser/deed.ts'
import type { Scene } from './scene.ts'

/** A page of the site in one of its states. */
export type View = {
  /** The route as the application declares it; none for what is no route, such as a page that is not found. */
  route?: string
  state: string
  /** Brings the page into that state. */
  open(scene: Scene): Promise<Page>
  /** Words by which the state is known. */
  says: string
  /** The status of an error page. */
  status?: number
}

export type Opening = View['open']

/** Goes there as the owner of the desk; the address is within the demo's consultation, unless it begins with `/`. */
export function desk(address: string | ((scene: Scene) => string)): Opening {
  return async scene => {
    const given = typeof address === 'string' ? address : address(scene)
    await scene.owner.goto(given.startsWith('/') ? given : `/desk/${scene.demo}${given ? `/${given}` : ''}`)
    return scene.owner
  }
}

/** Goes there without an account. */
export function visit(address: string | ((scene: Scene) => string | Promise<string>)): Opening {
  return async scene => {
    await scene.guest.goto(typeof address === 'string' ? address : await address(scene))
    return scene.guest
  }
}

/** Opens a page, then does something there. */
export function then(open: Opening, act: (page: Page, scene: Scene) => Promise<unknown>): Opening {
  return async scene => {
    const page = await open(scene)
    await act(page, scene)
    return page
  }
}

/** Presses the button of that name, and waits for the page that it leads to. */
export function press(open: Opening, name: string): Opening {
  return then(open, page => deed(page, () => page.getByRole('button', { name, exact: true }).click()))
}

/** Writes into every field for words, as someone does who has not sent the form yet. */
export function fill(open: Opening, words = 'What was written here before it was sent.'): Opening {
  return then(open, async page => {
    for (const field of await page.getByRole('main').getByRole('textbox').all()) await field.fill(words)
  })
}

/** Goes there in a consultation that nobody answered. */
export function inEmpty(rest = ''): Opening {
  return desk(scene => `/desk/${scene.closed}${rest}`)
}

/** Empties the field of that name, and saves. */
export function without(open: Opening, field: string, button: string): Opening {
  return press(
    then(open, page => page.getByRole('textbox', { name: field, exact: true }).fill('')),
    button,
  )
}
