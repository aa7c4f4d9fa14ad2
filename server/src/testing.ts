// What tests and benchmarks drive directly.
export { RATES, ratesOf } from './access/rates.ts'
export { buildApp } from './app.ts'
export { houseMetrics } from './observing/house.ts'
export { serverMetrics } from './observing/server.ts'
export { wantedInEnglish } from './plugins/wanted.ts'
export { UPLOAD_BOUNDS } from './routes/spool.ts'
export { computeTile } from './tiles/compute.ts'
export { loadTileContext } from './tiles/context.ts'
