export { Scene } from './scenes.ts'
export { Down, type DownEvents, Pulse, TileState } from './socket/down.ts'
export { Up, type UpEvents, Watch, Watching } from './socket/up.ts'
export * from './tiles.ts'
