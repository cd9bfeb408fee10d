/** Fetches how answering goes twice a minute, while the page is looked at and until it is stopped. */
const shown = document.querySelector<HTMLElement>('[data-live]')
const controls = document.querySelector<HTMLElement>('[data-live-controls]')
const status = document.querySelector<HTMLElement>('[data-live-status]')
if (shown && controls && status) follow(shown, controls, status)

function follow(shown: HTMLElement, controls: HTMLElement, status: HTMLElement): void {
  const every = 30_000
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button'
  const note = document.createElement('span')
  note.className = 'quiet'
  controls.append(' ', button, ' ', note)
  let timer: ReturnType<typeof setTimeout> | undefined
  let goesOn = true

  const say = (words: string) => {
    button.textContent = goesOn ? 'Stop updating' : 'Update by itself'
    note.textContent = words
  }
  const end = (words: string) => {
    goesOn = false
    clearTimeout(timer)
    say(words)
    status.textContent = words
  }
  const wait = () => {
    clearTimeout(timer)
    // A page that nobody looks at asks for nothing.
    if (goesOn && document.visibilityState === 'visible') timer = setTimeout(update, every)
  }
  const update = async () => {
    const answer = await fetch(shown.dataset.live ?? '').catch(() => undefined)
    if (!goesOn) return
    // Whoever is signed out is led to another page.
    if (answer?.redirected) return end('You are signed out. Refresh the page to sign in again.')
    if (answer?.ok) {
      put(await answer.text())
      say('It updates twice a minute.')
    } else say('It could not be updated just now, and is tried again.')
    wait()
  }
  const put = (html: string) => {
    // What somebody is in the middle of stays where it is, until they have left it.
    if (shown.contains(document.activeElement)) return
    const before = sums()
    shown.innerHTML = html
    // Spoken only where there is news.
    if (sums() !== before) status.textContent = sums()
  }
  const sums = () => shown.querySelector<HTMLElement>('[data-live-sums]')?.dataset.liveSums ?? ''

  button.addEventListener('click', () => {
    if (goesOn) return end('It no longer updates by itself.')
    goesOn = true
    status.textContent = 'It updates by itself again.'
    say('It updates twice a minute.')
    void update()
  })
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer)
    if (goesOn && document.visibilityState === 'visible') void update()
  })
  say('It updates twice a minute.')
  wait()
}

export {}
