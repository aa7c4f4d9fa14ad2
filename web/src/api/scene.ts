import type { Scene, SceneList } from '@ioc/server/contract'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { loadKinds } from '../tiles/registry.ts'
import { beginWith } from '../visitors/visitors.ts'
import { getJson } from './get.ts'

const RETRY_EVERY_MS = 10_000

/** Keeps trying while it fails: nobody stands at a wall to press a button. */
export function sceneQuery(id: string) {
  return queryOptions({
    queryKey: ['scene', id],
    queryFn: async ({ signal }) => {
      const scene = await getJson<Scene>(`/api/scenes/${encodeURIComponent(id)}`, signal)
      beginWith(scene.visitors)
      await loadKinds(scene.kinds)
      return scene
    },
    retryDelay: 1_000,
    refetchInterval: ({ state }) => (state.status === 'error' ? RETRY_EVERY_MS : false),
  })
}

/** All scenes there are, in the order they are gone through. */
export function scenesQuery() {
  return queryOptions({
    queryKey: ['scenes'],
    queryFn: ({ signal }) => getJson<SceneList>('/api/scenes', signal),
  })
}

/** Reads again what is held of scenes from before `layouts`; what stands stays until the new one has come whole. */
export function readAnew(cache: QueryClient, layouts: number): void {
  for (const { queryKey, state } of cache.getQueryCache().findAll({ queryKey: ['scene'] })) {
    const held = state.data as Scene | undefined
    if (held && held.layouts < layouts && state.fetchStatus === 'idle')
      void cache.fetchQuery({ ...sceneQuery(String(queryKey[1])), staleTime: 0 }).catch(() => {})
  }
}
