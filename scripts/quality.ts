import { stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Example, measure } from '../analysis/index.ts'
import { CannotRun } from './cannotRun.ts'
import { demoExamples } from './evaluation/demoExamples.ts'
import { crossValidate, leastOf, type Variant, variants } from './evaluation/ingredients.ts'
import { readExamples } from './evaluation/readExamples.ts'
import { triedAndLeftOut } from './evaluation/tried.ts'

const seeds = [1, 2, 3, 4, 5]

/**
 * `npm run quality [-- FILE.jsonl [--about "what it is, its source and licence"]]`: writes docs/quality.md, with
 * what each ingredient of the classifier adds, on the demo's coded answers and on the file. `--seeds N` repeats
 * what leaves an ingredient out with the first N seeds only.
 */
async function quality(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { about: { type: 'string' }, out: { type: 'string' }, seeds: { type: 'string' } },
  })
  const [file] = positionals
  const repeats = seeds.slice(0, Number(values.seeds ?? seeds.length))
  if (repeats.length === 0) throw new CannotRun([{ place: '--seeds', message: 'Give a number from 1 to 5.' }])
  const sections = [section('The demo’s coded answers', 'invented, in scripts/demo', demoExamples(), seeds)]
  if (file !== undefined) {
    const kilobytes = Math.round((await stat(file).catch(() => ({ size: 0 }))).size / 1000)
    const title = values.about ?? path.basename(file)
    sections.unshift(
      section(title, `\`${path.basename(file)}\` (${kilobytes} kB)`, await readExamples(file), repeats),
    )
  }
  const text = [opening(), ...sections, triedAndLeftOut].join('\n\n')
  await writeFile(values.out ?? path.join('docs', 'quality.md'), `${text}\n`)
}

function opening(): string {
  const today = new Date().toISOString().slice(0, 10)
  return `# How well themes are learned

Written by \`npm run quality -- FILE.jsonl\` on ${today}. A linear model for each theme is learned from texts that people coded and measured by five-fold cross-validation: what is said of a text comes from models that have seen nothing of its writer, and features, weights, calibration and thresholds are chosen inside the folds that are learned from. Folds are stratified by theme. Predictions of the five folds are pooled; micro-F1 is over all pairs of a text and a measured theme, macro-F1 is the mean over measured themes, and both are means over seeds. The parameters (cost, shares of each kind of feature, shrinkage and the rest) are the same for every set. They were chosen by comparing some twenty settings on the patient comments with the folds of seed 1, so the figures on that set, above all those of seed 1, flatter a little; a held-out part would tell how much.`
}

function section(title: string, source: string, examples: Example[], repeats: number[]): string {
  const has = (field: 'question' | 'rules') => examples.some(example => (example[field]?.length ?? 0) > 0)
  const used = variants.filter(({ needs }) => needs === undefined || has(needs))
  const all: Variant = { name: 'all' }
  const plain = [all, ...used.filter(({ options }) => options === undefined)]
  const full = seeds.map(seed => {
    console.error(`${title}: all, seed ${seed}`)
    return crossValidate(examples, seed, {}, plain)
  })
  const rows = used.map(variant => {
    const runs =
      variant.options === undefined
        ? full.slice(0, repeats.length)
        : repeats.map(seed => {
            console.error(`${title}: without ${variant.name}, seed ${seed}`)
            return crossValidate(examples, seed, variant.options ?? {}, [variant])
          })
    const micro = mean(runs.map(run => run.get(variant.name)?.micro ?? 0))
    const macro = mean(runs.map(run => run.get(variant.name)?.macro ?? 0))
    const same = full.slice(0, repeats.length)
    const adds = (whole: number, less: number) =>
      `${whole >= less ? '+' : '−'}${figure(Math.abs(whole - less))}`
    const microAdds = adds(mean(same.map(run => run.get('all')?.micro ?? 0)), micro)
    const macroAdds = adds(mean(same.map(run => run.get('all')?.macro ?? 0)), macro)
    return `| ${variant.name} | ${figure(micro)} | ${figure(macro)} | ${microAdds} | ${macroAdds} |`
  })
  const least = leastOf(examples)
  const themes = measure(
    examples.map(({ labels }) => ({ labels, given: [] })),
    { least },
  )
  const bySeed = full.map(
    run => `${figure(run.get('all')?.micro ?? 0)} / ${figure(run.get('all')?.macro ?? 0)}`,
  )
  return `## ${title}

${source}: ${examples.length.toLocaleString('en-GB')} texts, ${themes.labels.length} themes, ${themes.measured} of them with at least ${least} examples; those are measured.${least < 20 ? ' So few texts tell little: differences of a few hundredths are chance.' : ''}

**Micro-F1 ${figure(mean(full.map(run => run.get('all')?.micro ?? 0)))}, macro-F1 ${figure(mean(full.map(run => run.get('all')?.macro ?? 0)))}** (means over seeds 1 to 5; each: ${bySeed.join(', ')}).

| left out | micro-F1 | macro-F1 | it adds to micro | to macro |
|---|---|---|---|---|
${rows.join('\n')}

Each row is the mean over seeds 1 to ${repeats.length}, and what it adds is measured on the same folds.`
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** .694 */
function figure(value: number): string {
  return value.toFixed(3).replace(/^0/, '')
}

await quality().catch(error => {
  console.error(error instanceof CannotRun ? error.message : error)
  process.exitCode = 2
})
