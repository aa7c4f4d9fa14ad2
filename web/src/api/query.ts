import { QueryClient } from '@tanstack/react-query'

/** The wall is never left and its tiles arrive by socket: nothing is fetched again by itself and nothing is forgotten. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
    },
  })
}
