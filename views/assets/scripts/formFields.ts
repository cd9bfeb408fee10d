/** What is entered in a form, name by name, in its order; files and hidden fields apart. */
export type Fields = [name: string, value: string][]

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

export function controlsOf(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(isControl)
}

function isControl(element: Element): element is Control {
  return (
    (element instanceof HTMLInputElement && !['hidden', 'file', 'submit', 'button'].includes(element.type)) ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  )
}

export function isTicked(control: Control): control is HTMLInputElement {
  return control instanceof HTMLInputElement && (control.type === 'radio' || control.type === 'checkbox')
}

/** Line ends are as the browser has them in its fields. */
export function fieldsOf(form: HTMLFormElement): Fields {
  return controlsOf(form).flatMap(
    (control): Fields => (isTicked(control) && !control.checked ? [] : [[control.name, control.value]]),
  )
}

/** Fields as a form sends them, line ends and all, with what is hidden in it. */
export function formOf(fields: Fields, hidden: Record<string, string>): URLSearchParams {
  const lines = fields.map(([name, value]) => [name, value.replace(/\r?\n/g, '\r\n')])
  return new URLSearchParams([...Object.entries(hidden), ...lines])
}

/** What the page came with, whatever the browser has put back into its fields since. */
export function fieldsAtFirst(form: HTMLFormElement): Fields {
  const clone = form.cloneNode(true) as HTMLFormElement
  clone.reset()
  return fieldsOf(clone)
}

export function isSame(a: Fields, b: Fields): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Puts fields in the place of what is entered, and into questions that are asked because of it: see asking.ts. */
export function putIn(form: HTMLFormElement, fields: Fields): void {
  for (let count = -1; count !== controlsOf(form).length; ) {
    count = controlsOf(form).length
    for (const control of controlsOf(form)) {
      const values = fields.filter(([name]) => name === control.name).map(([, value]) => value)
      if (isTicked(control)) control.checked = values.includes(control.value)
      else control.value = values[0] ?? ''
    }
    form.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

/** One answer of two sets of fields that differ in it, in words. */
export type Difference = { label: string; mine: string; saved: string }

export function differences(form: HTMLFormElement, mine: Fields, saved: Fields): Difference[] {
  const waiting = [...form.querySelectorAll<HTMLTemplateElement>('[data-asked] > template')].flatMap(
    template => [...template.content.querySelectorAll('input, textarea, select')].filter(isControl),
  )
  const all = [...controlsOf(form), ...waiting]
  const names = [...new Set(all.map(({ name }) => name))]
  return names.flatMap(name => {
    const [here, there] = [mine, saved].map(fields => fields.filter(field => field[0] === name))
    if (!here || !there || isSame(here, there)) return []
    const controls = all.filter(control => control.name === name)
    return [{ label: labelOf(controls[0]), mine: inWords(controls, here), saved: inWords(controls, there) }]
  })
}

/** How a group of fields is asked, or a field by itself. */
function labelOf(control: Control | undefined): string {
  const legend = control?.closest('fieldset')?.querySelector('legend')?.textContent?.trim() ?? ''
  const label = control?.labels?.[0]?.textContent?.trim() ?? ''
  return control && isTicked(control) ? legend || label : [legend, label].filter(Boolean).join(': ')
}

function inWords(controls: Control[], fields: Fields): string {
  const words = fields.map(([, value]) => {
    const [first] = controls
    if (first instanceof HTMLSelectElement)
      return [...first.options].find(option => option.value === value)?.text ?? value
    const ticked = controls.find(control => isTicked(control) && control.value === value)
    return ticked?.labels?.[0]?.textContent?.trim() ?? value
  })
  return words.join('; ')
}
