/** A GUID with a number in it. */
export function guid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

/** `project.qde` around its parts. */
export function project(parts: string, namespace = 'xmlns="urn:QDA-XML:project:1.0"', prefix = ''): string {
  return `<?xml version="1.0" encoding="utf-8"?><${prefix}Project name="Made" origin="A program" ${namespace}>${parts}</${prefix}Project>`
}

export function codes(all: string): string {
  return `<CodeBook><Codes>${all}</Codes></CodeBook>`
}

/** A source whose text is in the file of that name, with what is in it. */
export function source(number: number, name: string, file: string, within = ''): string {
  return `<TextSource guid="${guid(number)}" name="${name}" plainTextPath="internal://${file}.txt">${within}</TextSource>`
}

/** A selection, coded with the codes of these numbers. */
export function selection(number: number, start: number, end: number, ...coded: number[]): string {
  const codings = coded.map(
    (code, at) =>
      `<Coding guid="${guid(number * 100 + at)}" creatingUser="${guid(900)}" creationDateTime="2026-10-01T08:00:00Z"><CodeRef targetGUID="${guid(code)}"/></Coding>`,
  )
  return `<PlainTextSelection guid="${guid(number)}" startPosition="${start}" endPosition="${end}">${codings.join('')}</PlainTextSelection>`
}
