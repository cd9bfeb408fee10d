import { onSwapped } from './codingInPlace.ts'
import { readOut } from './codingSaid.ts'
import { choose } from './codingSelection.ts'

/** An answer as its page has it: offsets in UTF-16 code units, as the server counts them. */
type Answer = { id: string; element: HTMLElement; text: string; words: Stretch[]; sentences: Stretch[] }
type Stretch = { start: number; end: number }

/** Words from `anchor` to `focus`, by their numbers in the answer, either way round. */
type Cursor = { answer: string; anchor: number; focus: number }

let cursor: Cursor | undefined

/** Has the arrow keys go through an answer by words and sentences, and select, without a mouse. */
export function useWords(): void {
  prepare()
  let wasIn = false
  onSwapped(
    () => {
      prepare()
      if (wasIn && cursor) show(cursor)
    },
    () => {
      wasIn = document.activeElement?.closest('[data-testimony]') !== null || isPicking()
    },
  )
  document.addEventListener('keydown', event => {
    const testimony = (event.target as Element).closest<HTMLElement>('[data-testimony]')
    if (!testimony || event.ctrlKey || event.metaKey || event.altKey) return
    if (press(testimony, event)) event.preventDefault()
  })
  // Whoever selects otherwise goes on from there.
  document.addEventListener('click', event => {
    if ((event.target as Element).closest('[data-go-to-words]')) goTo()
    else if ((event.target as Element).closest('[data-testimony]')) cursor = undefined
  })
}

function isPicking(): boolean {
  return document.activeElement?.closest('dialog') !== null && cursor !== undefined
}

/** Only where there is something to code with. */
function prepare(): void {
  if (!document.querySelector('form[data-code]')) return
  for (const testimony of document.querySelectorAll<HTMLElement>('[data-testimony]')) {
    testimony.tabIndex = 0
    testimony.setAttribute('role', 'group')
    testimony.setAttribute('aria-label', 'Answer: the arrow keys select its words')
  }
}

function goTo(): void {
  const answers = answersOnPage()
  const here = answers.some(({ id }) => id === cursor?.answer) ? cursor : undefined
  const place = here ?? answers.flatMap(answer => keptFor(answer) ?? [])[0]
  const [first] = answers
  if (place) {
    cursor = place
    show(place)
  } else if (first) toSentence(first, 0)
}

/** @returns whether the key did something here */
function press(testimony: HTMLElement, { key, shiftKey }: KeyboardEvent): boolean {
  const answers = answersOnPage()
  const at = answers.findIndex(({ element }) => element === testimony)
  const answer = answers[at]
  if (!answer || answer.words.length === 0) return false
  const here = cursor?.answer === answer.id ? cursor : selectedIn(answer)
  if (key === 'Escape') {
    cursor = undefined
    getSelection()?.removeAllRanges()
    document.querySelector<HTMLElement>('[data-clear]')?.click()
    return true
  }
  if (key === 'Enter') {
    document.querySelector<HTMLElement>('form[data-code] [data-pick]')?.click()
    return true
  }
  if (here && /^[1-4]$/.test(key)) {
    move(answer, adjusted(here, key))
    return true
  }
  const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[key]
  if (by === undefined) return false
  const bySentence = key === 'ArrowDown' || key === 'ArrowUp'
  if (!here) {
    if (bySentence) toSentence(answer, by > 0 ? 0 : answer.sentences.length - 1)
    else move(answer, { answer: answer.id, anchor: 0, focus: 0 })
    return true
  }
  if (shiftKey) {
    move(answer, { ...here, focus: bySentence ? sentenceEdge(answer, here.focus, by) : here.focus + by })
    return true
  }
  const last = by > 0 ? Math.max(here.anchor, here.focus) : Math.min(here.anchor, here.focus)
  if (!bySentence) {
    if (answer.words[last + by]) move(answer, { answer: answer.id, anchor: last + by, focus: last + by })
    else toAnswer(answers[at + by], by, false)
    return true
  }
  const sentence = sentenceOf(answer, last) + by
  if (answer.sentences[sentence]) toSentence(answer, sentence)
  else toAnswer(answers[at + by], by, true)
  return true
}

function toAnswer(answer: Answer | undefined, by: number, bySentence: boolean): void {
  if (!answer || answer.words.length === 0) return
  const word = by > 0 ? 0 : answer.words.length - 1
  if (bySentence) toSentence(answer, by > 0 ? 0 : answer.sentences.length - 1)
  else move(answer, { answer: answer.id, anchor: word, focus: word })
}

/** 1 and 2 have it begin a word earlier and later, 3 and 4 have it end so. */
function adjusted({ answer, anchor, focus }: Cursor, key: string): Cursor {
  const [first, last] = [Math.min(anchor, focus), Math.max(anchor, focus)]
  if (key === '1') return { answer, anchor: first - 1, focus: last }
  if (key === '2') return { answer, anchor: Math.min(first + 1, last), focus: last }
  if (key === '3') return { answer, anchor: first, focus: Math.max(last - 1, first) }
  return { answer, anchor: first, focus: last + 1 }
}

