/** Shows the printed line of each choice as the details are typed. The server writes the lines; see its preview. */
const form = document.querySelector<HTMLFormElement>('form[data-lines]')
if (form) follow(form)

function follow(form: HTMLFormElement): void {
  let pause: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  const ask = async () => {
    const turn = ++asked
    const fields = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value)
    const answer = await fetch(form.dataset.lines ?? '', { method: 'POST', body: fields }).catch(
      () => undefined,
    )
    // An answer that fails or comes late is left out: the lines as they stand were true when they were written.
    if (!answer?.ok || turn !== asked) return
    show(form, (await answer.json()) as Record<string, string>)
  }
  form.addEventListener('input', () => {
    clearTimeout(pause)
    pause = setTimeout(ask, 300)
  })
}

function show(form: HTMLFormElement, lines: Record<string, string>): void {
  for (const choice of form.querySelectorAll<HTMLInputElement>('input[name="choice"]')) {
    const line = document.getElementById(`${choice.id}-item-hint`)
    const words = lines[choice.value]
    if (line && words !== undefined) line.textContent = words
  }
  const general = form.querySelector<HTMLElement>('[data-general]')
  const line = form.querySelector('[data-general-line]')
  // Changed only when it says something else: a screen reader reads it out.
  if (general && line && line.textContent !== (lines.general ?? '')) {
    line.textContent = lines.general ?? ''
    general.hidden = !lines.general
  }
}

export {}
