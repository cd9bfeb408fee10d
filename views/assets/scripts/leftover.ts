/**
 * Saves what was typed on other pages of the draft and is still on this device, as when the last of it was sent while its
 * page was being left. Where others wrote there since, it stays, and is offered on its own page; what the server is known to show
 * or to keep aside goes.
 */
import { forget, keptOf } from './deviceWords.ts'
import { formOf } from './formFields.ts'

const place = document.querySelector<HTMLElement>('[data-leftover]')
if (place) void sendLeftovers(place)

async function sendLeftovers({ dataset }: HTMLElement): Promise<void> {
  const { leftover = '', draft = '', page: here, csrf = '', arrived } = dataset
  for (const { key } of keptOf(draft).filter(({ tab }) => tab === arrived)) forget(key)
  for (const { key, page, fields, tab, seen, asks, turn } of keptOf(draft).filter(
    ({ page }) => page !== here,
  )) {
    const body = formOf(fields, {
      ...{ _csrf: csrf, _seen: seen, _asks: asks, _tab: tab, _turn: String(turn + 1) },
    })
    const answer = await fetch(`${leftover}/${page}/typed`, { method: 'POST', body }).catch(() => undefined)
    const told = answer?.ok ? ((await answer.json()) as { state: string }) : undefined
    if (told?.state === 'saved') forget(key)
  }
}
