// What tests across packages ask of the screens without one.
export { subjectsOf } from './proof/subjects.ts'
