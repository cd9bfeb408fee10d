import type { Mark } from '../segments.ts'
import { overlap } from '../span.ts'

/** How many kinds of line there are to draw under passages that overlap. */
const lines = 3

/**
 * Marks of one text, of which those that overlap another have a number and a kind of line, by which each is told apart
 * from its neighbours without colour.
 *
 * @param used how many numbers were given on the page before
 */
export function numbered(marks: Mark[], used: number): Mark[] {
  const ordered = [...marks].sort((a, b) => a.start - b.start || b.end - a.end)
  // The furthest end of those before, and the start of the next, tell what overlaps without comparing all with all.
  let reached = Number.NEGATIVE_INFINITY
  let number = used
  return ordered.map((mark, at) => {
    const next = ordered[at + 1]
    const isApart = mark.start >= reached && !(next && overlap(mark, next))
    reached = Math.max(reached, mark.end)
    if (isApart) return mark
    number++
    return { ...mark, number, line: ((number - 1) % lines) + 1, label: `${mark.label}, number ${number}` }
  })
}

/** What a passage of the list is known by among the marks. */
export function placeOfMark(
  { start, end, theme }: Pick<Mark, 'start' | 'end' | 'theme'>,
  text: string,
): string {
  return `${text} ${start} ${end} ${theme}`
}
