import path from 'node:path'

/** The rooms of the server; each may import from those above it only. */
export const rooms = [
  'http',
  'database',
  'jobs',
  'files',
  'backups',
  'accounts',
  'mail',
  'colleagues',
  'consultations',
  'responses',
  'importing',
  'codebook',
  'learning',
  'campaigns',
  'coding',
  'search',
  'results',
  'projects',
  'findings',
  'reports',
  'testimony',
  'api',
  'privacy',
  'operations',
]

const effects =
  /^(node:)?(fs|net|http|https|http2|dgram|dns|tls|child_process|worker_threads|process|timers)(\/|$)/
const isStore = (file: string) => /(^|\/)(store|[a-z][A-Za-z]*Store)\.ts$/.test(file)

type Import = { from: string; what: string }
type Rule = { says: string; breaks(file: string, imported: Import, source: string): boolean }

/** Where an import leads: a file of ours relative to the project, or the name of a package. */
function target({ from, what }: Import): string {
  return what.startsWith('.') ? path.posix.join(path.posix.dirname(from), what) : what
}

function roomOf(file: string): string | undefined {
  return /^server\/([^/]+)\//.exec(file)?.[1]
}

/** DESIGN's rules of who may import what, each with the sentence that a broken one is told by. */
const importRules: Rule[] = [
  {
    says: 'analysis/ imports only itself: no server, no script, no test',
    breaks: (file, i) =>
      file.startsWith('analysis/') && i.what.startsWith('.') && !target(i).startsWith('analysis/'),
  },
  {
    says: 'analysis/ knows no Express, no Mongoose, no file, no network, no clock',
    breaks: (file, i) =>
      file.startsWith('analysis/') &&
      (/^(express|mongoose|mongodb)(\/|$)/.test(i.what) || effects.test(i.what)),
  },
  {
    says: 'outside analysis/, only its doors index.ts and application.ts are imported',
    breaks: (file, i) =>
      /^(server|scripts)\//.test(file) &&
      target(i).startsWith('analysis/') &&
      !['analysis/index.ts', 'analysis/application.ts'].includes(target(i)),
  },
  {
    says: 'natural is imported by analysis/text/stem.ts alone, and deep',
    breaks: (file, i) =>
      /^natural(\/|$)/.test(i.what) &&
      (i.what === 'natural' ||
        !(file === 'analysis/text/stem.ts' || file.startsWith('scripts/bench/') || file.startsWith('test/'))),
  },
  {
    says: 'only stores and server/database/ import mongoose',
    breaks: (file, i) =>
      file.startsWith('server/') &&
      /^mongoose(\/|$)/.test(i.what) &&
      !isStore(file) &&
      !file.startsWith('server/database/'),
  },
  {
    says: 'a room imports only rooms above it',
    breaks(file, i) {
      const [from, to] = [roomOf(file), roomOf(target(i))]
      if (!from || !to || from === to) return false
      return !rooms.includes(from) || !rooms.includes(to) || rooms.indexOf(to) > rooms.indexOf(from)
    },
  },
  {
    says: 'a room shows others its stores, use cases and types, never its routes, forms or pages',
    breaks(file, i) {
      const [from, to] = [roomOf(file), roomOf(target(i))]
      return (
        from !== undefined &&
        from !== to &&
        to !== undefined &&
        /(^|\/)(.*[rR]outes|forms|page)\.ts$/.test(target(i))
      )
    },
  },
  {
    says: 'what was sent and not let in is read where its respondent is served, and nowhere else',
    breaks: (file, i) =>
      target(i) === 'server/responses/sentStore.ts' &&
      !/^server\/(responses|testimony\/(own|copies|notices))\//.test(file),
  },
  {
    says: 'the server imports no script and no test',
    breaks: (file, i) => file.startsWith('server/') && /^(scripts|test)\//.test(target(i)),
  },
]

/** Rules about what a file says beside its imports. */
const sourceRules: { says: string; breaks(file: string, source: string): boolean }[] = [
  {
    says: 'only server/config.ts reads process.env',
    breaks: (file, source) =>
      /^(server|analysis)\//.test(file) && file !== 'server/config.ts' && /process\.env\b/.test(source),
  },
  {
    says: 'analysis/ has no clock and no random of its own',
    breaks: (file, source) =>
      file.startsWith('analysis/') &&
      /Math\.random\(|Date\.now\(|new Date\(\)|performance\.now\(|randomBytes|randomUUID/.test(source),
  },
]

/** Every import and re-export of a source, static and dynamic. */
export function importsOf(file: string, source: string): Import[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
  const found = code.matchAll(/(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)['"]([^'"]+)['"]/g)
  return [...found].map(match => ({ from: file, what: match[1] ?? '' }))
}

/** Each breach of the rules, as "file: what the rule says (what it imports)". */
export function breaches(files: Map<string, string>): string[] {
  const found: string[] = []
  for (const [file, source] of files) {
    for (const imported of importsOf(file, source))
      for (const rule of importRules)
        if (rule.breaks(file, imported, source)) found.push(`${file}: ${rule.says} (${imported.what})`)
    for (const rule of sourceRules) if (rule.breaks(file, source)) found.push(`${file}: ${rule.says}`)
  }
  return found
}

export const allRules = [...importRules, ...sourceRules].map(rule => rule.says)
