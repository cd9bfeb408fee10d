import { sayDone, sayProblem } from './codingSaid.ts'

/** A theme to choose, by its path; `names` is what it is looked for by. */
type Theme = { id: string; path: string; names: string }

/** What is chosen for: the form that is sent, its lists of themes and stances, and the button that sends it. */
type Choice = {
  form: HTMLFormElement
  theme: HTMLSelectElement
  stance: HTMLSelectElement
  button: HTMLElement | null
}

const shown = 50
const setting = 'soundings themes lately'

/** Has themes looked for by typing some of their letters, for what is selected or for a passage that is there. */
export function usePicker(): void {
  const dialog = document.querySelector<HTMLDialogElement>('dialog[data-picker]')
  if (!dialog) return
  // It stays, whatever is put in the place of the page’s content.
  document.body.append(dialog)
  const picker = pickerOf(dialog)
  document.addEventListener('click', event => {
    const button = (event.target as Element).closest<HTMLElement>('[data-pick]')
    const choice = button && choiceFor(button)
    if (choice) picker.open(choice)
  })
}

function choiceFor(button: HTMLElement): Choice | undefined {
  return choiceIn(button.closest('form') ?? document.querySelector<HTMLFormElement>('form[data-code]'))
}

function choiceIn(form: HTMLFormElement | null): Choice | undefined {
  const isNew = form?.dataset.code !== undefined
  const theme = form?.querySelector<HTMLSelectElement>(isNew ? '[name="theme"]' : '[name="newTheme"]')
  const stance = form?.querySelector<HTMLSelectElement>('[name="stance"]')
  if (!form || !theme || !stance) return undefined
  if (isNew && !hasPassage(form)) {
    sayDone('Select words first, or choose a sentence.')
    return undefined
  }
  const button = isNew ? 'button:not([formaction]):not([type])' : 'button[value="theme"]'
  return { form, theme, stance, button: form.querySelector<HTMLElement>(button) }
}

/** The same form as it is now: the page’s content may have been put in place anew while themes were looked for. */
function asItIsNow(choice: Choice): Choice | undefined {
  const { form } = choice
  if (form.isConnected) return choice
  const now = document.getElementById(form.id)
  return choiceIn(now instanceof HTMLFormElement ? now : null)
}

function hasPassage(form: HTMLFormElement): boolean {
  const filled = (name: string) => new FormData(form).get(name) !== ''
  return filled('text') || filled('sentence')
}

