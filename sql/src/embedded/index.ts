export { hasCluster } from './cluster.ts'
export { type Embedded, type EmbeddedOptions, startEmbedded } from './start.ts'
