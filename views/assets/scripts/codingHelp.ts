import { onSwapped } from './codingInPlace.ts'

const setting = 'soundings keys'

/** Whether single keys do anything: somebody who speaks to their computer, say, may have them switched off. */
export function keysAreOn(): boolean {
  return localStorage.getItem(setting) !== 'off'
}

/** Has the list of the keys say whether they are on, and keep it. */
export function useHelp(): void {
  const show = () => {
    for (const box of document.querySelectorAll<HTMLInputElement>('[data-keys-on]')) box.checked = keysAreOn()
  }
  show()
  onSwapped(show)
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.dataset.keysOn === undefined) return
    if (target.checked) localStorage.removeItem(setting)
    else localStorage.setItem(setting, 'off')
  })
}

/** Opens the list of the keys, or closes it. @returns whether there is one */
export function toggleHelp(): boolean {
  const help = document.querySelector<HTMLDetailsElement>('details[data-keys]')
  if (!help) return false
  help.open = !help.open
  if (help.open) {
    help.querySelector('summary')?.focus()
    help.scrollIntoView({ block: 'nearest' })
  }
  return true
}