function pickerOf(dialog: HTMLDialogElement) {
  const part = <T extends HTMLElement>(selector: string): T => {
    const found = dialog.querySelector<T>(selector)
    if (!found) throw new Error(`pickerOf: there is no ${selector}`)
    return found
  }
  const search = part<HTMLInputElement>('input')
  const list = part<HTMLUListElement>('[role="listbox"]')
  const found = part('[data-found]')
  const stance = part<HTMLSelectElement>('select')
  let choice: Choice | undefined
  let themes: Theme[] = []
  let from: Element | null = null

  const options = () => [...list.querySelectorAll<HTMLElement>('[role="option"]')]
  const mark = (option: HTMLElement | undefined) => {
    for (const each of options()) each.setAttribute('aria-selected', String(each === option))
    if (option) search.setAttribute('aria-activedescendant', option.id)
    else search.removeAttribute('aria-activedescendant')
    option?.scrollIntoView({ block: 'nearest' })
  }
  const look = () => {
    const matches = matching(themes, search.value)
    list.replaceChildren(...matches.slice(0, shown).map(optionOf))
    mark(options()[0])
    found.textContent =
      matches.length === 0
        ? 'No theme has such a name.'
        : `${matches.length} ${matches.length === 1 ? 'theme' : 'themes'}${matches.length > shown ? `, of which ${shown} are shown` : ''}`
  }
  const take = (option: HTMLElement | undefined) => {
    const theme = option?.dataset.theme
    if (!choice || theme === undefined) return
    const taken = asItIsNow(choice)
    dialog.close()
    if (!taken) {
      sayProblem('This passage changed while you looked for a theme. Choose it again.')
      return
    }
    remember(theme)
    taken.theme.value = theme
    taken.stance.value = stance.value
    taken.form.requestSubmit(taken.button)
  }
  search.addEventListener('input', look)
  dialog.addEventListener('keydown', event => {
    const at = options().findIndex(option => option.getAttribute('aria-selected') === 'true')
    const by = event.target === search ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : undefined
    if (by !== undefined) mark(options()[Math.min(Math.max(at + by, 0), options().length - 1)])
    else if (event.key === 'Enter' && !(event.target as Element).closest('button')) take(options()[at])
    else return
    event.preventDefault()
  })
  list.addEventListener('click', event =>
    take((event.target as Element).closest<HTMLElement>('[role="option"]') ?? undefined),
  )
  dialog.addEventListener('close', () => {
    // It is told of late: whoever types fast has it open again by then.
    if (dialog.open) return
    choice = undefined
    if (!(from instanceof HTMLElement)) return
    const there = from.isConnected
      ? from
      : document.querySelector<HTMLElement>(`[data-testimony="${from.dataset.testimony}"]`)
    there?.focus({ preventScroll: true })
  })

  return {
    open(wanted: Choice) {
      choice = wanted
      from = document.activeElement
      themes = themesIn(wanted.theme)
      stance.value = wanted.stance.value
      for (const words of dialog.querySelectorAll('[data-words-of]'))
        words.textContent = wordsFor(wanted.form)
      search.value = ''
      look()
      dialog.hidden = false
      dialog.showModal()
      search.focus()
    },
  }
}

/** The words that are about to be coded, or that are coded now. */
function wordsFor(form: HTMLFormElement): string {
  if (form.dataset.code === undefined)
    return (
      (form.querySelector('.passage-item__words') ?? document.querySelector('.queue .passage'))
        ?.textContent ?? ''
    )
  const selected = form.querySelector('[data-selected-words]')?.textContent ?? ''
  const chosen = form.querySelector<HTMLSelectElement>('[name="sentence"]')?.selectedOptions[0]?.label ?? ''
  return selected || chosen
}

function themesIn(list: HTMLSelectElement): Theme[] {
  const all = [...list.options]
    .filter(({ value }) => value !== '')
    .map(({ value, label }) => ({ id: value, path: label.trim(), names: plain(label) }))
  const lately = recent()
  const placeOf = ({ id }: Theme) => (lately.includes(id) ? lately.indexOf(id) : lately.length)
  return all
    .map((theme, at) => ({ theme, at }))
    .sort((a, b) => placeOf(a.theme) - placeOf(b.theme) || a.at - b.at)
    .map(({ theme }) => theme)
}

/** Themes that hold all that was typed, in any order; those whose own name begins with it come first. */
function matching(themes: Theme[], typed: string): Theme[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  const found = themes.filter(({ names }) => words.every(word => names.includes(word)))
  const begins = ({ names }: Theme) =>
    names
      .split(': ')
      .at(-1)
      ?.startsWith(words[0] ?? '') ?? false
  return words.length === 0 ? found : [...found.filter(begins), ...found.filter(theme => !begins(theme))]
}

function optionOf({ id, path }: Theme, at: number): HTMLElement {
  const option = document.createElement('li')
  option.id = `picker-${at}`
  option.setAttribute('role', 'option')
  option.dataset.theme = id
  option.textContent = path
  return option
}

/** Without accents and case. */
function plain(words: string): string {
  return words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

/** The themes that were chosen last come first in the next search. */
function remember(theme: string): void {
  sessionStorage.setItem(setting, [theme, ...recent().filter(each => each !== theme)].slice(0, 5).join(' '))
}

function recent(): string[] {
  return (sessionStorage.getItem(setting) ?? '').split(' ').filter(Boolean)
}
