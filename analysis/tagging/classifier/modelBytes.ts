import { tableOf } from './featureTable.ts'
import type { Quality } from './measure.ts'
import type { ModelTheme, ThemeModel } from './model.ts'

/** Raised when a model's features or form change; an older model is then learned anew. */
const version = 1

/** What stands before the weights. */
type Head = {
  version: number
  themes: readonly ModelTheme[]
  names: readonly string[]
  rarity: number[]
  quality: Quality | null
}

/**
 * Writes a model as bytes: the length of a JSON head (4 bytes), the head, then the weights as 32-bit floats, all
 * little-endian.
 */
export function encodeModel({ themes, table, weights, quality }: ThemeModel): Uint8Array {
  const head: Head = { version, themes, names: table.names, rarity: [...table.rarity], quality }
  const json = new TextEncoder().encode(JSON.stringify(head))
  const bytes = new Uint8Array(4 + json.length + 4 * weights.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, json.length, true)
  bytes.set(json, 4)
  for (const [at, weight] of weights.entries()) view.setFloat32(4 + json.length + 4 * at, weight, true)
  return bytes
}

/**
 * Reads what `encodeModel` wrote; the model then gives the same predictions.
 *
 * @throws Error where the bytes are cut short or of another version: learn the model anew
 */
export function decodeModel(bytes: Uint8Array): ThemeModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = bytes.length < 4 ? -1 : view.getUint32(0, true)
  if (length < 2 || 4 + length > bytes.length)
    throw new Error('decodeModel: the bytes are no model, or cut short')
  const head: Head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)))
  if (head.version !== version)
    throw new Error(`decodeModel: the model is of version ${head.version}, not ${version}; learn it anew`)
  const size = (head.names.length + 1) * head.themes.length
  if (bytes.length !== 4 + length + 4 * size) throw new Error('decodeModel: the weights are cut short')
  const weights = new Float32Array(size)
  for (let at = 0; at < size; at++) weights[at] = view.getFloat32(4 + length + 4 * at, true)
  return { themes: head.themes, table: tableOf(head.names, head.rarity), weights, quality: head.quality }
}
