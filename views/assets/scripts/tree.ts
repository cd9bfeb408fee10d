// Themes dragged by a pointer: what the buttons beside each do, in one go. Without this script the buttons do it all.
const form = document.querySelector<HTMLFormElement>('[data-drag]')
const items = [...document.querySelectorAll<HTMLElement>('[data-theme]')]
let dragged: HTMLElement | undefined

/** Whether a theme is dropped before another, at its upper half, or below it in the hierarchy. */
function placeAt(item: HTMLElement, y: number): 'before' | 'below' {
  const { top, height } = item.getBoundingClientRect()
  return y < top + height / 2 ? 'before' : 'below'
}

function clear(): void {
  for (const item of items) item.classList.remove('is-before', 'is-below')
}

if (form)
  for (const item of items) {
    item.draggable = true
    item.addEventListener('dragstart', event => {
      dragged = item
      event.dataTransfer?.setData('text/plain', item.dataset.theme ?? '')
      if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move'
    })
    item.addEventListener('dragend', () => {
      dragged = undefined
      clear()
    })
    item.addEventListener('dragover', event => {
      if (!dragged || dragged === item) return
      event.preventDefault()
      clear()
      item.classList.add(`is-${placeAt(item, event.clientY)}`)
    })
    item.addEventListener('drop', event => {
      if (!dragged || dragged === item) return
      event.preventDefault()
      form.action = form.action.replace(/[^/]+\/move$/, `${dragged.dataset.theme}/move`)
      const set = (name: string, value: string) => {
        const field = form.elements.namedItem(name)
        if (field instanceof HTMLInputElement) field.value = value
      }
      set('do', placeAt(item, event.clientY))
      set('other', item.dataset.theme ?? '')
      form.submit()
    })
  }
