import { type DemoResponse, demoTestimony } from '../../demo/testimony.ts'

/** As many responses as are asked for, with the demo's words in turn. */
export function responsesToSend(count: number): DemoResponse[] {
  const testimony = demoTestimony()
  return Array.from({ length: count }, (_, index) => {
    const response = testimony[index % testimony.length]
    if (!response) throw new Error('responsesToSend: the demo has no testimony')
    return response
  })
}
