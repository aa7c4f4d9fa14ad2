export { acceptDelivery, acceptFile } from './accept.ts'
export { readRecordAt } from './read-record.ts'
export { type Counted, rowsOfRun } from './rows-of-run.ts'
