import { benchAgreement } from './agreement.ts'
import { benchCorpus } from './corpus.ts'
import { benchDatabase } from './database/reads.ts'
import { benchDesk } from './desk.ts'
import { benchDuplicates } from './duplicates.ts'
import { benchFreshness } from './freshness.ts'
import { benchInserts } from './inserts.ts'
import { benchKeywords } from './keywords.ts'
import { benchLint } from './lint.ts'
import { benchQdpx } from './qdpx.ts'
import { benchQuestions } from './questions.ts'
import { benchReports } from './reports.ts'
import { benchRespondents } from './respondents.ts'
import { benchSubmissions } from './submissions.ts'
import { benchTagging } from './tagging.ts'
import { benchTraining } from './training.ts'

const benches: Record<string, () => Promise<unknown>> = {
  corpus: benchCorpus,
  agreement: benchAgreement,
  database: benchDatabase,
  desk: benchDesk,
  duplicates: benchDuplicates,
  freshness: benchFreshness,
  inserts: benchInserts,
  keywords: benchKeywords,
  lint: benchLint,
  qdpx: benchQdpx,
  questions: benchQuestions,
  reports: benchReports,
  respondents: benchRespondents,
  submissions: benchSubmissions,
  tagging: benchTagging,
  training: benchTraining,
}

/** `npm run bench` runs all benches; `npm run bench -- submissions` those that are named. */
const asked = process.argv.slice(2)
const unknown = asked.filter(name => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exitCode = 2
} else {
  for (const name of asked.length > 0 ? asked : Object.keys(benches)) await benches[name]?.()
}
