import { once } from 'node:events'
import { Unreadable } from '../format.ts'
import { parseWorkbook } from './parse.ts'
import { settings } from './settings.ts'

// Started by read.ts: one file, records out as lines of JSON, the last line says how it ended.

const [path = '', name = '', given = '{}'] = process.argv.slice(2)

async function say(line: unknown) {
  if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain')
}

try {
  for await (const record of parseWorkbook(path, name, settings.parse(JSON.parse(given)))) await say(record)
  await say({ end: true })
} catch (error) {
  await say({ fault: error instanceof Unreadable ? error.message : `${name}: không đọc được tệp này. Mở bằng Excel và lưu lại.` })
  if (!(error instanceof Unreadable)) console.error(error)
}
