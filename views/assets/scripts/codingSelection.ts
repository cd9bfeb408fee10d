import { onSwapped } from './codingInPlace.ts'

/** A passage of one answer: offsets in UTF-16 code units, as the server counts them. */
type Passage = { text: string; start: number; end: number; words: string }

/** Has selected words fill in the form that codes them, and the field of the passage that is being adjusted. */
export function useSelection(): void {
  showHints()
  onSwapped(showHints)
  const bar = barOf()
  document.addEventListener('selectionchange', () => {
    const passage = selectedPassage()
    if (!passage) return
    holdSelected(passage)
    choose(passage)
    bar?.removeAttribute('hidden')
  })
  document.addEventListener('click', event => {
    if (!(event.target as Element).closest('[data-clear]')) return
    getSelection()?.removeAllRanges()
    choose(undefined)
    bar?.setAttribute('hidden', '')
  })
  onSwapped(() => bar?.setAttribute('hidden', ''))
}

function showHints(): void {
  for (const hint of document.querySelectorAll<HTMLElement>('[data-select-hint]')) hint.hidden = false
  document.querySelector('#sentence')?.setAttribute('aria-describedby', 'sentence-hint')
}

/** What can be done with a selection, at hand where the form is out of sight. */
function barOf(): HTMLElement | null {
  const bar = document.querySelector<HTMLElement>('[data-selected-bar]')
  if (bar) document.body.append(bar)
  return bar
}

/** Whoever has opened the form that holds a passage back selects for that. */
function holdSelected(passage: Passage): void {
  const words = document.querySelector<HTMLTextAreaElement>('details[open] [data-hold] [name="heldWords"]')
  if (words) words.value = passage.words
}

/** Has a passage be what is coded next; none: a sentence of the list. */
export function choose(passage: Passage | undefined): void {
  const form = document.querySelector<HTMLFormElement>('form[data-code]')
  if (!form) return
  const fields: Record<string, string> = {
    text: passage?.text ?? '',
    start: passage ? String(passage.start) : '',
    end: passage ? String(passage.end) : '',
  }
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements.namedItem(name)
    if (field instanceof HTMLInputElement) field.value = value
  }
  for (const part of form.querySelectorAll<HTMLElement>('[data-selected]')) part.hidden = !passage
  for (const part of form.querySelectorAll<HTMLElement>('[data-sentence]')) part.hidden = Boolean(passage)
  for (const words of document.querySelectorAll('[data-selected-words]'))
    words.textContent = passage?.words ?? ''
  // Someone who has a passage open to adjust it selects for that as well.
  const open = document.querySelector<HTMLTextAreaElement>('.is-current details[open] [data-words]')
  if (open && passage) open.value = passage.words
}

function selectedPassage(): Passage | undefined {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  const testimony = closestElement(range.commonAncestorContainer)?.closest<HTMLElement>('[data-testimony]')
  const text = testimony?.dataset.testimony
  if (!testimony || !text) return undefined
  const pieces = [...testimony.querySelectorAll<HTMLElement>('[data-start]')].filter(each =>
    range.intersectsNode(each),
  )
  let start: number | undefined
  let end = 0
  const words: string[] = []
  for (const piece of pieces) {
    const offset = Number(piece.dataset.start)
    const whole = piece.textContent ?? ''
    const from = piece.contains(range.startContainer)
      ? offsetIn(range.startContainer, range.startOffset, whole)
      : 0
    const to = piece.contains(range.endContainer)
      ? offsetIn(range.endContainer, range.endOffset, whole)
      : whole.length
    if (from >= to) continue
    start ??= offset + from
    end = offset + to
    words.push(whole.slice(from, to))
  }
  return start === undefined ? undefined : { text, start, end, words: words.join('') }
}

/** An end of a range as an offset into a piece, which holds one text node. */
function offsetIn(node: Node, offset: number, whole: string): number {
  if (node.nodeType === Node.TEXT_NODE) return offset
  return offset === 0 ? 0 : whole.length
}

function closestElement(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement
}
