import type { Me, Permission } from '@ioc/server/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { getJson } from './get.ts'

const RETRY_EVERY_MS = 5_000

/** Who is signed in. */
export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => getJson<Me>('/api/me', signal),
    refetchInterval: ({ state }) => (state.status === 'error' ? RETRY_EVERY_MS : false),
  })

export const useMe = (): Me | undefined => useQuery(meQuery()).data

/** What whoever is signed in may; nothing, until that is known. */
export function useMay(): (permission: Permission) => boolean {
  const me = useMe()
  return (permission) => me?.permissions.includes(permission) ?? false
}

/** Under what this browser keeps what somebody typed and has not sent: whoever signs in next at the same machine is shown none of it. */
export const useOwnKey = (name: string): string => `${name}@${useMe()?.login ?? ''}`
