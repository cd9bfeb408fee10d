import { forget, type Kept } from './deviceWords.ts'
import { differences, type Fields, putIn } from './formFields.ts'
import { fill, said, timeSaid } from './said.ts'

/** Words that never arrived: what is kept of them on the device, or what the browser has put back into the fields. */
export type Unsaved = { fields: Fields; kept?: Kept }

/** Offers words from this device above the form, beside what is saved; each is used, or discarded. */
export function offer(form: HTMLFormElement, { fields, kept }: Unsaved, saved: Fields): void {
  const text = said('offer')
  const section = text.querySelector('section')
  const rows = text.querySelector('[data-rows]')
  if (!section || !rows) return
  fill(text, 'time', kept ? timeSaid(new Date(kept.at)) : '')
  for (const place of text.querySelectorAll<HTMLElement>('[data-when]')) place.hidden = kept === undefined
  for (const difference of differences(form, fields, saved)) {
    const row = said('offerRow')
    for (const [place, words] of Object.entries(difference)) fill(row, place, words)
    rows.append(row)
  }
  const done = () => {
    if (kept) forget(kept.key)
    section.remove()
  }
  text.querySelector('[data-use]')?.addEventListener('click', () => {
    done()
    // The form has them from now on: it is told as if they had been typed.
    putIn(form, fields)
    for (const box of form.querySelectorAll('textarea'))
      box.dispatchEvent(new Event('input', { bubbles: true }))
    form.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, select')?.focus()
  })
  text.querySelector('[data-discard]')?.addEventListener('click', () => {
    done()
    form.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, select')?.focus()
  })
  form.before(text)
}
