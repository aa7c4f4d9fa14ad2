import type { ExerciseNow } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { exerciseNowQuery } from '../api/exercise.ts'
import { useText } from '../text/use-text.ts'

/** What an exercise shows on a tile; the band across the wall asks for it, a tile only reads. */
export function useExercised(tile: string): ExerciseNow['tiles'][string] | undefined {
  const { data } = useQuery({
    ...exerciseNowQuery(),
    enabled: false,
    refetchInterval: false,
    select: ({ tiles }) => tiles[tile] ?? null,
  })
  return data ?? undefined
}

/** Beside the tile’s own number, which stays what it is. */
export function TileExercise({ readings, silences }: ExerciseNow['tiles'][string]) {
  const { t, title, whole, number } = useText()
  return (
    <p className="tile-exercise">
      <b>{t('exercises.mark')}</b>
      {readings.map(({ indicator, unit, title: name, value, unitOfMeasurement, decimals }) => (
        <span key={`${indicator} ${unit.key}`}>
          {readings.length > 1 && `${title(name)}: `}
          {unitOfMeasurement ? whole(value, unitOfMeasurement, decimals) : number(value, decimals)}
        </span>
      ))}
      {silences.map(({ domain, times }) => (
        <span key={domain.vi}>{t('exercises.silent', { domain: title(domain), times: number(times, 1) })}</span>
      ))}
    </p>
  )
}
