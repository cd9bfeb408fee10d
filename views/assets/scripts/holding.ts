/**
 * Has whoever reads a page of a joint response, typing or not, have it for themselves while they have it before them;
 * once they have done nothing for long, it becomes free for the others.
 */
import { said } from './said.ts'

/** Milliseconds: between tellings, well within the time for which the server lets a page be had; and without a sign of life. */
const every = 4 * 60_000
const longest = 30 * 60_000

const form = document.querySelector<HTMLFormElement>('form[data-holding]')
if (form) hold(form)

function hold(form: HTMLFormElement): void {
  const status = document.querySelector<HTMLElement>('[data-saving-status]')
  const token = form.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? ''
  let seen = Date.now()
  let told = Date.now()
  let isHeld = false

  const tell = async () => {
    told = Date.now()
    const body = new URLSearchParams({ _csrf: token })
    const answer = await fetch(form.dataset.holding ?? '', { method: 'POST', body }).catch(() => undefined)
    const found = answer?.ok ? ((await answer.json()) as { state: string }).state : undefined
    if (!found || (found === 'held') === isHeld) return
    isHeld = found === 'held'
    // Where it was given away meanwhile, before something is typed in vain.
    status?.replaceChildren(...(isHeld ? [said('held')] : []))
  }
  const look = () => {
    const isBefore = document.visibilityState === 'visible' && Date.now() - seen < longest
    if (isBefore && Date.now() - told >= every) void tell()
  }
  const live = () => {
    seen = Date.now()
    look()
  }
  setInterval(look, every)
  for (const sign of ['keydown', 'pointerdown', 'pointermove', 'scroll', 'focusin'])
    document.addEventListener(sign, live, { passive: true })
  document.addEventListener('visibilitychange', live)
}
