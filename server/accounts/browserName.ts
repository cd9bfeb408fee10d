import Bowser from 'bowser'

/** A browser in words by which its owner knows it, such as “Firefox on Windows”. */
export function browserName(userAgent: string | undefined): string {
  const { browser, os } = Bowser.parse((userAgent ?? '').slice(0, 500) || 'unknown')
  if (!browser.name) return 'A browser that does not say what it is'
  return os.name ? `${browser.name} on ${os.name}` : browser.name
}
