export { prepareApart } from './apart.ts'
export type { Prepared } from './prepare.ts'
