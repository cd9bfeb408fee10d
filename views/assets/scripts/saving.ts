/**
 * Saves a page of questions while somebody types. What has not arrived yet is kept on the device; without this script
 * the page is saved by its buttons alone.
 */
import { forget, keep, keptOf, type Place } from './deviceWords.ts'
import { fieldsAtFirst, fieldsOf, formOf, isSame, putIn } from './formFields.ts'
import { offer } from './offer.ts'
import { fill, said, timeSaid } from './said.ts'

/** Milliseconds: after the last key; at most while keys go on; between tries without a connection. */
const pause = { typing: 1500, longest: 15_000, first: 2000, most: 60_000, answer: 20_000 }
/** Bytes of a form that a browser sends while its page is being left. */
const mostAtLeaving = 60_000

/** What the server did with what was typed. */
type Answer = { state: 'saved' | 'both' | 'held' | 'sent'; seen?: string }
type Outcome = Answer['state'] | 'offline' | 'trouble' | 'gone' | 'tooLong'

const form = document.querySelector<HTMLFormElement>('form[data-saving]')
const status = document.querySelector<HTMLElement>('[data-saving-status]')
if (form && status) follow(form, status)

function follow(form: HTMLFormElement, status: HTMLElement): void {
  const place: Place = {
    draft: form.dataset.draft ?? '',
    page: form.dataset.page ?? '',
    tab: hidden(form, '_tab').value,
  }
  const first = fieldsAtFirst(form)
  let saved = first
  let keeps = true
  let turn = 0
  let tries = 0
  /** When the oldest change was made that is not saved; 0 where all is. */
  let since = 0
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let underWay: Promise<Outcome> | undefined

  offerBack()
  form.addEventListener('input', changed)
  form.addEventListener('change', changed)
  form.addEventListener('submit', submitted)
  addEventListener('online', () => {
    if (!isSame(fieldsOf(form), saved)) soon(0)
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') leave()
  })
  addEventListener('pagehide', leave)

  /** What is on the device, or was put back by the browser, and is not what the server has. */
  function offerBack(): void {
    const here = fieldsOf(form)
    const kept = keptOf(place.draft, place.page).filter(({ tab }) => tab !== place.tab)
    for (const each of kept.filter(({ fields }) => isSame(fields, first))) forget(each.key)
    const unsaved = kept.filter(({ fields }) => !isSame(fields, first))
    const isTyped = isFresh() && !isSame(here, first)
    const isKnown = isTyped || isSame(here, first) || unsaved.some(({ fields }) => isSame(fields, here))
    if (!isTyped) putIn(form, first)
    for (const each of unsaved) offer(form, { fields: each.fields, kept: each }, first)
    if (!isKnown) offer(form, { fields: here }, first)
    if (unsaved.length > 0 || !isKnown) tell('offered')
    if (isTyped) changed()
  }

  function changed(): void {
    const fields = fieldsOf(form)
    if (isSame(fields, saved)) {
      forget(place)
      return
    }
    if (keeps)
      keeps = keep(place, fields, {
        seen: hidden(form, '_seen').value,
        asks: hidden(form, '_asks').value,
        turn,
      })
    if (isOver) return
    since ||= Date.now()
    // Where there is no connection, tries come by themselves.
    if (tries === 0) soon(Math.min(pause.typing, Math.max(0, since + pause.longest - Date.now())))
  }

  function soon(wait: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), wait)
  }

  /** One request at a time: who asks while one is under way waits for the next, which takes what there is then. */
  async function save(): Promise<Outcome> {
    clearTimeout(timer)
    if (underWay) {
      await underWay
      return save()
    }
    if (isSame(fieldsOf(form), saved)) return 'saved'
    underWay = send()
    const outcome = await underWay
    underWay = undefined
    after(outcome)
    return outcome
  }

  async function send({ keepalive = false } = {}): Promise<Outcome> {
    const fields = fieldsOf(form)
    const answer = await fetch(form.dataset.saving ?? '', {
      method: 'POST',
      body: body(),
      keepalive,
      ...(keepalive ? {} : { signal: AbortSignal.timeout(pause.answer) }),
    }).catch(() => undefined)
    if (!answer) return 'offline'
    if (answer.status === 413) return 'tooLong'
    if (answer.status >= 500 || answer.status === 429) return 'trouble'
    if (!answer.ok) return 'gone'
    const told = (await answer.json().catch(() => undefined)) as Answer | undefined
    if (!told) return 'trouble'
    if (told.state === 'saved') {
      hidden(form, '_seen').value = told.seen ?? ''
      saved = fields
    }
    return told.state
  }

  function body(): URLSearchParams {
    hidden(form, '_turn').value = String(++turn)
    const names = ['_csrf', '_seen', '_tab', '_turn', '_asks']
    return formOf(fieldsOf(form), Object.fromEntries(names.map(name => [name, hidden(form, name).value])))
  }

  function after(outcome: Outcome): void {
    if (outcome === 'saved') {
      tries = since = 0
      if (isSame(fieldsOf(form), saved)) forget(place)
      else changed()
      tell('saved')
    } else if (outcome === 'offline' || outcome === 'trouble') {
      soon(Math.min(pause.first * 2 ** tries++, pause.most))
      tell(outcome)
    } else {
      tries = 0
      isOver = outcome !== 'tooLong'
      tell(outcome)
    }
  }

  /** Shown only when it says something else, for it is read out. */
  function tell(name: Outcome | 'offered'): void {
    const text = said(name)
    fill(text, 'time', timeSaid(new Date()))
    for (const part of text.querySelectorAll<HTMLElement>('[data-kept]')) part.hidden = !keeps
    for (const part of text.querySelectorAll<HTMLElement>('[data-unkept]')) part.hidden = keeps
    text.querySelector('[data-remove]')?.addEventListener('click', () => {
      keeps = false
      for (const { key } of keptOf(place.draft, place.page)) forget(key)
      tell(name)
      status.focus()
    })
    const holder = document.createElement('div')
    holder.append(text)
    if (status.innerHTML.trim() !== holder.innerHTML.trim()) status.replaceChildren(...holder.childNodes)
  }

  /** Sends what is not saved with the page that is being left, where that is short enough; the device has it anyway. */
  function leave(): void {
    if (isOver || underWay || isSame(fieldsOf(form), saved)) return
    clearTimeout(timer)
    if (body().toString().length > mostAtLeaving) {
      soon(0)
      return
    }
    underWay = send({ keepalive: true })
    void underWay.then(outcome => {
      underWay = undefined
      after(outcome)
    })
  }

  let isOnItsWay = false
  let wasRefused = false
  /** Has the page saved before it is sent, so that nothing stays on the device which the server has. */
  function submitted(event: SubmitEvent): void {
    if (isOnItsWay) return
    if (isOver || isSame(fieldsOf(form), saved)) {
      clearTimeout(timer)
      hidden(form, '_turn').value = String(++turn)
      return
    }
    event.preventDefault()
    const { submitter } = event
    void save().then(outcome => {
      // Without a connection the browser would leave the page for one of its own; who insists may try.
      if (outcome === 'offline' && !wasRefused) {
        wasRefused = true
        status.focus()
        return
      }
      isOnItsWay = true
      hidden(form, '_turn').value = String(++turn)
      form.requestSubmit(submitter)
      isOnItsWay = false
    })
  }
}

/** Whether a browser puts nothing back into the fields: what differs in them was typed before this script came. */
function isFresh(): boolean {
  const [navigation] = performance.getEntriesByType('navigation')
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'navigate'
}

function hidden(form: HTMLFormElement, name: string): HTMLInputElement {
  const field = form.elements.namedItem(name)
  if (!(field instanceof HTMLInputElement)) throw new Error(`saving: the form has no field ${name}`)
  return field
}
