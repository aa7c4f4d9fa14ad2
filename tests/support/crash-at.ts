import pg from 'pg'
import { CRASH_POINTS } from './crash-points.ts'

// Imported first by a process that is to die: with -9, at the point IOC_CRASH_AT names, the nth time it gets there.

const [name = '', times = '1'] = (process.env.IOC_CRASH_AT ?? '').split(':')
const point = CRASH_POINTS[name]
if (!point) throw new Error(`There is no crash point «${name}».`)
let left = Number(times)

const die = () => --left === 0 && process.kill(process.pid, 'SIGKILL')
const before = new WeakMap<object, string>()
type Query = (this: object, ...asked: unknown[]) => unknown
const prototype = pg.Client.prototype as unknown as { query: Query }
const { query } = prototype

prototype.query = function (...asked) {
  const [first] = asked
  const text = typeof first === 'string' ? first : String((first as { text?: string } | undefined)?.text ?? '')
  // What a transaction did last says which one ends with a commit.
  const isIt = point.statement.test(text) && (!point.behind || point.behind.test(before.get(this) ?? ''))
  before.set(this, text)
  if (!isIt) return query.apply(this, asked)
  if (point.when === 'before') die()
  const answer = query.apply(this, asked)
  if (point.when === 'after') (answer as Promise<unknown>).then(die, () => {})
  return answer
}
