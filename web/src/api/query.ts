import { QueryClient } from '@tanstack/react-query'
import { NotThere, Refused, Unreadable } from './get.ts'

/** What the server refused it refuses again, and what it said wrongly it says again; what it did not answer, or could not, is asked for once more. */
const ONCE_MORE = 1

/**
 * The wall is never left and its tiles arrive by socket: nothing is fetched again by itself and nothing is forgotten. The server
 * stands in the house: whether the browser believes itself connected says nothing of it.
 */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        retry: isWorthAskingAgain,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}

/** Whether to ask again what has failed so often. */
export function isWorthAskingAgain(failures: number, error: Error): boolean {
  return failures < ONCE_MORE && !(error instanceof Refused || error instanceof NotThere || error instanceof Unreadable)
}
