import { writeFileSync } from 'node:fs'
import { EVALUATION_FILE } from '@ioc/sql/listening'
import { hasLabelled } from './labelled.ts'
import { measureSentiment } from './sentiment.ts'

// npm run evaluate: measures the machine's judgement of texts against people's and writes down what the wall then says of it.

if (!hasLabelled())
  throw new Error('The labelled texts (shared/data/nlp) are not on this machine; there is nothing to measure on.')
const measured = measureSentiment(new Date().toISOString().slice(0, 10))
writeFileSync(EVALUATION_FILE, `${JSON.stringify(measured, null, 2)}\n`)
process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`)
