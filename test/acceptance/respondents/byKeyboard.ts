import type { CDPSession, Page } from 'playwright-core'

/** What a screen reader says of the thing that has the focus; `group` names the set of fields that it is one of. */
export type Said = { role: string; name: string; description: string; group: string }

type Node = { role?: { value: string }; name?: { value: string }; description?: { value: string } }

/** Somebody who has a keyboard and a screen reader, and nothing else. */
export class KeyboardUser {
  readonly #page: Page
  readonly #session: CDPSession
  /** Everything that was said since the page came. */
  said: Said[] = []

  constructor(page: Page, session: CDPSession) {
    this.#page = page
    this.#session = session
  }

  /** Goes on by the Tab key until something of that name is said. @throws Error with what was said instead */
  async to(name: string): Promise<Said> {
    for (let press = 0; press < 60; press++) {
      await this.#page.keyboard.press('Tab')
      const here = await this.#listen()
      this.said.push(here)
      if (here.name === name) return here
    }
    throw new Error(`nothing is called “${name}”: ${JSON.stringify(this.said.map(each => each.name))}`)
  }

  /** Goes to a field and writes there. */
  async write(name: string, words: string): Promise<void> {
    await this.to(name)
    await this.#page.keyboard.type(words)
  }

  /** Goes to a choice, and takes it by the Space key. */
  async take(name: string): Promise<void> {
    await this.to(name)
    await this.#page.keyboard.press('Space')
  }

  /** Goes to a list, and chooses the entry that begins so. */
  async choose(name: string, beginning: string): Promise<void> {
    await this.write(name, beginning)
  }

  /** Goes to a group of which one can be chosen, and moves on to that choice by an arrow key. */
  async moveTo(first: string, last: string): Promise<void> {
    await this.to(first)
    for (let here = ''; here !== last; ) {
      await this.#page.keyboard.press('ArrowDown')
      const said = await this.#listen()
      if (said.name === here)
        throw new Error(`moveTo: the arrow leads from “${first}” to nothing but “${here}”`)
      here = said.name
    }
  }

  /** Goes to a button or link, presses it and waits for the page that it leads to. */
  async press(name: string): Promise<void> {
    await this.to(name)
    await Promise.all([this.#page.waitForEvent('load'), this.#page.keyboard.press('Enter')])
    this.said = []
  }

  async #listen(): Promise<Said> {
    const { role, name, description } = await this.#nodeOf('document.activeElement')
    const group = await this.#nodeOf(`document.activeElement.closest('fieldset') ?? document.body`)
    return { role, name, description, group: group.role === 'group' ? group.name : '' }
  }

  async #nodeOf(expression: string): Promise<Omit<Said, 'group'>> {
    const { result } = await this.#session.send('Runtime.evaluate', { expression })
    const asked = { objectId: result.objectId ?? '', fetchRelatives: false }
    const { nodes } = await this.#session.send('Accessibility.getPartialAXTree', asked)
    const { role, name, description } = (nodes[0] ?? {}) as Node
    return { role: role?.value ?? '', name: name?.value ?? '', description: description?.value ?? '' }
  }
}
