/** What was done to something, one step after the other, each of which can be taken back and done again. */
export interface Steps<T> {
  now: T
  past: readonly T[]
  future: readonly T[]
}

const MOST_STEPS = 200

export const begin = <T>(now: T): Steps<T> => ({ now, past: [], future: [] })

export function step<T>({ now, past }: Steps<T>, next: T): Steps<T> {
  return { now: next, past: [...past, now].slice(-MOST_STEPS), future: [] }
}

export function undo<T>(steps: Steps<T>): Steps<T> {
  const before = steps.past.at(-1)
  return before === undefined ? steps : { now: before, past: steps.past.slice(0, -1), future: [steps.now, ...steps.future] }
}

export function redo<T>(steps: Steps<T>): Steps<T> {
  const [next, ...future] = steps.future
  return next === undefined ? steps : { now: next, past: [...steps.past, steps.now], future }
}
