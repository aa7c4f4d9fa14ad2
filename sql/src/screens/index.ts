// What of screens a browser knows too.

export { Orders, OrdersChange, ScreenReport } from './orders.ts'
export { Playlist } from './playlist.ts'
