import { keysAreOn, toggleHelp } from './codingHelp.ts'

/** Where one begins: what is coded already waits for nothing. */
const begins = '[data-passage]:not(.coding__themes .passage-item:not(.passage-item--suggested))'

/** Shows what scripts alone can do, lists the keys, and names each on its button, since they work from now on. */
export function showKeys(): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-keys], [data-script]')) part.hidden = false
  for (const button of document.querySelectorAll<HTMLElement>('[data-key]')) {
    if (button.querySelector('kbd')) continue
    const key = document.createElement('kbd')
    key.textContent = button.dataset.key ?? ''
    key.setAttribute('aria-hidden', 'true')
    button.append(key)
  }
  markCurrent(
    document.querySelector<HTMLElement>('.is-current') ??
      document.querySelector<HTMLElement>(location.hash === '' ? begins : '[data-passage]:target'),
  )
}

/** Has single keys press the buttons that name them: in the current passage first, then anywhere. */
export function useKeys(): void {
  for (const happening of ['focusin', 'current'])
    document.addEventListener(happening, event => {
      const passage = (event.target as Element).closest<HTMLElement>('[data-passage]')
      if (passage) markCurrent(passage)
    })
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (writes(event.target) || !keysAreOn()) return
    const key = event.shiftKey ? event.key : event.key.toLowerCase()
    if (key === '?') {
      if (toggleHelp()) event.preventDefault()
      return
    }
    // Where digits are typed with the shift key, they come with it.
    if (event.shiftKey && !/^[A-Z\d]$/.test(key)) return
    const button = buttonFor(key)
    if (button) {
      event.preventDefault()
      button.click()
    } else if (key === 'j' || key === 'k') {
      event.preventDefault()
      step(key === 'j' ? 1 : -1)
    }
  })
}

function writes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, select, textarea, dialog') !== null
}

function buttonFor(key: string): HTMLElement | undefined {
  const buttons = [...document.querySelectorAll<HTMLElement>('[data-key]')].filter(
    each => each.dataset.key === key,
  )
  const current = document.querySelector('.is-current')
  return (
    buttons.find(button => current?.contains(button)) ??
    buttons.find(button => !button.closest('[data-passage]'))
  )
}

/** Moves to the next or the one before of the passages at the side. */
function step(by: 1 | -1): void {
  const passages = [...document.querySelectorAll<HTMLElement>('[data-passage]')]
  const at = passages.findIndex(passage => passage.classList.contains('is-current'))
  const next = passages[at < 0 ? 0 : at + by]
  if (!next) return
  markCurrent(next)
  next.focus()
}

function markCurrent(passage: HTMLElement | null): void {
  for (const each of document.querySelectorAll('.is-current')) each.classList.remove('is-current')
  passage?.classList.add('is-current')
}
