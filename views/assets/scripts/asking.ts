/**
 * Asks at once what other answers of the page decide, by the rules of the server. A question that is not asked waits in
 * a template, with what was written there: it is no part of the form then, and is not sent.
 */
import { type Condition, isMet } from './conditions.js'
import { controlsOf, isTicked } from './formFields.ts'
import { dayIn, numberIn } from './reading.js'
import { fill, said } from './said.ts'

const form = document.querySelector<HTMLFormElement>('form[data-compared]')
const status = document.querySelector<HTMLElement>('[data-asking-status]')
if (form && status) follow(form, status)

function follow(form: HTMLFormElement, status: HTMLElement): void {
  const asks = asksOf(form)
  const places = [...form.querySelectorAll<HTMLElement>('[data-asked]')]
  const types = JSON.parse(form.dataset.compared ?? '{}') as Record<string, string>
  const started = new Set(places.filter(place => !waitingIn(place)))

  /** In the order of the page, as a question that comes may have others come. */
  const settle = () => {
    const told = places.flatMap(place => {
      const isAsked = isMet(JSON.parse(place.dataset.when ?? '{}') as Condition, answersIn(form, types))
      const waiting = waitingIn(place)
      if (isAsked === !waiting) return []
      if (waiting) show(place, waiting)
      else hide(place)
      const text = said(isAsked ? 'asked' : 'unasked')
      fill(text, 'question', place.dataset.label ?? '')
      return [text]
    })
    if (told.length > 0) status.replaceChildren(...told)
  }
  const show = (place: HTMLElement, waiting: HTMLTemplateElement) => {
    waiting.replaceWith(waiting.content)
    asks.value = [...asks.value.split(' '), place.dataset.asked].join(' ')
    if (!started.has(place)) place.dispatchEvent(new Event('asked', { bubbles: true }))
    started.add(place)
  }
  const hide = (place: HTMLElement) => {
    const waiting = document.createElement('template')
    waiting.content.append(...place.childNodes)
    place.append(waiting)
    asks.value = asks.value
      .split(' ')
      .filter(id => id !== place.dataset.asked)
      .join(' ')
  }
  settle()
  // Nobody answered anything yet: what a browser put back is no news.
  status.replaceChildren()
  form.addEventListener('input', settle)
  form.addEventListener('change', settle)
}

function asksOf(form: HTMLFormElement): HTMLInputElement {
  const field = form.elements.namedItem('_asks')
  if (!(field instanceof HTMLInputElement)) throw new Error('asking: the form has no field _asks')
  return field
}

function waitingIn(place: HTMLElement): HTMLTemplateElement | null {
  return place.querySelector<HTMLTemplateElement>(':scope > template')
}

/** What is answered now, as the server compares it: see `compared` of each kind of question. */
function answersIn(form: HTMLFormElement, types: Record<string, string>) {
  const entered = (isField: (name: string) => boolean) =>
    controlsOf(form)
      .filter(control => isField(control.name) && (!isTicked(control) || control.checked))
      .map(({ value }) => value)
      .filter(value => /\S/.test(value))
  return (question: string, row?: string): string[] => {
    const named = (part: string) => entered(name => name === part)
    if (row !== undefined) return named(`${question}:${row}`)
    if (types[question] === 'ranking') return entered(name => name.startsWith(`${question}:`))
    if (types[question] === 'number')
      return [numberIn(named(question)[0] ?? '')].flatMap(found =>
        found === undefined ? [] : [String(found)],
      )
    if (types[question] === 'date') {
      const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map(part =>
        named(`${question}:${part}`)[0]?.trim(),
      )
      return [dayIn(day, month, year)].flatMap(found => found ?? [])
    }
    return named(question)
  }
}
