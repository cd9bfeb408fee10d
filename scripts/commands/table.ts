import { agreement } from './agreement.ts'
import { analyse } from './analyse.ts'
import { auditVerify } from './auditVerify.ts'
import { backup } from './backup.ts'
import type { Command } from './command.ts'
import { convert } from './convert.ts'
import { databaseCommands } from './database.ts'
import { demo } from './demo.ts'
import { duplicates } from './duplicates.ts'
import { erasures } from './erasures.ts'
import { evaluate } from './evaluate.ts'
import { keysCheck, keysRotate } from './keys.ts'
import { keywords } from './keywords.ts'
import { lint } from './lint.ts'
import { migrate } from './migrate.ts'
import { restore } from './restore.ts'
import { retention } from './retention.ts'
import { serve } from './serve.ts'
import { verify } from './verify.ts'

/** Every subcommand there is. Each loads what it needs when it runs. */
export const commands: Command[] = [
  serve,
  analyse,
  lint,
  evaluate,
  agreement,
  duplicates,
  keywords,
  convert,
  verify,
  demo,
  backup,
  restore,
  erasures,
  retention,
  migrate,
  ...databaseCommands,
  auditVerify,
  keysCheck,
  keysRotate,
]
