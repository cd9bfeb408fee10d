import { sayDone, sayProblem } from './codingSaid.ts'

/** What is to be done before and after the page’s content is put in the place of what was there. */
type Swapping = { before?: () => unknown; after: () => unknown }
const swappings: Swapping[] = []

export function onSwapped(after: () => unknown, before?: () => unknown): void {
  swappings.push({ after, ...(before ? { before } : {}) })
}

/** One after another: what a deed comes to may depend on the one before. */
let sending: Promise<void> = Promise.resolve()
let unsent = 0
/** Puts the newest answer in place; none where it is there. */
let put: (() => void) | undefined

/**
 * Sends the forms that decide and code without leaving the page: the page that the server answers with is put in its
 * place, so that one goes on where one is. What cannot be sent so is said, and nothing that was chosen is lost. Whoever
 * goes on meanwhile is not disturbed: of several answers the last is put in place, once no theme is being looked for.
 */
export function sendInPlace(): void {
  document.addEventListener('submit', event => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return
    if (form.dataset.inPlace === undefined) return
    event.preventDefault()
    // In the queue the next suggestion is still to come: nobody decides twice on this one by typing fast.
    if (unsent > 0 && form.closest('.queue')) return
    const submitter = event.submitter instanceof HTMLButtonElement ? event.submitter : null
    const fields = new URLSearchParams()
    for (const [name, value] of new FormData(form, submitter)) fields.append(name, String(value))
    const address = submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? ''
    const place = placeOf(submitter)
    unsent++
    sending = sending
      .then(() => send(form.method === 'get' ? 'GET' : 'POST', address, fields, place))
      .catch(() => sayProblem(noConnection))
      .then(() => {
        unsent--
        putInPlace()
      })
  })
  // The event of a dialog goes no further than itself.
  document.addEventListener('close', putInPlace, { capture: true })
  addEventListener('popstate', () => location.reload())
}

/** Unless more is on its way, or a theme is being looked for: then what was answered waits. */
function putInPlace(): void {
  if (!put || unsent > 0 || document.querySelector('dialog[open]')) return
  const now = put
  put = undefined
  now()
}

const noConnection = 'It could not be sent: there is no connection. Nothing is lost; try again in a moment.'

async function send(
  method: 'GET' | 'POST',
  address: string,
  fields: URLSearchParams,
  place: Place,
): Promise<void> {
  const answer = await (method === 'GET'
    ? fetch(`${address}?${fields}`)
    : fetch(address, { method, body: fields }))
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const content = page.querySelector('main')
  if (!answer.ok)
    return sayProblem(`${content?.textContent?.trim().replace(/\s+/g, ' ') ?? 'It could not be done.'}`)
  // Another kind of page, as the one to sign in on, is gone to.
  if (!content || !page.querySelector('script[src="/assets/coding.js"]')) return location.assign(answer.url)
  put = () => swap(page, content, answer.url, place)
}

function swap(page: Document, content: Element, url: string, place: Place): void {
  const main = document.querySelector('main')
  if (!main) {
    location.assign(url)
    return
  }
  const panel = document.querySelector('.coding__themes')
  const scrolled = panel?.scrollTop ?? 0
  for (const { before } of swappings) before?.()
  const notice = content.querySelector('.notice[role="status"]')
  const said = notice?.textContent?.trim() ?? ''
  // It is said below, where one is.
  notice?.remove()
  // What was taken out of the content to stay is there already.
  for (const part of content.querySelectorAll('[data-stays]')) part.remove()
  document.title = page.title
  main.replaceChildren(...[...content.childNodes].map(node => document.importNode(node, true)))
  const address = new URL(url)
  if (address.pathname + address.search === location.pathname + location.search)
    history.replaceState(null, '', url)
  else history.pushState(null, '', url)
  main.dispatchEvent(new Event('asked', { bubbles: true }))
  const after = document.querySelector('.coding__themes')
  if (after) after.scrollTop = scrolled
  returnTo(place)
  for (const { after } of swappings) after()
  const offered = main.querySelector('#queue-decision')?.textContent?.trim() ?? ''
  sayDone([said, offered].filter(Boolean).join(' '))
  document.documentElement.dataset.deeds = String(Number(document.documentElement.dataset.deeds ?? 0) + 1)
}

/** Where somebody pressed: which button, in which passage; whether on one that is folded away, and whether the focus was in the passage. */
type Place = { passage: Passage | undefined; deed: string; folded: boolean; held: boolean }

/** An item of the list of passages; `at` is its place among the suggestions, -1 for a coding. */
type Passage = { id: string; text: string; from: number; to: number; at: number }

const items = '[data-passage]'
const suggestions = '.passage-item--suggested[data-passage]'

function placeOf(button: HTMLButtonElement | null): Place {
  const item = button?.closest<HTMLElement>(items)
  return {
    passage: item ? passageOf(item) : undefined,
    deed: button?.value ?? '',
    folded: button !== null && button === document.activeElement && button.closest('details') !== null,
    held: item?.contains(document.activeElement) ?? false,
  }
}

function passageOf(item: HTMLElement): Passage {
  const { text = '', from, to } = item.dataset
  const at = [...document.querySelectorAll(suggestions)].indexOf(item)
  return { id: item.id, text, from: Number(from), to: Number(to), at }
}

/** Has the focus where it was, or on what the deed leads to. */
function returnTo({ passage, deed, folded, held }: Place): void {
  const problems = document.querySelector<HTMLElement>('#problems')
  if (problems) {
    problems.focus()
    return
  }
  const queued = document.querySelector<HTMLElement>('.queue [data-passage]')
  const item = queued ?? (passage && itemAfter(passage, deed))
  if (!item || !passage) return
  const details = item.querySelector<HTMLDetailsElement>('.passage-item__more')
  if (details && folded) details.open = true
  const button = item.querySelector<HTMLElement>(`button[value="${deed}"]`)
  if (button && folded) button.focus()
  else if (held || queued) item.focus({ preventScroll: !queued })
  item.dispatchEvent(new CustomEvent('current', { bubbles: true }))
}

/** The passage itself; where it was adjusted, what stands for it; where it was decided on, the suggestion after it. */
function itemAfter({ id, text, from, to, at }: Passage, deed: string): HTMLElement | undefined {
  const same = document.getElementById(id)
  if (same) return same
  const next = document.querySelectorAll<HTMLElement>(suggestions)[at]
  if (at >= 0 && !/^(start|end)-/.test(deed)) return next
  const shared = (item: HTMLElement) =>
    item.dataset.text === text
      ? Math.min(to, Number(item.dataset.to)) - Math.max(from, Number(item.dataset.from))
      : 0
  return [...document.querySelectorAll<HTMLElement>(`${items}:not(${suggestions})`)]
    .filter(item => shared(item) > 0)
    .sort((a, b) => shared(b) - shared(a) || lengthOf(a) - lengthOf(b))[0]
}

function lengthOf({ dataset }: HTMLElement): number {
  return Number(dataset.to) - Number(dataset.from)
}
