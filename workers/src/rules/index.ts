export { type Rehearsal, rehearseRule } from './rehearse.ts'
