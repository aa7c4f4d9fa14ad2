import type { TileData } from '@ioc/server/contract'
import { createContext, useContext } from 'react'

const Context = createContext<TileData['note']>(undefined)

export const NoteContext = Context.Provider

/** What has to be said under a tile's picture, whatever its kind. */
export const useNote = () => useContext(Context)
