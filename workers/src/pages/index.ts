export { readRecordAt } from './read-record.ts'
