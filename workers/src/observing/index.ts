export { Happening } from './happened.ts'
export { measureProcess, ObservedProcess } from './process.ts'
export { Work } from './work.ts'
export { workerMetrics } from './workers.ts'
