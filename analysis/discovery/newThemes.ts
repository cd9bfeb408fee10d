/** A response that was read, and the themes that were found in it. */
export type ReadResponse = { response: string; themes: readonly string[] }

/** A response by which new themes came up: its place among those read, from 1 on, and how many there were by then. */
export type NewThemes = { place: number; response: string; themes: string[]; soFar: number }

/**
 * Where new themes came up, in the order of reading: one entry for each response that brought any, and between two of
 * them nothing new. Like the curve that accumulates species over samples, it depends on the order, and its being flat
 * says nothing of what others would have said.
 *
 * @param read responses in the order in which they were read, those without a theme among them
 * @throws Error where a response stands in it twice
 */
export function newThemesOver(read: readonly ReadResponse[]): NewThemes[] {
  const known = new Set<string>()
  const met = new Set<string>()
  return read.flatMap(({ response, themes }, at) => {
    if (met.has(response)) throw new Error(`newThemesOver: response ${response} was read twice`)
    met.add(response)
    const fresh = [...new Set(themes)].filter(theme => !known.has(theme))
    for (const theme of fresh) known.add(theme)
    return fresh.length === 0 ? [] : [{ place: at + 1, response, themes: fresh, soFar: known.size }]
  })
}
