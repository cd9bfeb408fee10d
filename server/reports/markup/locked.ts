import { BuilderElement, type ParagraphChild, type XmlComponent } from 'docx'

/** Says of a content control that the software wrote what is in it, and by which helper. */
export const lockTag = 'soundings: '

/** Word takes tags of so many characters. */
const longestTag = 64

/** Words in a content control that can be neither changed nor taken out (ISO 29500-1, 17.5.2). */
export function locked(helper: string, id: number, runs: ParagraphChild[]): ParagraphChild {
  const valued = (name: string, val: string | number) =>
    new BuilderElement<{ val: string | number }>({ name, attributes: { val: { key: 'w:val', value: val } } })
  const properties = new BuilderElement({
    name: 'w:sdtPr',
    children: [
      valued('w:alias', 'Written by Soundings'),
      valued('w:tag', (lockTag + helper).slice(0, longestTag)),
      valued('w:id', id),
      valued('w:lock', 'sdtContentLocked'),
    ],
  })
  const children = runs as unknown as XmlComponent[]
  const content = new BuilderElement({ name: 'w:sdtContent', children })
  return new BuilderElement({ name: 'w:sdt', children: [properties, content] }) as unknown as ParagraphChild
}
