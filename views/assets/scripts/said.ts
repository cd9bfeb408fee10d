/** A text of the page that a script shows: the content of its template of this name. */
export function said(name: string): DocumentFragment {
  const template = document.querySelector<HTMLTemplateElement>(`template[data-say="${name}"]`)
  return (template?.content.cloneNode(true) ?? document.createDocumentFragment()) as DocumentFragment
}

/** Puts words where a text has a place for them. */
export function fill(text: ParentNode, place: string, words: string): void {
  for (const element of text.querySelectorAll(`[data-${place}]`)) element.textContent = words
}

/** A time of day as it is said in the language of the page, like “3:12 pm”. */
export function timeSaid(at: Date): string {
  const { lang } = document.documentElement
  return at.toLocaleTimeString(lang === 'en' ? 'en-GB' : lang, {
    ...{ hour: 'numeric', minute: '2-digit', hour12: true },
  })
}
