// What of screens a browser knows too.

export { Orders, OrdersChange, ScreenReport } from './orders.ts'
export { Playlist, playlistTrouble } from './playlist.ts'
export {
  type Grid,
  isWithin,
  LayoutKey,
  liesOver,
  MOST_FIELDS,
  MOST_PLACES,
  SceneFile,
  ScenePlace,
  sceneTrouble,
} from './scene.ts'