function toSentence(answer: Answer, at: number): void {
  const sentence = answer.sentences[at]
  if (!sentence) return
  const inside = answer.words.flatMap(({ start, end }, index) =>
    start >= sentence.start && end <= sentence.end ? index : [],
  )
  const [anchor, focus] = [inside[0], inside.at(-1)]
  if (anchor !== undefined && focus !== undefined) move(answer, { answer: answer.id, anchor, focus })
}

function sentenceOf({ words, sentences }: Answer, word: number): number {
  const start = words[word]?.start ?? 0
  return sentences.findIndex(sentence => start < sentence.end)
}

/** The word at the far end of the next sentence, that way. */
function sentenceEdge(answer: Answer, word: number, by: number): number {
  const at = sentenceOf(answer, word)
  const inside = (sentence: Stretch | undefined) =>
    answer.words.flatMap(({ start, end }, index) =>
      sentence && start >= sentence.start && end <= sentence.end ? index : [],
    )
  const edge = (numbers: number[]) => (by > 0 ? numbers.at(-1) : numbers[0])
  const own = edge(inside(answer.sentences[at]))
  return (own === word ? edge(inside(answer.sentences[at + by])) : own) ?? word
}

function move(answer: Answer, to: Cursor): void {
  const within = (word: number) => Math.min(Math.max(word, 0), answer.words.length - 1)
  cursor = { answer: answer.id, anchor: within(to.anchor), focus: within(to.focus) }
  show(cursor)
  keep(cursor)
}

/** Selects the words, has the focus there, and reads them out. */
function show({ answer: id, anchor, focus }: Cursor): void {
  const answer = answersOnPage().find(each => each.id === id)
  const [first, last] = [answer?.words[Math.min(anchor, focus)], answer?.words[Math.max(anchor, focus)]]
  if (!answer || !first || !last) return
  const [from, to] = [placeIn(answer.element, first.start), placeIn(answer.element, last.end)]
  if (!from || !to) return
  if (document.activeElement !== answer.element) answer.element.focus({ preventScroll: true })
  getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset)
  from.node.parentElement?.scrollIntoView({ block: 'nearest' })
  const words = answer.text.slice(first.start, last.end)
  // At once: the next key may open the list of themes before the browser tells of the selection.
  choose({ text: id, start: first.start, end: last.end, words })
  readOut(words)
}

/** What is selected in an answer by other means. */
function selectedIn(answer: Answer): Cursor | undefined {
  const form = document.querySelector<HTMLFormElement>('form[data-code]')
  if (!form || getSelection()?.isCollapsed !== false) return undefined
  const fields = new FormData(form)
  if (fields.get('text') !== answer.id) return undefined
  const [start, end] = [Number(fields.get('start')), Number(fields.get('end'))]
  const inside = answer.words.flatMap((word, index) => (word.start < end && word.end > start ? index : []))
  const [anchor, focus] = [inside[0], inside.at(-1)]
  return anchor === undefined || focus === undefined ? undefined : { answer: answer.id, anchor, focus }
}

function answersOnPage(): Answer[] {
  const sentences = [...document.querySelectorAll<HTMLOptionElement>('#sentence option')].flatMap(option => {
    const [, text, start, end] = /^(.+):(\d+):(\d+)$/.exec(option.value) ?? []
    return text === undefined ? [] : { text, start: Number(start), end: Number(end) }
  })
  return [...document.querySelectorAll<HTMLElement>('[data-testimony]')].map(element => {
    const id = element.dataset.testimony ?? ''
    const text = textIn(element)
    const words = [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
      start: index,
      end: index + word.length,
    }))
    return { id, element, text, words, sentences: sentences.filter(sentence => sentence.text === id) }
  })
}

/** The text of an answer, each word at its offset; between paragraphs stand line breaks. */
function textIn(element: HTMLElement): string {
  let text = ''
  for (const piece of element.querySelectorAll<HTMLElement>('[data-start]'))
    text = text.padEnd(Number(piece.dataset.start), '\n') + piece.textContent
  return text
}

function placeIn(element: HTMLElement, offset: number): { node: Node; offset: number } | undefined {
  for (const piece of element.querySelectorAll<HTMLElement>('[data-start]')) {
    const start = Number(piece.dataset.start)
    const node = piece.firstChild
    if (node && offset >= start && offset <= start + (node.textContent ?? '').length)
      return { node, offset: offset - start }
  }
  return undefined
}

const setting = 'soundings places'
const mostKept = 100

/** Where somebody was in the answers that they were at last: on this device alone, as numbers of words. */
function kept(): Cursor[] {
  return JSON.parse(localStorage.getItem(setting) ?? '[]') as Cursor[]
}

function keep(at: Cursor): void {
  const places = [at, ...kept().filter(({ answer }) => answer !== at.answer)]
  localStorage.setItem(setting, JSON.stringify(places.slice(0, mostKept)))
}

function keptFor({ id, words }: Answer): Cursor | undefined {
  return kept().find(({ answer, anchor, focus }) => answer === id && words[anchor] && words[focus])
}
