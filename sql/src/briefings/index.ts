// What of scheduled reports a browser and whoever draws them know.

export { Cadence } from './cadence.ts'
export * from './document.ts'
