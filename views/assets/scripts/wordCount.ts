const { lang } = document.documentElement
const language = lang === 'en' ? 'en-GB' : lang

// Keeps the number of words below each answer up to date, counted as the server does: what stands between white space.
followAll(document)
document.addEventListener('asked', ({ target }) => {
  if (target instanceof Element) followAll(target)
})

function followAll(part: ParentNode): void {
  for (const box of part.querySelectorAll<HTMLTextAreaElement>('textarea[data-word-count]')) {
    const told = document.getElementById(`${box.id}-info`)
    if (told) follow(box, told)
  }
}

function follow(box: HTMLTextAreaElement, told: HTMLElement): void {
  const limit = box.dataset.wordLimit === undefined ? undefined : Number(box.dataset.wordLimit)
  const forms = JSON.parse(box.dataset.wordCount ?? '{}')
  const spoken = document.createElement('div')
  spoken.className = 'govuk-visually-hidden'
  spoken.setAttribute('aria-live', 'polite')
  told.after(spoken)
  let pause: ReturnType<typeof setTimeout> | undefined

  const tell = () => {
    const words = box.value.match(/\S+/g)?.length ?? 0
    told.textContent = wordsTold(words, forms)
    told.classList.toggle('word-count__told--over', limit !== undefined && words > limit)
    clearTimeout(pause)
    // Spoken once typing pauses, so that a screen reader is not interrupted at each key.
    pause = setTimeout(() => {
      spoken.textContent = told.textContent
    }, 1000)
  }
  box.addEventListener('input', tell)
  // The browser may have put back what was typed before the page was reloaded.
  addEventListener('pageshow', tell)
}

/** By the page's own words for each plural form, with `#` for the number. */
function wordsTold(words: number, forms: Partial<Record<Intl.LDMLPluralRule, string>>): string {
  const form = forms[new Intl.PluralRules(language).select(words)] ?? forms.other ?? '#'
  return form.replace('#', words.toLocaleString(language))
}

export {}
