import type { Scene } from '@ioc/server/contract'
import { createContext, useContext } from 'react'

export const SceneContext = createContext<Scene | null>(null)

/** The scene on this wall; null before it has come. */
export const useScene = (): Scene | null => useContext(SceneContext)

/** Whether somebody before this wall leads it from scene to scene; a paired display is led from its desk alone. */
export const ByHand = createContext(false)
