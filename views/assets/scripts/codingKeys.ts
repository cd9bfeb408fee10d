/** Lists the keys, and names each on its button, since they work from now on. */
export function showKeys(): void {
  for (const list of document.querySelectorAll<HTMLElement>('[data-keys]')) list.hidden = false
  for (const button of document.querySelectorAll<HTMLElement>('[data-key]')) {
    const key = document.createElement('kbd')
    key.textContent = button.dataset.key ?? ''
    key.setAttribute('aria-hidden', 'true')
    button.append(key)
  }
}

/** Has single keys press the buttons that name them: in the current passage first, then anywhere. */
export function useKeys(): void {
  markCurrent(document.querySelector<HTMLElement>(`[data-passage]${location.hash === '' ? '' : ':target'}`))
  document.addEventListener('focusin', event => {
    const passage = (event.target as Element).closest<HTMLElement>('[data-passage]')
    if (passage) markCurrent(passage)
  })
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || writes(event.target)) return
    if (event.key === 'c' && toCode()) return event.preventDefault()
    const button = buttonFor(event.key)
    if (button) {
      event.preventDefault()
      button.click()
    } else if (event.key === 'j' || event.key === 'k') {
      event.preventDefault()
      step(event.key === 'j' ? 1 : -1)
    }
  })
}

function writes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, select, textarea') !== null
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

function toCode(): boolean {
  const theme = document.querySelector<HTMLSelectElement>('[data-code] select[name="theme"]')
  theme?.focus()
  return theme !== null
}
