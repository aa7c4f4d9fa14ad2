// What tests across packages ask of the screens without one.
export { subjectsOf } from './proof/subjects.ts'
export { bearersIn } from './screens/console/make/read/bearers.ts'
export { columnLetters, patternOf } from './screens/console/make/read/sheets.ts'
export { likeOf } from './screens/console/make/read/wanted.ts'
export { yearIn } from './screens/console/make/read/year-in.ts'
export { makeEn } from './text/make-en.ts'
export { makeVi } from './text/make-vi.ts'
export { arcMinutes, LEGIBLE_MINUTES, LOOKED_AT } from './theme/legible.ts'
