export { type Embedded, startEmbedded } from './start.ts'
