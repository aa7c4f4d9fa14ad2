// What tests and benchmarks drive directly.
export { buildWeb } from './cli/launch/build-web.ts'
export { pageFromFile } from './connectors/file/page.ts'
export { type Rows, xls, xlsx } from './formats/workbook/testing.ts'
export { ingestUpload } from './jobs/ingest-upload.ts'
export { pullFeed } from './jobs/pull-feed.ts'
export { type IngestSummary, ingest } from './pipeline/ingest.ts'
