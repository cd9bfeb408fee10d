/** Tells every minute that this page, of a report or a response, is open, and shows who else has it open. */
if (document.querySelector('[data-editing]')) follow()

function follow(): void {
  const token = document.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? ''
  const tell = async () => {
    // Another may have been put in its place.
    const place = document.querySelector<HTMLElement>('[data-editing]')
    // A page that nobody looks at is not being edited.
    if (!place || document.visibilityState === 'hidden') return
    const body = new URLSearchParams({ _csrf: token })
    const answer = await fetch(place.dataset.editing ?? '', { method: 'POST', body }).catch(() => undefined)
    // What it says stands until there is news.
    if (!answer?.ok) return
    const { notices } = (await answer.json()) as { notices: string[] }
    const said = notices.join(' ')
    if (place.textContent?.trim() !== said) place.textContent = said
  }
  void tell()
  setInterval(tell, 60_000)
}

export {}
