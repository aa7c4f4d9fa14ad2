import { useQuery } from '@tanstack/react-query'
import { getJson } from '../../api/get.ts'
import type { Outlines } from './outlines.ts'

const RETRY_EVERY_MS = 10_000
const PATIENCE_MS = 30_000

/** The outlines a map is drawn by; null where there are none, or while they are fetched: the cartogram stands until then. */
export function useOutlines(sha256: string | undefined): Outlines | null {
  const { data } = useQuery({
    queryKey: ['boundaries', sha256],
    queryFn: async ({ signal }) => {
      const [{ readOutlines }, topology] = await Promise.all([
        import('./outlines.ts'),
        getJson(`/api/boundaries/drawn/${sha256}`, signal, PATIENCE_MS),
        // The cartogram stands until all that draws them is there.
        import('./BoundaryMap.tsx'),
      ])
      return readOutlines(topology as Parameters<typeof readOutlines>[0])
    },
    enabled: sha256 !== undefined,
    refetchInterval: ({ state }) => (state.status === 'error' ? RETRY_EVERY_MS : false),
  })
  return (sha256 !== undefined && data) || null
}
