/** Code units that there is room for at first. */
const firstRoom = 8192

/** The code units of a text, and a zero: much faster to read one by one than a string. Its memory is used again. */
export class CodeUnits {
  #units = new Uint16Array(firstRoom)
  #bytes = Buffer.from(this.#units.buffer)

  /** Copies a text. What stands beyond its end and the zero is left of other texts. */
  of(text: string): Uint16Array {
    if (text.length >= this.#units.length) {
      this.#units = new Uint16Array(2 ** Math.ceil(Math.log2(text.length + 1)))
      this.#bytes = Buffer.from(this.#units.buffer)
    }
    this.#bytes.write(text, 'utf16le')
    this.#units[text.length] = 0
    return this.#units
  }
}
