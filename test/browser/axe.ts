import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import type { Site } from '../site.ts'
import { openPage, type Window } from './openPage.ts'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const everything: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}
/** What another scheme of colours can change. */
const colours = rules('color-contrast', 'link-in-text-block')
/** What another width can change, beside what the page is wide itself. */
const places = rules('color-contrast', 'target-size', 'scrollable-region-focusable')

/**
 * axe in pages of its own, into which a copy is put of whatever is to be looked at: to put axe into every page anew
 * would take longer than its rules.
 */
export type Axe = {
  /**
   * What is wrong with a page as it stands, one line for each element: by WCAG 2.2 A and AA and best practice on a
   * wide screen in light colours.
   *
   * @param again whether to look once more at the colours in the dark, and at what a narrow screen changes
   */
  problems(page: Page, options: { again: boolean }): Promise<string[]>
  close(): Promise<void>
}

/** Opens axe beside a site, whose stylesheet and policy are in force there. */
export async function openAxe(site: Site): Promise<Axe> {
  const wide = await openRules(site, everything, {})
  const dark = await openRules(site, colours, { colorScheme: 'dark' })
  const narrow = await openRules(site, places, { width: 320 })
  return {
    async problems(page, { again }) {
      const copy = await page.evaluate<Copy>(copyOfPage)
      const found = await wide.problems(copy)
      if (!again) return found
      const inDark = await dark.problems(copy)
      const onNarrow = await narrow.problems(copy)
      return [
        ...found,
        ...inDark.map(problem => `in the dark: ${problem}`),
        ...onNarrow.map(problem => `on a narrow screen: ${problem}`),
      ]
    },
    async close() {
      await Promise.all([wide.close(), dark.close(), narrow.close()])
    },
  }
}

function rules(...values: string[]): RunOptions {
  return { runOnly: { type: 'rule', values } }
}

/** A page with axe in it, which stays there: copies take the place of what is shown. */
async function openRules(site: Site, options: RunOptions, window: Window) {
  const { page, close } = await openPage(site, window)
  await page.goto('/accessibility')
  await page.evaluate(`${source};0`)
  // What passes, and by which selectors, is asked by nobody; styles are not read once more for a rule that has none.
  const asked = { ...options, resultTypes: ['violations'], selectors: false, preload: { assets: ['media'] } }
  const run = `axe.run(${JSON.stringify(asked)}).then(found => found.violations)`
  return {
    close,
    async problems(copy: Copy): Promise<string[]> {
      const violations = await page.evaluate<AxeResults['violations']>(
        `(${showCopy})(${JSON.stringify(copy)}).then(() => ${run})`,
      )
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
      )
    },
  }
}

/** A page with what is filled in; `focused` counts the elements of its body before the one with the focus. */
type Copy = { address: string; html: string; focused: number }

const copyOfPage = `(() => {
  const copy = document.documentElement.cloneNode(true)
  const fields = 'input, option, textarea'
  const copied = copy.querySelectorAll(fields)
  document.querySelectorAll(fields).forEach((field, place) => {
    const same = copied[place]
    if (field.localName === 'option') same.toggleAttribute('selected', field.selected)
    else if (field.localName === 'textarea') same.textContent = field.value
    else if (/^(checkbox|radio)$/.test(field.type)) same.toggleAttribute('checked', field.checked)
    else if (field.type !== 'file') same.setAttribute('value', field.value)
  })
  for (const unseen of copy.querySelectorAll('noscript, script')) unseen.remove()
  return {
    address: location.href,
    html: copy.outerHTML,
    focused: [...document.body.querySelectorAll('*')].filter(each => each.localName !== 'script' &&
      !each.closest('noscript')).indexOf(document.activeElement),
  }
})()`

/** Stylesheets that are there already stay; others are waited for. */
const showCopy = `async ({ address, html, focused }) => {
  const shown = new DOMParser().parseFromString(html, 'text/html')
  const here = new URL(address)
  history.replaceState(null, '', here.pathname + here.search + here.hash)
  for (const { name } of [...document.documentElement.attributes]) document.documentElement.removeAttribute(name)
  for (const { name, value } of shown.documentElement.attributes) document.documentElement.setAttribute(name, value)
  const isStyle = each => each.matches('link[rel=stylesheet]')
  const old = [...document.head.children].filter(isStyle)
  const wanted = [...shown.head.children].filter(isStyle)
  const keep = old.map(each => each.href).join() === wanted.map(each => each.href).join()
  for (const each of [...document.head.children]) if (!keep || !isStyle(each)) each.remove()
  for (const each of [...shown.head.children]) if (!keep || !isStyle(each)) document.head.append(document.adoptNode(each))
  if (!keep) await Promise.all([...document.head.children].filter(isStyle).map(each =>
    new Promise(resolve => { each.onload = each.onerror = resolve })))
  document.body.replaceWith(document.adoptNode(shown.body))
  document.body.querySelectorAll('*')[focused]?.focus()
}`
