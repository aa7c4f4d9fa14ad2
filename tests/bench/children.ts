import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

// A side of a bench that has a process to itself: it is told things and tells things, and an `error` it tells, or its end, fails whoever waits.

export function childOf(file: URL, args: string[], execArgv: string[] = []): ChildProcess {
  const child = fork(file, args, { execArgv: ['--import', 'tsx', ...execArgv] })
  child.once('exit', (code) => child.emit('error', new Error(`${file.pathname} ended with ${code}.`)))
  // When nobody waits any more it was told to end.
  child.on('error', () => {})
  return child
}

export async function told<T>(child: ChildProcess): Promise<T> {
  const [message] = (await once(child, 'message')) as [T & { error?: string }]
  if (message.error) throw new Error(message.error)
  return message
}
