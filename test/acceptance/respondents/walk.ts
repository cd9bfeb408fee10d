import type { Page } from 'playwright-core'

/** A thing that the Tab key stops at: where it stands on the page, in pixels, and how it shows that it has the focus. */
export type Halt = {
  what: string
  top: number
  left: number
  bottom: number
  /** True where it looks otherwise with the focus than without. */
  shown: boolean
  /** True where it is in the window, with nothing above its middle. */
  uncovered: boolean
}

export type Walk = {
  halts: Halt[]
  /** What stands on the page to be walked to, in the order in which it is read out. */
  expected: string[]
}

/** Walks through a page by the Tab key, from its beginning until the focus leaves it. */
export async function walkThrough(page: Page): Promise<Walk> {
  const count = await page.evaluate<number>(`(${begin})()`)
  // From what had the focus already, such as a summary of problems, the way leads once around, and over the window.
  // The key is held down.
  await Promise.all(Array.from({ length: count + 1 }, () => page.keyboard.down('Tab')))
  await page.keyboard.up('Tab')
  const { halts, expected } = await page.evaluate<Walk>('({ ...soundingsWalk, places: undefined })')
  const first = halts.findIndex(({ what }) => what === expected[0])
  return { halts: [...halts.slice(first), ...halts.slice(0, first)].slice(0, count), expected }
}

/** The same halts without their order: each is given the focus, as after a key was pressed. */
export async function haltEverywhere(page: Page): Promise<Halt[]> {
  await page.evaluate(`(${begin})()`)
  return page.evaluate<Halt[]>('(soundingsWalk.places.forEach(each => each.focus()), soundingsWalk.halts)')
}

/** Runs in the page; the script of a test is not bound by its policy. */
const begin = `() => {
  document.activeElement?.blur()
  getSelection().removeAllRanges()
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]'
  const candidates = [...document.querySelectorAll(wanted)].filter(each =>
    each.tabIndex >= 0 && !each.disabled && each.checkVisibility({ visibilityProperty: true }))
  // Of radio buttons with one name, the arrow keys go from one to the other.
  const group = each => each.type === 'radio' ? each.form?.elements[each.name] : undefined
  const inTurn = candidates.filter(each => {
    if (each.type !== 'radio') return true
    const same = candidates.filter(other => other.type === 'radio' && other.name === each.name)
    return each === (same.find(other => other.checked) ?? same[0])
  })
  const name = each => each.localName + ' ' + (each.id || each.name || each.textContent.trim().slice(0, 40))
  const looks = each => [each, ...(each.labels ?? [])].flatMap(part => [null, '::before', '::after'].map(pseudo => {
    const style = getComputedStyle(part, pseudo)
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor,
      style.borderColor, style.borderWidth].join()
  })).join()
  const before = new Map(inTurn.map(each => [each, looks(each)]))
  window.soundingsEnd?.abort()
  window.soundingsEnd = new AbortController()
  window.soundingsWalk = { halts: [], expected: inTurn.map(name), places: inTurn }
  document.addEventListener('focusin', ({ target }) => {
    // A link of several lines stands where its first begins.
    const [box] = target.getClientRects()
    // The middle of what is in the window: a box of many lines is higher than a small one.
    const between = (least, most, end) => (Math.max(least, 0) + Math.min(most, end)) / 2
    const there = document.elementFromPoint(
      between(box.left, box.right, innerWidth), between(box.top, box.bottom, innerHeight))
    // A field may have its label drawn upon it.
    const own = [target, ...(target.labels ?? [])]
    soundingsWalk.halts.push({
      what: name(target),
      top: box.top + scrollY, left: box.left, bottom: box.bottom + scrollY,
      shown: looks(target) !== before.get(target),
      uncovered: Boolean(there) && own.some(part => part.contains(there) || there.contains(part)),
    })
  }, { signal: soundingsEnd.signal })
  return inTurn.length
}`

/** Targets of a pointer that are smaller than 24 by 24 pixels and too near to others (WCAG 2.2, 2.5.8). */
export const smallTargets = `(() => {
  const shown = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter(each => each.checkVisibility({ visibilityProperty: true }) && each.tabIndex >= 0 && !skips(each))
  function skips(each) {
    // A link in a sentence is as high as its line; what is hidden until it has the focus is no target before.
    const words = each.closest('p, li, dd, td')
    const inline = each.localName === 'a' && getComputedStyle(each).display === 'inline' &&
      words && words.textContent.trim() !== each.textContent.trim()
    const box = each.getBoundingClientRect()
    return inline || (box.width <= 1 && box.height <= 1)
  }
  const boxes = shown.map(each => {
    const parts = [each, ...(each.type === 'radio' || each.type === 'checkbox' ? each.labels : [])]
    const all = parts.map(part => part.getBoundingClientRect())
    return {
      each,
      left: Math.min(...all.map(b => b.left)), right: Math.max(...all.map(b => b.right)),
      top: Math.min(...all.map(b => b.top)), bottom: Math.max(...all.map(b => b.bottom)),
    }
  })
  const isSmall = b => b.right - b.left < 24 || b.bottom - b.top < 24
  const middle = b => [(b.left + b.right) / 2, (b.top + b.bottom) / 2]
  const meets = (small, other) => {
    const [x, y] = middle(small)
    const [dx, dy] = isSmall(other)
      ? [x - middle(other)[0], y - middle(other)[1]]
      : [x - Math.min(Math.max(x, other.left), other.right), y - Math.min(Math.max(y, other.top), other.bottom)]
    return Math.hypot(dx, dy) < (isSmall(other) ? 24 : 12)
  }
  return boxes.filter(box => isSmall(box) && boxes.some(other => other !== box && meets(box, other)))
    .map(({ each, left, right, top, bottom }) =>
      each.outerHTML.slice(0, 120) + ' ' + Math.round(right - left) + ' by ' + Math.round(bottom - top))
})()`

/** What no other state would show: what is to be dragged, where help is, and what a browser may fill in by itself. */
export const facts = `({
  dragged: [...document.querySelectorAll('[draggable="true"], input[type=range], canvas')].map(each => each.outerHTML),
  help: [...document.querySelectorAll('body > footer a')].map(each => each.textContent).join(', '),
  fields: [...document.querySelectorAll('main input[type=text], main input[type=email]')]
    .map(each => (each.id || each.name) + ' ' + each.autocomplete),
})`
export type Facts = { dragged: string[]; help: string; fields: string[] }

/** Choices that look the same whether they are chosen or not. */
export const sameWhenChosen = `[...document.querySelectorAll('input[type=radio], input[type=checkbox]')].filter(each => {
  const looks = () => [each, ...each.labels].flatMap(part => ['::before', '::after'].map(pseudo => {
    const { opacity, borderColor, borderWidth, backgroundColor } = getComputedStyle(part, pseudo)
    return [opacity, borderColor, borderWidth, backgroundColor].join()
  })).join()
  const was = each.checked
  each.checked = false
  const before = looks()
  each.checked = true
  const after = looks()
  each.checked = was
  return before === after
}).map(each => each.id)`
