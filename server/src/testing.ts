// What tests and benchmarks drive directly.
export { buildApp } from './app.ts'
