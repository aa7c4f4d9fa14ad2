import { readFileSync } from 'node:fs'
import { Invalid } from '@ioc/sql'
import type { Answer, Question } from './apart.ts'
import { prepareBoundaries } from './prepare.ts'

// Started by apart.ts, for one file.

process.once('message', ({ path, units }: Question) => {
  const say = (answer: Answer) => process.send?.(answer, () => process.disconnect())
  try {
    say(prepareBoundaries(readFileSync(path), units))
  } catch (error) {
    if (error instanceof Invalid && error.said) return void say({ fault: error.said })
    console.error(error)
    process.exit(1)
  }
})
process.send?.('ready')
