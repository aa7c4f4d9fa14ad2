import { BUDGETS } from './budgets.ts'
import { UNITS } from './communes.ts'
import type { MessyFile } from './file.ts'
import { RANKINGS } from './indices.ts'
import { RECORDS } from './records.ts'

/** The real messy files that hold what a domain counts. */
export const MESSY_FILES: MessyFile[] = [...UNITS, ...BUDGETS, ...RANKINGS, ...RECORDS]
