// What of events a browser knows too.

export { EventFile, EventKey, EventKind, EventSaid, endOf, startOf } from './event.ts'
