export { acceptDelivery, acceptFile } from './accept.ts'
export { readRecordAt, showRecordAt } from './read-record.ts'
export { type Counted, rowsOfRun } from './rows-of-run.ts'
