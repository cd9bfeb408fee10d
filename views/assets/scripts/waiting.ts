/** Tells on the page of somebody who waits for a page of a joint response when it is free; it reloads nothing. */
import { said } from './said.ts'

/** Milliseconds: between questions; after which nobody waits any more. */
const every = 15_000
const longest = 2 * 60 * 60_000

const notice = document.querySelector<HTMLElement>('[data-waiting]')
if (notice) wait(notice)

function wait(notice: HTMLElement): void {
  const since = Date.now()
  const look = async () => {
    if (Date.now() - since > longest) return clearInterval(timer)
    // A page that nobody looks at asks for nothing.
    if (document.visibilityState === 'hidden') return
    const answer = await fetch(notice.dataset.waiting ?? '').catch(() => undefined)
    if (!answer?.ok || !((await answer.json()) as { free: boolean }).free) return
    clearInterval(timer)
    notice.replaceChildren(said('free'))
  }
  const timer = setInterval(() => void look(), every)
  document.addEventListener('visibilitychange', () => void look())
}
