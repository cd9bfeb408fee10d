// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 allows none of these, not even escaped
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** The text with U+FFFD for each character that XML 1.0 (and so XLSX and QDC) cannot hold. */
export function soundXml(text: string): string {
  return text.toWellFormed().replace(notInXml, '\ufffd')
}

/** A text as it stands between tags, or on one line in an attribute. */
export function escapedXml(text: string): string {
  return soundXml(text).replace(/[&<>"]/g, letter => named[letter] ?? letter)
}

/** The same with line breaks and tabs, of which a parser would make spaces in an attribute. */
export function attributeXml(text: string): string {
  return escapedXml(text).replace(/[\n\r\t]/g, letter => `&#${letter.charCodeAt(0)};`)
}

const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
