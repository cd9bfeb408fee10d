/**
 * Scripts other than Latin, each with the language that it stands for. Where several languages of our
 * consultations share one, its small words decide, and without them it is undetermined ("und-Arab").
 */
const scripts: readonly (readonly [letters: RegExp, language: string])[] = [
  [/\p{Script=Arabic}/gu, 'und-Arab'],
  [/\p{Script=Cyrillic}/gu, 'und-Cyrl'],
  [/\p{Script=Devanagari}/gu, 'und-Deva'],
  [/\p{Script=Bengali}/gu, 'bn'],
  [/\p{Script=Gurmukhi}/gu, 'pa'],
  [/\p{Script=Gujarati}/gu, 'gu'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Telugu}/gu, 'te'],
  [/\p{Script=Malayalam}/gu, 'ml'],
  [/\p{Script=Sinhala}/gu, 'si'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Ethiopic}/gu, 'am'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Hangul}/gu, 'ko'],
  // Before Chinese: Japanese has both.
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Han}/gu, 'zh'],
]

export const languagesByScript: readonly string[] = scripts
  .map(([, language]) => language)
  .filter(language => !language.startsWith('und'))

/** With fewer kana than one to so many Chinese characters, a text is Chinese that quotes a Japanese word. */
const hanForEachKana = 10

const foreignLetter = /[^\P{Letter}\p{Script=Latin}]/u
const latinLetter = /\p{Script=Latin}/gu

/** Whether a text holds a letter of a script other than Latin. */
export function hasForeignLetter(text: string): boolean {
  return foreignLetter.test(text)
}

/**
 * The language that the script of a text stands for, and the share of its letters that are of that script.
 *
 * @returns null where most letters are Latin, or where there are none
 */
export function byScript(text: string): { language: string; share: number } | null {
  if (!hasForeignLetter(text)) return null
  const counts = scripts.map(([letters, language]) => ({ language, letters: countOf(text, letters) }))
  const all = counts.reduce((sum, { letters }) => sum + letters, countOf(text, latinLetter))
  const kana = counts.find(({ language }) => language === 'ja')
  const han = counts.find(({ language }) => language === 'zh')
  if (kana && han && kana.letters * hanForEachKana > han.letters) {
    kana.letters += han.letters
    han.letters = 0
  }
  const most = counts.reduce((best, next) => (next.letters > best.letters ? next : best))
  return most.letters * 2 > all ? { language: most.language, share: most.letters / all } : null
}

function countOf(text: string, letters: RegExp): number {
  let count = 0
  for (const _ of text.matchAll(letters)) count++
  return count
}
