import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Unreadable } from '../format.ts'
import { headsOf, parseWorkbook } from './parse.ts'
import type { Question } from './reader.ts'
import { settings } from './settings.ts'

// Started by reader.ts: asked for a file a line, it says its records as lines of JSON, and last how it ended; asked without
// settings it says how the file begins; asked to strip it, it writes the file anew. What only that needs is two thirds of all there is to load.

async function say(line: unknown) {
  if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain')
}

for await (const line of createInterface({ input: process.stdin })) {
  const { path, name, settings: given, strip }: Question = JSON.parse(line)
  try {
    if (strip) {
      const { stripWorkbook } = await import('./strip.ts')
      await stripWorkbook(path, name, settings.parse(given), strip)
    } else {
      const lines = given === null ? headsOf(path, name) : parseWorkbook(path, name, settings.parse(given))
      for await (const each of lines) await say(each)
    }
    await say({ end: true })
  } catch (error) {
    const known = error instanceof Unreadable
    const fault = known
      ? { vi: error.message, en: error.en }
      : {
          vi: `${name}: không đọc được tệp này. Mở bằng Excel và lưu lại.`,
          en: `${name}: this file can’t be read. Open it in Excel and save it again.`,
        }
    await say({ fault })
    if (!known) console.error(error)
  }
}
