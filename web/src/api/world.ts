// An exercise has a console of its own, below a path of its own: the same screens over the world of exercises. Who goes from one world to the other
// loads the page anew, so that nothing one has read is taken for the other’s.

export const EXERCISE_CONSOLE = '/console/exercise'

/** Whether this page is of the world of exercises. */
export const isExercised = (): boolean =>
  typeof location !== 'undefined' &&
  (location.pathname === EXERCISE_CONSOLE || location.pathname.startsWith(`${EXERCISE_CONSOLE}/`))

/** What each world has of its own, or (people, rules, channels) reads through its own door. */
const OF_A_WORLD =
  /^\/api\/(alerts|alert-rules|alert-silences|messages|directives|checklists|recipients|channels|shifts)(?=[/?.]|$)/

/** Where the server has what a page of this world asks for. */
export const inWorld = (path: string): string => (isExercised() && OF_A_WORLD.test(path) ? `/exercise${path}` : path)
