import { type IndicatorAnswer, SigningAnswer } from '@ioc/server/contract'
import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { getJson } from '../../api/get.ts'
import type { Cube } from './cube.ts'
import type { Settled } from './settle.ts'
import { isOfSigned, reachOf, withSigned } from './signed.ts'

/** A cube with what keeps its figures as they are, once that is known: a figure is told before it is told to be signed. */
export function useSigned(cube: Cube | null, view: Settled, indicators: readonly IndicatorAnswer[]): Cube | null {
  const span = cube && isOfSigned(view) ? reachOf(cube, view.step) : null
  const signings = useQueries({
    queries: span
      ? indicators.map(({ id }) => {
          const asked = new URLSearchParams({ ...(view.unit ? { unit: view.unit } : {}), ...span, within: 'true' })
          return {
            queryKey: ['proof', 'signing', id, String(asked)],
            queryFn: async ({ signal }: { signal: AbortSignal }) =>
              SigningAnswer.parse(await getJson(`/api/signing/${encodeURIComponent(id)}?${asked}`, signal)),
            staleTime: 0,
          }
        })
      : [],
    combine: (answers) => answers.map(({ data }) => data?.within ?? []),
  })
  return useMemo(() => cube && withSigned(cube, view.step, signings), [cube, view.step, signings])
}
