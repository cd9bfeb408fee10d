import { bankCsv } from './csv.ts'
import { bankJson } from './json.ts'
import type { BankRow } from './rows.ts'
import { bankXlsx } from './xlsx.ts'

type Write = (batches: AsyncIterable<BankRow[]>) => AsyncIterable<string | Buffer>

/** What all quotes of a consultation come out as, each written while the quotes are read. */
export const bankFormats = { csv: bankCsv, xlsx: bankXlsx, json: bankJson } as const satisfies Record<
  string,
  Write
>

export function isBankFormat(name: string): name is keyof typeof bankFormats {
  return Object.hasOwn(bankFormats, name)
}
