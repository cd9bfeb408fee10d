// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 allows none of these, not even escaped
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** The text with U+FFFD for each character that XML 1.0 (and so XLSX and QDC) cannot hold. */
export function soundXml(text: string): string {
  return text.toWellFormed().replace(notInXml, '\ufffd')
}
