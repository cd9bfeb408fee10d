/** Where this page says what was done, for those who hear it and those who see it: it outlives whatever is swapped. */
const regions = { said: region('status'), problem: region('alert'), words: region('status') }
regions.words.className = 'govuk-visually-hidden'

function region(role: 'status' | 'alert'): HTMLElement {
  const element = document.createElement('div')
  element.setAttribute('role', role)
  element.className = `desk-said desk-said--${role}`
  document.body.append(element)
  return element
}

// Whoever goes on has seen it; a problem stays until something is done.
for (const happening of ['keydown', 'pointerdown'])
  document.addEventListener(happening, () => {
    regions.said.textContent = ''
  })

/** Says what was done; what went wrong before is over. */
export function sayDone(words: string): void {
  regions.problem.textContent = ''
  regions.said.textContent = words
}

/** Says what went wrong. */
export function sayProblem(words: string): void {
  regions.said.textContent = ''
  regions.problem.textContent = words
}

/** Reads out words of the testimony, to those who hear the page alone. */
export function readOut(words: string): void {
  regions.words.textContent = words
}
